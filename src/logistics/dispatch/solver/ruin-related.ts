import { mend } from './mend.ts';
import { refresh } from './refresh.ts';
import { dropAbsent, makeAbsent, type State } from './state.ts';
import { touch } from './undo.ts';

/** Odds that what is tied to a removed stop goes with it, and that what blocks an absent request makes room. */
const TOGETHER = 0.5;
const MAKE_WAY = 0.1;

/** Before the absent ones are dropped from route v: their partners in it become absent too, half of the time. */
export function takePartners(s: State, v: number): void {
  const { m } = s;
  const base = v * s.stride;
  if (s.random.next() >= TOGETHER) return;
  for (let k = s.locked[v]! + 1; k <= s.len[v]!; k++) {
    const r = m.requestOf[s.seq[base + k]!]!;
    if (!s.isAbsent[r] && hasAbsentPartner(s, r, v)) makeAbsent(s, r);
  }
}

function hasAbsentPartner(s: State, r: number, v: number): boolean {
  for (const node of s.m.relations!.partners[r]!)
    if (s.isAbsent[s.m.requestOf[node]!] && s.route[node] === v && !s.m.isLocked[node]) return true;
  return false;
}

/** Now and then the served partners of an absent request leave their route, so that all of them can meet in another. */
export function freePartners(s: State): void {
  const { m } = s;
  const count = s.absentCount;
  for (let k = 0; k < count; k++) {
    const { partners } = m.relations!;
    const list = partners[s.absent[k]!]!;
    if (list.length === 0 || s.random.next() >= MAKE_WAY) continue;
    for (const node of list) {
      const v = s.route[node]!;
      if (v < 0 || m.isLocked[node]) continue;
      touch(s, v);
      makeAbsent(s, m.requestOf[node]!);
      dropAbsent(s, v);
      refresh(s, v);
      mend(s, v);
    }
  }
}
