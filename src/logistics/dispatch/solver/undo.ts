import { listActive, type State } from './state.ts';
import { refresh } from './refresh.ts';

/** Starts a step: what is touched from now on can be put back. */
export function begin(s: State): void {
  for (let k = 0; k < s.touchedCount; k++) s.isTouched[s.touched[k]!] = 0;
  s.touchedCount = 0;
  s.savedAbsentCount = s.absentCount;
  for (let k = 0; k < s.absentCount; k++) s.savedAbsent[k] = s.absent[k]!;
}

/** Remembers a route before its first change in this step: undo instead of copying the plan. */
export function touch(s: State, v: number): void {
  if (s.isTouched[v]) return;
  s.isTouched[v] = 1;
  s.touched[s.touchedCount++] = v;
  s.savedLen[v] = s.len[v]!;
  s.savedVersion[v] = s.version[v]!;
  const from = v * s.stride;
  const to = from + s.len[v]! + 2;
  for (let k = from; k < to; k++) s.savedSeq[k] = s.seq[k]!;
}

/** Puts the plan back as it was at `begin`. */
export function rollback(s: State): void {
  for (let k = 0; k < s.absentCount; k++) s.isAbsent[s.absent[k]!] = 0;
  let openedOrClosed = false;
  for (let t = 0; t < s.touchedCount; t++) {
    const v = s.touched[t]!;
    const from = v * s.stride;
    for (let k = from + s.len[v]!; k > from; k--) s.route[s.seq[k]!] = -1;
  }
  for (let t = 0; t < s.touchedCount; t++) {
    const v = s.touched[t]!;
    const from = v * s.stride;
    if ((s.len[v] === 0) !== (s.savedLen[v] === 0)) openedOrClosed = true;
    s.len[v] = s.savedLen[v]!;
    const to = from + s.len[v]! + 2;
    for (let k = from; k < to; k++) s.seq[k] = s.savedSeq[k]!;
    refresh(s, v);
    // The same stops again: what is known of their places still holds.
    s.version[v] = s.savedVersion[v]!;
  }
  s.absentCount = s.savedAbsentCount;
  for (let k = 0; k < s.absentCount; k++) {
    s.absent[k] = s.savedAbsent[k]!;
    s.isAbsent[s.absent[k]!] = 1;
  }
  if (openedOrClosed) listActive(s);
}

/** The routes as they were at `begin`. */
export function routesBefore(s: State): number[][] {
  const routes: number[][] = [];
  for (let v = 0; v < s.m.vehicles; v++) {
    const from = v * s.stride + 1;
    const [seq, length] = s.isTouched[v] ? [s.savedSeq, s.savedLen[v]!] : [s.seq, s.len[v]!];
    routes.push(Array.from(seq.subarray(from, from + length)));
  }
  return routes;
}
