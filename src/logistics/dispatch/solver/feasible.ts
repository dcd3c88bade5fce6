import type { State } from './state.ts';
import { openAt, setupS, travelS } from './travel.ts';

/**
 * Does the refreshed route keep loads, times and the limits of its vehicle? Locked stops may be late: they are served when
 * reached.
 */
export function holds(s: State, v: number): boolean {
  const { m } = s;
  const base = v * s.stride;
  const length = s.len[v]!;
  if (length > m.maxTasks[v]! || s.breakless[v]) return false;
  if (!m.plain && (s.travel[v]! > m.maxTravel[v]! || s.distance[v]! > m.maxDistance[v]!)) return false;
  if (overloaded(s, s.seq[base]!, v)) return false;
  for (let k = 1; k <= length; k++) {
    const x = s.seq[base + k]!;
    if (overloaded(s, x, v)) return false;
    if (k <= s.locked[v]!) continue;
    const prev = s.seq[base + k - 1]!;
    const start = openAt(m, x, s.dep[prev]! + travelS(m, v, prev, x) + setupS(m, prev, x));
    if (start === Infinity || ridesTooLong(s, v, x, start)) return false;
  }
  const [last, end] = [s.seq[base + length]!, s.seq[base + length + 1]!];
  return s.dep[last]! + travelS(m, v, last, end) <= m.late[end]!;
}

/** Breaks move the pickups too: they have seen to the rides themselves. */
function ridesTooLong({ m, dep }: State, v: number, x: number, start: number): boolean {
  const r = m.requestOf[x]!;
  if (m.maxRide[r] === Infinity || m.delivery[r] !== x || m.breaks[v]) return false;
  return start - dep[m.origin[r]!]! > m.maxRide[r]!;
}

function overloaded(s: State, x: number, v: number): boolean {
  const { dims, capacity } = s.m;
  for (let k = 0; k < dims; k++) if (s.load[x * dims + k]! > capacity[v * dims + k]!) return true;
  return false;
}
