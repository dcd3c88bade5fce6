import { dropRoute } from './drop-route.ts';
import { pack } from './pack.ts';
import { keepBest, lookEvery, returnToBest, takeFewerVehicles, type Search } from './search.ts';
import { listActive, type State } from './state.ts';

/** Most of the budget for taking vehicles away. */
const SHARE = 0.15;
/** After such a share of it without fewer requests left out it gives up sooner. */
const PATIENCE = 0.04;
/** Most of the budget, and without impatience, where at best no more than NEARLY were left out. */
const SHARE_WHEN_NEAR = 0.4;
const NEARLY = 2;

/**
 * Fleet minimisation by absence counters (Christiaens & Vanden Berghe 2020, section 5.5): empty the route whose requests
 * were hardest to place least often, then accept whatever leaves fewer or easier requests out, until all have a place; then the
 * next. Where another thread needs fewer vehicles, it goes on from there.
 */
export function minimiseFleet(x: Search): void {
  const { s } = x;
  if (s.absentCount > 0) return;
  const least = fewestVehicles(s);
  if (s.activeCount <= least || !dropRoute(x)) return;
  let fewest = s.absentCount;
  let until = giveUpAt(x, fewest);
  const look = lookEvery(s.m);
  for (let k = 0; ; k++) {
    const used = k % look === 0 ? x.stop(x.iterations) : 0;
    if (used >= until) break;
    const took = takeFewerVehicles(x, used);
    if (!took && (!pack(x, k) || s.absentCount >= fewest)) continue;
    if (s.absentCount === 0) {
      listActive(s);
      if (!took) keepBest(x);
      if (s.activeCount <= least || !dropRoute(x)) break;
    }
    fewest = s.absentCount;
    until = giveUpAt(x, fewest);
  }
  returnToBest(x);
}

/** Share of the budget used when it gives up, unless fewer than these have no place by then. */
const giveUpAt = (x: Search, fewest: number): number =>
  fewest > NEARLY ? Math.min(SHARE, x.stop(x.iterations) + PATIENCE) : SHARE_WHEN_NEAR;

/** No plan has fewer vehicles: all that leaves the depot, or all that comes back to it, must fit into them. */
function fewestVehicles(s: State): number {
  const { m } = s;
  let least = 1;
  for (let d = 0; d < m.dims; d++) {
    let [out, back, room] = [0, 0, 0];
    for (let x = 0; x < m.tasks; x++) {
      out += m.before[x * m.dims + d]!;
      if (m.pickup[m.requestOf[x]!]! < 0) back += m.before[x * m.dims + d]! + m.change[x * m.dims + d]!;
    }
    for (let v = 0; v < m.vehicles; v++) room = Math.max(room, m.capacity[v * m.dims + d]!);
    if (room > 0) least = Math.max(least, Math.ceil(Math.max(out, back) / room));
  }
  return least;
}
