import { recreate } from './recreate.ts';
import { refresh } from './refresh.ts';
import { ruin } from './ruin.ts';
import { easierAbsent, keepBest, LOOK, type Search } from './search.ts';
import { listActive, makeAbsent, setStops, type State } from './state.ts';
import { begin, rollback } from './undo.ts';

/** Share of the budget spent on taking vehicles away. */
const SHARE = 0.3;

/**
 * Fleet minimisation by absence counters (Christiaens & Vanden Berghe 2020, section 5.5): empty the route whose requests
 * were hardest to place least often, then accept whatever leaves fewer or easier requests out, until all have a place.
 */
export function minimiseFleet(x: Search): void {
  const { s, stop } = x;
  if (s.absentCount > 0 || !dropRoute(x)) return;
  for (let k = 0; k % LOOK !== 0 || stop(x.iterations) < SHARE; k++) {
    x.iterations++;
    begin(s);
    ruin(s, x.near);
    recreate(s, x.keys);
    const fewer = s.absentCount < s.savedAbsentCount;
    if (!easierAbsent(x) && !fewer) {
      rollback(s);
      continue;
    }
    if (s.absentCount > 0) continue;
    listActive(s);
    keepBest(x);
    if (!dropRoute(x)) break;
  }
  restore(s, x.best.routes);
  s.maxActive = s.activeCount;
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

/** Overwrites the state with these routes. */
export function restore(s: State, routes: number[][]): void {
  s.route.fill(-1);
  s.isAbsent.fill(0);
  s.absentCount = 0;
  routes.forEach((nodes, v) => {
    setStops(s, v, nodes);
    refresh(s, v);
  });
  for (let r = 0; r < s.m.requests; r++) if (s.route[s.m.delivery[r]!]! < 0) makeAbsent(s, r);
  listActive(s);
}
