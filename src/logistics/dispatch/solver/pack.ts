import { makeRoom } from './make-room.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { hardnessAdded, type Search } from './search.ts';
import { begin, rollback } from './undo.ts';

/** Steps between ejections. */
const EJECT_EVERY = 50;
/** Stops removed in each step, in the mean: fewer than the paper's 10. */
const REMOVED = 7;
/** Share of the steps that insert by absence counters, the hardest first, instead of by an order rule. */
const HARDEST_FIRST = 0.5;
/**
 * Steps for each request until all counters are halved. Counters that only grow need ever longer to change what is left out,
 * and some searches stayed where they were; with a fifth of this it takes longer, with a tenth nothing is learnt.
 */
const FORGET_EVERY = 100;

/**
 * One step, the kth, towards a plan that leaves nobody out, whatever it costs: ruin and recreate, kept when fewer requests, or
 * easier ones by their absence counters, are left out (Christiaens & Vanden Berghe 2020, section 5.5). True when it was kept.
 */
export function pack(x: Search, k: number): boolean {
  const { s } = x;
  x.iterations++;
  if (k % (FORGET_EVERY * s.m.requests) === 0) forget(x);
  if (k % EJECT_EVERY === 0) eject(x);
  begin(s);
  ruin(s, x.near, REMOVED);
  recreate(s, x.keys, x.near, s.random.next() < HARDEST_FIRST ? x.absences : undefined);
  const fewer = s.absentCount < s.savedAbsentCount;
  // Among plans that leave out the same ones the search wanders: it has no other way to new places.
  if (hardnessAdded(x) <= 0 || fewer) return true;
  rollback(s);
  return false;
}

function forget({ absences }: Search): void {
  for (let r = 0; r < absences.length; r++) absences[r]! /= 2;
}

/** One of those left out takes the place of easier ones, or counts as harder. */
function eject(x: Search): void {
  const { s, absences } = x;
  if (s.absentCount === 0 || s.m.relations) return;
  const r = s.absent[s.random.int(s.absentCount)]!;
  if (!makeRoom(x, r)) absences[r]!++;
}
