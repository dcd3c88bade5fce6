import { holds } from './feasible.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import { refresh } from './refresh.ts';
import { bridge, isInTime, isWhole, LONGEST_SEGMENT } from './segment.ts';
import { listActive, type State } from './state.ts';
import { begin, rollback, touch } from './undo.ts';

/**
 * Two routes exchange a few stops in a row (CROSS-exchange, Taillard et al. 1997): those from b on against those behind a,
 * perhaps none. Ruin and recreate places one request after the other, and several that belong together fit nowhere alone.
 */
export function swapSegments(s: State, plain: PlainMatrix, a: number, b: number, most: number): boolean {
  const { seq, pos, route, random, stride } = s;
  const [v, w] = [route[a]!, route[b]!];
  const [atV, atW] = [v * stride + pos[a]! + 1, w * stride + pos[b]!];
  const [countV, countW] = [random.int(LONGEST_SEGMENT + 1), 1 + random.int(LONGEST_SEGMENT)];
  if (atV + countV > endOf(s, v) || atW + countW > endOf(s, w)) return false;
  const [nextV, nextW] = [seq[atV + countV]!, seq[atW + countW]!];
  const prevW = seq[atW - 1]!;
  const now = bridge(s, plain, a, atV, countV, nextV) + bridge(s, plain, prevW, atW, countW, nextW);
  const then = bridge(s, plain, a, atW, countW, nextV) + bridge(s, plain, prevW, atV, countV, nextW);
  const isEmptied = countV === 0 && countW === s.len[w];
  if (!(then - now - (isEmptied ? s.m.opening[w]! : 0) < most)) return false;
  if (!isWhole(s, v, atV, countV) || !isWhole(s, w, atW, countW)) return false;
  if (!isInTime(s, plain, a, atW, countW, nextV) || !isInTime(s, plain, prevW, atV, countV, nextW))
    return false;
  begin(s);
  touch(s, v);
  touch(s, w);
  const [stopsV, stopsW] = [seq.slice(atV, atV + countV), seq.slice(atW, atW + countW)];
  replace(s, v, atV, countV, stopsW);
  replace(s, w, atW, countW, stopsV);
  if (!holds(s, v) || !holds(s, w)) {
    rollback(s);
    return false;
  }
  if (isEmptied) listActive(s);
  return true;
}

/** Index of the end node. */
const endOf = ({ stride, len }: State, v: number): number => v * stride + len[v]! + 1;

function replace(s: State, v: number, at: number, count: number, stops: Int32Array): void {
  s.seq.copyWithin(at + stops.length, at + count, endOf(s, v) + 1);
  s.seq.set(stops, at);
  s.len[v]! += stops.length - count;
  refresh(s, v);
}
