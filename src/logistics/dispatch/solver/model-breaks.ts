import { flatBreaks, newLine, someBreaks, type Breaks, type Line } from './break-line.ts';
import { keepable, newPlaces, placeBreaks, type Places } from './break-times.ts';
import type { Model } from './model.ts';
import type { Problem } from './problem.ts';
import { setupS, travelS } from './travel.ts';

/** The breaks of each vehicle; undefined when it has none. */
export const breaksOf = ({ vehicles }: Problem, dims: number): (Breaks | undefined)[] =>
  vehicles.map(({ breaks }) => (breaks?.length ? flatBreaks(breaks, dims) : undefined));

/** Room to think about where breaks go: one route's line, its stops, and what placing them needs. */
export interface BreakDesk {
  line: Line;
  /** The stops of the route asked about, without its ends. */
  nodes: Int32Array;
  /** Position of a node in the line. */
  at: Int32Array;
  places: Places;
}

export const newDesk = (m: Pick<Model, 'tasks' | 'nodes' | 'dims'>): BreakDesk => ({
  line: newLine(m.tasks, m.dims),
  nodes: new Int32Array(m.tasks),
  at: new Int32Array(m.nodes).fill(-1),
  places: newPlaces(),
});

/**
 * Lateness and duty cost of vehicle v serving the first `count` nodes on the desk, its breaks placed as is cheapest; Infinity
 * when they leave no way to keep every window, ride limit and the shift.
 */
export function costWithBreaks(m: Model, v: number, breaks: Breaks, desk: BreakDesk, count: number): number {
  fillLine(m, v, desk, count);
  if (breaks.maxLoad) fillLoad(m, v, desk, count);
  return placeBreaks(desk.line, breaks, desk.places);
}

function fillLine(m: Model, v: number, { line, nodes, at }: BreakDesk, count: number): void {
  const end = m.tasks + m.vehicles + v;
  let prev = m.tasks + v;
  line.count = count;
  line.startAt = m.startAt[v]!;
  line.endBy = m.late[end]!;
  line.dutyPerS = m.perDutySecond[v]!;
  line.rides = false;
  for (let k = 0; k < count; k++) {
    const x = nodes[k]!;
    at[x] = k;
    line.hop[k] = travelS(m, v, prev, x) + setupS(m, prev, x);
    line.service[k] = m.service[x]!;
    line.early[k] = m.early[x]!;
    line.late[k] = m.late[x]!;
    line.windows[k] = m.windows[x];
    line.due[k] = m.due[x]!;
    line.lateCost[k] = m.lateCost[x]!;
    fillRide(m, line, at, x, k);
    prev = x;
  }
  line.home = travelS(m, v, prev, end);
}

function fillRide(m: Model, line: Line, at: Int32Array, x: number, k: number): void {
  const r = m.requestOf[x]!;
  const limit = m.bound[r] ? Infinity : m.maxRide[r]!;
  const due = m.boundRide[r]!;
  line.origin[k] = -1;
  if (m.delivery[r] !== x || (limit === Infinity && due === Infinity)) return;
  line.origin[k] = at[m.origin[r]!]!;
  line.maxRide[k] = limit;
  line.dueRide[k] = due;
  line.rides = true;
}

function fillLoad(m: Model, v: number, { line, nodes }: BreakDesk, count: number): void {
  for (let d = 0; d < m.dims; d++) {
    let load = m.aboard[v * m.dims + d]!;
    for (let k = 0; k < count; k++) load += m.before[nodes[k]! * m.dims + d]!;
    line.load[d] = load;
    for (let k = 0; k < count; k++)
      line.load[(k + 1) * m.dims + d] = load += m.change[nodes[k]! * m.dims + d]!;
  }
}

/** Waives the breaks that the locked stops of v alone leave no room for. */
export function waiveBreaks(m: Model, v: number): void {
  const breaks = m.breaks[v];
  const locked = m.lockedNodes[v]!;
  if (!breaks || locked.length === 0) return;
  const desk = newDesk(m);
  desk.nodes.set(locked);
  const kept = keepable(
    breaks,
    (some) => costWithBreaks(m, v, someBreaks(breaks, some), desk, locked.length) < Infinity,
  );
  m.breaks[v] = kept.length > 0 ? someBreaks(breaks, kept) : undefined;
}
