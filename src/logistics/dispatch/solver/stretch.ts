import { routeWithBreaks } from './break-trial.ts';
import { keepable, someBreaks } from './breaks.ts';
import type { State } from './state.ts';
import { openAt, setupS, travelS } from './travel.ts';

export type Restore = () => void;

/**
 * Stretches every limit that the refreshed route breaks to what it needs and no further. What was changed comes back by
 * calling what this returns, last first; nothing when the route held.
 */
export function stretch(s: State, v: number): Restore[] {
  const { m } = s;
  const log: Restore[] = [];
  const base = v * s.stride;
  const length = s.len[v]!;
  if (length === 0) return log;
  for (let k = 1; k <= length; k++) stretchStop(s, s.seq[base + k]!, s.seq[base + k - 1]!, v, log);
  const end = s.seq[base + length + 1]!;
  raise(log, m.late, end, s.start[end]!);
  raise(log, m.maxTasks, v, length);
  raise(log, m.maxTravel, v, s.travel[v]!);
  raise(log, m.maxDistance, v, s.distance[v]!);
  for (let k = 0; k <= length; k++)
    for (let d = 0; d < m.dims; d++)
      raise(log, m.capacity, v * m.dims + d, s.load[s.seq[base + k]! * m.dims + d]!);
  return log;
}

function stretchStop(s: State, x: number, prev: number, v: number, log: Restore[]): void {
  const { m } = s;
  const r = m.requestOf[x]!;
  const ready = s.dep[prev]! + travelS(m, v, prev, x) + setupS(m, prev, x);
  // Breaks that find their places keep the rides short, whatever the clocks without them say.
  const isTimed = m.breaks[v] !== undefined && !s.breakless[v];
  if (m.delivery[r] === x && m.maxRide[r]! < Infinity && !m.bound[r] && !isTimed)
    raise(log, m.maxRide, r, s.start[x]! - s.dep[m.origin[r]!]!);
  if (openAt(m, x, ready) < Infinity) return;
  // Served on arrival, as the forward pass already assumed.
  const [windows, early, late] = [m.windows[x], m.early[x]!, m.late[x]!];
  log.push(() => {
    m.windows[x] = windows;
    m.early[x] = early;
    m.late[x] = late;
  });
  m.windows[x] = undefined;
  m.early[x] = Math.min(early, ready);
  m.late[x] = ready;
}

/** Leaves out the breaks that find no place in the route as it stands. */
export function waiveInRoute(s: State, v: number): Restore {
  const breaks = s.m.breaks[v]!;
  const kept = keepable(breaks, (some) => routeWithBreaks(s, v, some) < Infinity);
  s.m.breaks[v] = kept.length > 0 ? someBreaks(breaks, kept) : undefined;
  return () => (s.m.breaks[v] = breaks);
}

function raise(log: Restore[], limits: Float64Array, at: number, needed: number): void {
  const limit = limits[at]!;
  if (needed <= limit) return;
  limits[at] = needed;
  log.push(() => (limits[at] = limit));
}
