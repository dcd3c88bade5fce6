import { refresh } from './refresh.ts';
import { dropAbsent, makeAbsent, type State } from './state.ts';
import { setupS } from './travel.ts';

/**
 * Taking a stop out can break what is left of a route: without the triangle inequality the direct leg may be longer (or no
 * leg at all), and goods picked up earlier may ride longer while the vehicle waits elsewhere. Takes out more until the
 * refreshed route holds again; the locked stops alone always do.
 */
export function mend(s: State, v: number): void {
  if (s.m.triangle && !s.careful[v]) return;
  while (s.len[v]! > s.locked[v]!) {
    const r = troublemaker(s, v);
    if (r < 0) return;
    makeAbsent(s, r);
    dropAbsent(s, v);
    refresh(s, v);
  }
}

/** A request to take out because the route does not hold; -1 when it does. */
function troublemaker(s: State, v: number): number {
  const { m, seq } = s;
  const base = v * s.stride;
  const first = seq[base + 1]!;
  const inTime =
    !s.breakless[v] &&
    s.dep[seq[base]!]! + s.arcTime[first]! + setupS(m, seq[base]!, first) <= s.latest[first]!;
  const tooFar = !m.plain && (s.travel[v]! > m.maxTravel[v]! || s.distance[v]! > m.maxDistance[v]!);
  if (inTime && !tooFar && !s.careful[v]) return -1;
  for (let k = s.locked[v]! + 1; k <= s.len[v]!; k++) {
    const x = seq[base + k]!;
    const prev = seq[base + k - 1]!;
    const r = m.requestOf[x]!;
    const tooLate = !(s.dep[prev]! + s.arcTime[x]! + setupS(m, prev, x) <= m.late[x]!);
    if (tooLate || ridesTooLong(s, v, x, r)) return r;
  }
  return inTime && !tooFar ? -1 : m.requestOf[seq[base + s.len[v]!]!]!;
}

function ridesTooLong(s: State, v: number, x: number, r: number): boolean {
  const { m } = s;
  return (
    m.breaks[v] === undefined &&
    m.maxRide[r]! < Infinity &&
    m.delivery[r] === x &&
    s.start[x]! - s.dep[m.origin[r]!]! > m.maxRide[r]!
  );
}
