import { sharesRoute } from './related.ts';
import { scanPairFull, scanSingleFull } from './scan-full.ts';
import { scanPairPlain, scanSinglePlain } from './scan-plain.ts';
import type { State } from './state.ts';

/** May vehicle v take request r at all (skills, lists, room for its stops, relations)? */
export function mayTake(s: State, r: number, v: number): boolean {
  const { m } = s;
  if (m.allowed[r * m.vehicles + v] === 0 || s.len[v]! + (m.pickup[r]! < 0 ? 1 : 2) > m.maxTasks[v]!)
    return false;
  return m.relations === undefined || sharesRoute(s, r, v);
}

/**
 * What request r costs in route v at its cheapest place, opening and change of vehicle included; Infinity when it does not
 * fit or is not cheaper than `bound`. The place is in foundI/foundJ.
 */
export function scan(s: State, r: number, v: number, bound: number): number {
  const { m } = s;
  const opening = s.len[v] === 0 ? m.opening[v]! : 0;
  const isPair = m.pickup[r]! >= 0;
  if (m.plain) {
    const rest = bound - opening;
    return (
      opening + (isPair ? scanPairPlain(s, m.plain, r, v, rest) : scanSinglePlain(s, m.plain, r, v, rest))
    );
  }
  const extra = opening + (m.previous[r]! >= 0 && m.previous[r] !== v ? m.changeCost[r]! : 0);
  const rest = bound - extra;
  return extra + (isPair ? scanPairFull(s, r, v, rest) : scanSingleFull(s, r, v, rest));
}

/**
 * `scan`, remembering: a route is scanned again for a request only after its stops changed, or when the last scan gave up at a
 * lower bound than now.
 */
export function scanKnown(s: State, r: number, v: number, bound: number): number {
  const { known } = s;
  if (known === undefined) return scan(s, r, v, bound);
  const at = r * s.m.vehicles + v;
  if (known.version[at] === s.version[v]) {
    const cost = known.cost[at]!;
    if (cost >= bound) return Infinity;
    if (known.i[at]! >= 0) {
      s.foundI = known.i[at]!;
      s.foundJ = known.j[at]!;
      return cost;
    }
  }
  const cost = scan(s, r, v, bound);
  const found = cost < bound;
  known.version[at] = s.version[v]!;
  known.cost[at] = found ? cost : bound;
  known.i[at] = found ? s.foundI : -1;
  known.j[at] = s.foundJ;
  return cost;
}
