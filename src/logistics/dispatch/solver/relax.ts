import type { Model } from './model.ts';
import { HORIZON_S } from './windows.ts';

/** Rules that can be lifted for one request in one route to see whether they are in the way. */
export const RELAXABLE = [
  'capacity',
  'timeWindow',
  'maxRide',
  'maxTasks',
  'maxTravel',
  'maxDistance',
  'relation',
  'break',
] as const;

export type Relaxable = (typeof RELAXABLE)[number];

/** Asks a question with these rules lifted (or the limits of r moved later), then puts them back. */
export function relaxed<T>(
  m: Model,
  r: number,
  v: number,
  lift: readonly (Relaxable | { laterS: number })[],
  ask: () => T,
): T {
  const undo = lift.map((one) => (typeof one === 'string' ? LIFT[one](m, r, v) : later(m, r, one.laterS)));
  try {
    return ask();
  } finally {
    for (const put of undo.toReversed()) put();
  }
}

const LIFT: Record<Relaxable, (m: Model, r: number, v: number) => () => void> = {
  capacity: (m, r) => {
    const nodes = nodesOf(m, r).flatMap((node) =>
      Array.from({ length: m.dims }, (_, k) => node * m.dims + k),
    );
    const saved = nodes.map((at) => [m.change[at]!, m.before[at]!] as const);
    for (const at of nodes) m.change[at] = m.before[at] = 0;
    return () => nodes.forEach((at, k) => ([m.change[at], m.before[at]] = saved[k]!));
  },
  timeWindow: (m, r) => {
    const nodes = nodesOf(m, r);
    const saved = nodes.map((x) => [m.early[x]!, m.late[x]!, m.windows[x]] as const);
    for (const x of nodes) [m.early[x], m.late[x], m.windows[x]] = [-HORIZON_S, HORIZON_S, undefined];
    return () => nodes.forEach((x, k) => ([m.early[x], m.late[x], m.windows[x]] = saved[k]!));
  },
  maxRide: (m, r) => swap(m.maxRide, r, Infinity),
  maxTasks: (m, _, v) => swap(m.maxTasks, v, Infinity),
  maxTravel: (m, _, v) => swap(m.maxTravel, v, Infinity),
  maxDistance: (m, _, v) => swap(m.maxDistance, v, Infinity),
  relation: (m) => {
    const saved = m.relations;
    m.relations = undefined;
    return () => (m.relations = saved);
  },
  break: (m, _, v) => {
    const saved = m.breaks[v];
    m.breaks[v] = undefined;
    return () => (m.breaks[v] = saved);
  },
};

function later(m: Model, r: number, byS: number): () => void {
  const nodes = nodesOf(m, r);
  const saved = nodes.map((x) => [m.late[x]!, m.windows[x]] as const);
  for (const x of nodes) {
    m.late[x] = Math.min(HORIZON_S, m.late[x]! + byS);
    m.windows[x] = m.windows[x]?.with(-1, m.late[x]!);
  }
  const ride = swap(m.maxRide, r, m.maxRide[r]! + byS);
  return () => {
    ride();
    nodes.forEach((x, k) => ([m.late[x], m.windows[x]] = saved[k]!));
  };
}

function swap(list: Float64Array, at: number, value: number): () => void {
  const saved = list[at]!;
  list[at] = value;
  return () => (list[at] = saved);
}

const nodesOf = (m: Model, r: number): number[] => [m.pickup[r]!, m.delivery[r]!].filter((node) => node >= 0);
