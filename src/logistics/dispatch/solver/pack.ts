import { makeRoom } from './make-room.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { hardnessAdded, type Search } from './search.ts';
import { begin, rollback } from './undo.ts';

/** Steps between ejections. */
const EJECT_EVERY = 50;

/**
 * One step, the kth, towards a plan that leaves nobody out, whatever it costs: ruin and recreate, kept when fewer requests, or
 * easier ones by their absence counters, are left out (Christiaens & Vanden Berghe 2020, section 5.5). True when it was kept.
 */
export function pack(x: Search, k: number): boolean {
  const { s } = x;
  x.iterations++;
  if (k % EJECT_EVERY === 0) eject(x);
  begin(s);
  ruin(s, x.near);
  recreate(s, x.keys, x.near);
  const fewer = s.absentCount < s.savedAbsentCount;
  // Among plans that leave out the same ones the search wanders: it has no other way to new places.
  if (hardnessAdded(x) <= 0 || fewer) return true;
  rollback(s);
  return false;
}

/** One of those left out takes the place of easier ones, or counts as harder. */
function eject(x: Search): void {
  const { s, absences } = x;
  if (s.absentCount === 0 || s.m.relations) return;
  const r = s.absent[s.random.int(s.absentCount)]!;
  if (!makeRoom(x, r)) absences[r]!++;
}
