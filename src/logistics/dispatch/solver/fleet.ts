import { dropRoute } from './drop-route.ts';
import { pack } from './pack.ts';
import { keepBest, lookEvery, returnToBest, type Search } from './search.ts';
import { listActive, type State } from './state.ts';

/** Share of the budget for taking vehicles away: more while no more than `NEARLY` requests have no place, */
const SHARE = 0.15;
const SHARE_WHEN_NEAR = 0.45;
const NEARLY = 2;
/** but less when several threads look, each on a way of its own. */
const SHARE_TOGETHER = 0.3;

/**
 * Fleet minimisation by absence counters (Christiaens & Vanden Berghe 2020, section 5.5): empty the route whose requests
 * were hardest to place least often, then accept whatever leaves fewer or easier requests out, until all have a place.
 */
export function minimiseFleet(x: Search): void {
  const { s } = x;
  if (s.absentCount > 0) return;
  const least = fewestVehicles(s);
  s.maxActive = Math.max(1, s.activeCount);
  if (s.activeCount <= least || !dropRoute(x)) return;
  let fewest = s.absentCount;
  const look = lookEvery(s.m);
  for (let k = 0; ; k++) {
    if (k % look === 0 && x.stop(x.iterations) >= shareOf(x, fewest)) break;
    if (!pack(x, k)) continue;
    fewest = Math.min(fewest, s.absentCount);
    if (s.absentCount > 0) continue;
    listActive(s);
    keepBest(x);
    if (s.activeCount <= least || !dropRoute(x)) break;
    fewest = s.absentCount;
  }
  returnToBest(x);
}

/** How much of the budget it may take, when at best so few had no place. */
function shareOf(x: Search, fewest: number): number {
  if (fewest > NEARLY) return SHARE;
  return x.exchange ? SHARE_TOGETHER : SHARE_WHEN_NEAR;
}

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
