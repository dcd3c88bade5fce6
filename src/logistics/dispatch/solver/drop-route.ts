import { refresh } from './refresh.ts';
import type { Search } from './search.ts';
import { listActive, makeAbsent, setStops, type State } from './state.ts';

/** Empties the movable route with the smallest sum of absences, for good; false when there is none. */
export function dropRoute({ s, absences }: Search): boolean {
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
