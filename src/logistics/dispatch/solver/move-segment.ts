import { holds } from './feasible.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import { refresh } from './refresh.ts';
import { bridge, isWhole, LONGEST_SEGMENT } from './segment.ts';
import type { State } from './state.ts';
import { begin, rollback, touch } from './undo.ts';

/** A few stops in a row, from b on, go right behind stop a of the same route (Or 1976); of a pair both or none. */
export function moveSegment(s: State, plain: PlainMatrix, a: number, b: number, most: number): boolean {
  const { seq, pos, stride, len } = s;
  const v = s.route[a]!;
  const base = v * stride;
  const [to, at] = [base + pos[a]! + 1, base + pos[b]!];
  const count = 1 + s.random.int(LONGEST_SEGMENT);
  const isBehind = at > to;
  if (at === to || at + count > (isBehind ? base + len[v]! + 1 : to - 1)) return false;
  const [prev, next, behindA] = [seq[at - 1]!, seq[at + count]!, seq[to]!];
  const now = bridge(s, plain, prev, at, count, next) + bridge(s, plain, a, at, 0, behindA);
  const then = bridge(s, plain, prev, at, 0, next) + bridge(s, plain, a, at, count, behindA);
  if (!(then - now < most) || !isWhole(s, v, at, count)) return false;
  begin(s);
  touch(s, v);
  const stops = seq.slice(at, at + count);
  if (isBehind) seq.copyWithin(to + count, to, at);
  else seq.copyWithin(at, at + count, to);
  seq.set(stops, isBehind ? to : to - count);
  refresh(s, v);
  if (holds(s, v)) return true;
  rollback(s);
  return false;
}
