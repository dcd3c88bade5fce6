import { holds } from './feasible.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import { refresh } from './refresh.ts';
import { isInTime, leg } from './segment.ts';
import { listActive, type State } from './state.ts';
import { begin, rollback, touch } from './undo.ts';

/**
 * Two routes exchange their tails (2-opt*, Potvin & Rousseau 1995): behind stop a comes stop b of the other route with all that
 * follows it. Strings never reach that far back, so long routes need it.
 */
export function swapTails(s: State, plain: PlainMatrix, a: number, b: number, most: number): boolean {
  const { seq, pos, route, arcTime, stride } = s;
  const [v, w] = [route[a]!, route[b]!];
  const [behindA, atB] = [v * stride + pos[a]! + 1, w * stride + pos[b]!];
  const [next, prev] = [seq[behindA]!, seq[atB - 1]!];
  const isEmptied = pos[b] === 1 && pos[a] === s.len[v];
  const saved = arcTime[next]! + arcTime[b]! + (isEmptied ? s.m.opening[w]! : 0);
  if (!(leg(plain, a, b) + leg(plain, prev, next) - saved < most)) return false;
  if (!isInTime(s, plain, a, atB, 0, b) || !isInTime(s, plain, prev, behindA, 0, next)) return false;
  if (tears(s, behindA, v) || tears(s, atB, w)) return false;
  begin(s);
  touch(s, v);
  touch(s, w);
  exchange(s, v, behindA, w, atB);
  refresh(s, v);
  refresh(s, w);
  if (!holds(s, v) || !holds(s, w)) {
    rollback(s);
    return false;
  }
  if (isEmptied) listActive(s);
  return true;
}

/** Would cutting the route here part a pickup from its delivery? */
function tears(s: State, from: number, v: number): boolean {
  const { m, seq, pos } = s;
  const base = v * s.stride;
  const end = base + s.len[v]! + 1;
  for (let k = from; k < end; k++) {
    const origin = m.origin[m.requestOf[seq[k]!]!]!;
    if (origin >= 0 && base + pos[origin]! < from) return true;
  }
  return false;
}

/** The stops from `atV` on go behind those before `atW`, and the other way round. The end nodes stay. */
function exchange(s: State, v: number, atV: number, w: number, atW: number): void {
  const { seq, len } = s;
  const [baseV, baseW] = [v * s.stride, w * s.stride];
  const tailV = seq.slice(atV, baseV + len[v]! + 1);
  const tailW = seq.slice(atW, baseW + len[w]! + 1);
  seq.set(tailW, atV);
  seq.set(tailV, atW);
  len[v] = atV - baseV - 1 + tailW.length;
  len[w] = atW - baseW - 1 + tailV.length;
  seq[baseV + len[v]! + 1] = s.m.tasks + s.m.vehicles + v;
  seq[baseW + len[w]! + 1] = s.m.tasks + s.m.vehicles + w;
}
