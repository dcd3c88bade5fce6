import { makeRoom } from './make-room.ts';
import { recreate } from './recreate.ts';
import { refresh } from './refresh.ts';
import { restore } from './restore.ts';
import { ruin } from './ruin.ts';
import { hardnessAdded, keepBest, lookEvery, type Search } from './search.ts';
import { listActive, makeAbsent, setStops, type State } from './state.ts';
import { begin, rollback } from './undo.ts';

/** Share of the budget for taking vehicles away: more while no more than `NEARLY` requests have no place, */
const SHARE = 0.15;
const SHARE_WHEN_NEAR = 0.45;
const NEARLY = 2;
/** but less when several threads look, each on a way of its own. */
const SHARE_TOGETHER = 0.3;
/** Iterations between ejections. */
const EJECT_EVERY = 50;

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
    x.iterations++;
    if (k % EJECT_EVERY === 0) eject(x);
    begin(s);
    ruin(s, x.near);
    recreate(s, x.keys, x.near);
    const fewer = s.absentCount < s.savedAbsentCount;
    // Among plans that leave out the same ones the search wanders: it has no other way to new places.
    if (hardnessAdded(x) > 0 && !fewer) {
      rollback(s);
      continue;
    }
    fewest = Math.min(fewest, s.absentCount);
    if (s.absentCount > 0) continue;
    listActive(s);
    keepBest(x);
    if (s.activeCount <= least || !dropRoute(x)) break;
    fewest = s.absentCount;
  }
  restore(s, x.best.routes);
  s.maxActive = s.activeCount;
}

/** How much of the budget it may take, when at best so few had no place. */
function shareOf(x: Search, fewest: number): number {
  if (fewest > NEARLY) return SHARE;
  return x.exchange ? SHARE_TOGETHER : SHARE_WHEN_NEAR;
}

/** One of those left out takes the place of easier ones, or counts as harder. */
function eject(x: Search): void {
  const { s, absences } = x;
  if (s.absentCount === 0 || s.m.relations) return;
  const r = s.absent[s.random.int(s.absentCount)]!;
  if (!makeRoom(x, r)) absences[r]!++;
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

/** Empties the movable route with the smallest sum of absences; false when there is none. */
function dropRoute(x: Search): boolean {
  const { s, absences } = x;
  const { m } = s;
  let [least, victim] = [Infinity, -1];
  for (let a = 0; a < s.activeCount; a++) {
    const v = s.active[a]!;
    if (s.locked[v]! > 0) continue;
    let sum = 0;
    for (let k = 1; k <= s.len[v]!; k++) sum += absences[m.requestOf[s.seq[v * s.stride + k]!]!]!;
    if (sum < least) [least, victim] = [sum, v];
  }
  if (victim < 0 || s.activeCount < 2) return false;
  empty(s, victim);
  listActive(s);
  s.maxActive = s.activeCount;
  return true;
}

function empty(s: State, v: number): void {
  const base = v * s.stride;
  for (let k = s.locked[v]! + 1; k <= s.len[v]!; k++) {
    const x = s.seq[base + k]!;
    const r = s.m.requestOf[x]!;
    s.route[x] = -1;
    if (!s.isAbsent[r]) makeAbsent(s, r);
  }
  setStops(s, v, s.m.lockedNodes[v]!);
  refresh(s, v);
}
