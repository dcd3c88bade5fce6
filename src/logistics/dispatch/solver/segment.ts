import type { PlainMatrix } from './plain-matrix.ts';
import type { State } from './state.ts';

/**
 * A segment is a few stops in a row, `count` from index `at` of `seq` on, perhaps none; most of them in one that changes its
 * place.
 */
export const LONGEST_SEGMENT = 5;

/** Seconds of travel between these two nodes. */
export const leg = ({ out, stride, place }: PlainMatrix, x: number, y: number): number =>
  out[place[x]! * stride + place[y]!]!;

/** Seconds of travel between these two nodes by way of the segment, what lies within it left out. */
export function bridge(
  s: State,
  plain: PlainMatrix,
  prev: number,
  at: number,
  count: number,
  next: number,
): number {
  if (count === 0) return leg(plain, prev, next);
  return leg(plain, prev, s.seq[at]!) + leg(plain, s.seq[at + count - 1]!, next);
}

/** Is each stop of the segment, and then the next one with all that follows it, still reached in time? */
export function isInTime(
  s: State,
  plain: PlainMatrix,
  prev: number,
  at: number,
  count: number,
  next: number,
): boolean {
  const { early, late, service } = s.m;
  let t = s.dep[prev]!;
  let x = prev;
  for (let k = at; k < at + count; k++) {
    const y = s.seq[k]!;
    t += leg(plain, x, y);
    if (t > late[y]!) return false;
    t = Math.max(t, early[y]!) + service[y]!;
    x = y;
  }
  return t + leg(plain, x, next) <= s.latest[next]!;
}

/** Has every request with a stop in this segment of the route of v all its stops there? */
export function isWhole({ m, seq, pos, stride }: State, v: number, at: number, count: number): boolean {
  const from = at - v * stride;
  const isInside = (x: number) => pos[x]! >= from && pos[x]! < from + count;
  for (let k = at; k < at + count; k++) {
    const r = m.requestOf[seq[k]!]!;
    const origin = m.origin[r]!;
    if (origin >= 0 && !(isInside(origin) && isInside(m.delivery[r]!))) return false;
  }
  return true;
}
