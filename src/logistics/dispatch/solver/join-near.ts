import { moveSegment } from './move-segment.ts';
import type { Neighbours } from './neighbours.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import type { State } from './state.ts';
import { swapSegments } from './swap-segments.ts';
import { swapTails } from './swap-tails.ts';

/** So many of the nearest stops are tried as the new next stop. */
const NEAR = 20;

/**
 * Brings a near stop right behind a random one, with some or all that follows it. In plain problems only; a pair is never torn
 * apart. Done when the plan gets less than `most` dearer and keeps every rule; true when it was.
 */
export function joinNear(s: State, plain: PlainMatrix, near: Neighbours, most: number): boolean {
  const a = s.random.int(s.m.tasks);
  const list = near.of(a);
  if (list.length === 0) return false;
  const b = list[s.random.int(Math.min(NEAR, list.length))]!;
  if (!mayMeet(s, a, b)) return false;
  if (s.route[a] === s.route[b]) return moveSegment(s, plain, a, b, most);
  return s.random.next() < 0.5 ? swapTails(s, plain, a, b, most) : swapSegments(s, plain, a, b, most);
}

/** Both are planned, in routes of interchangeable vehicles, and no cut goes through locked stops. */
function mayMeet(s: State, a: number, b: number): boolean {
  const [v, w] = [s.route[a]!, s.route[b]!];
  if (v < 0 || w < 0 || s.m.group[v] !== s.m.group[w]) return false;
  return s.pos[a]! >= s.locked[v]! && s.pos[b]! > s.locked[w]!;
}
