import type { Model } from './model.ts';
import { finite } from './windows.ts';

/** Seconds from one node to another for vehicle v, without setup. Nowhere (place -1) is next to everything. */
export function travelS(m: Model, v: number, from: number, to: number): number {
  const a = m.place[from]!;
  const b = m.place[to]!;
  return a < 0 || b < 0 ? 0 : finite(m.durations[v]![a * m.problem.places + b]! * m.factor[v]!);
}

/**
 * The column of x in its matrix: seconds from every place to x, before the speed factor. Gathered when first asked for: a
 * scan asks for the same columns over and over, and striding through a large matrix costs a cache miss per leg.
 */
export function columnTo(m: Model, v: number, x: number): Float64Array {
  const matrix = m.durations[v]!;
  let columns = m.columns.get(matrix);
  if (!columns) m.columns.set(matrix, (columns = []));
  const to = m.place[x]!;
  return (columns[to] ??= gather(matrix, to, m.problem.places));
}

function gather(matrix: Float64Array | Int32Array, to: number, places: number): Float64Array {
  const column = new Float64Array(places);
  for (let from = 0, at = to; from < places; from++, at += places) column[from] = finite(matrix[at]!);
  return column;
}

/** `travelS` to the node whose column this is; without a column the matrix is read. */
export function travelFrom(
  m: Model,
  v: number,
  from: number,
  to: number,
  column: Float64Array | undefined,
): number {
  const place = m.place[from]!;
  if (column === undefined) return travelS(m, v, from, to);
  return place < 0 ? 0 : finite(column[place]! * m.factor[v]!);
}

export function distanceM(m: Model, v: number, from: number, to: number): number {
  const matrix = m.distances[v];
  const a = m.place[from]!;
  const b = m.place[to]!;
  return !matrix || a < 0 || b < 0 ? 0 : finite(matrix[a * m.problem.places + b]!);
}

/** Setup is spent only when the place changes. */
export function setupS(m: Model, from: number, to: number): number {
  return m.place[from] === m.place[to] ? 0 : m.setup[to]!;
}

/** Earliest start of service at x when ready at t; UNREACHABLE-like (Infinity) when every window is over. */
export function openAt(m: Model, x: number, t: number): number {
  const windows = m.windows[x];
  if (windows === undefined) return t < m.early[x]! ? m.early[x]! : t > m.late[x]! ? Infinity : t;
  for (let k = 0; k < windows.length; k += 2) {
    if (t <= windows[k + 1]!) return t < windows[k]! ? windows[k]! : t;
  }
  return Infinity;
}

/** Latest start of service at x that is not after t; -Infinity when there is none. */
export function closeAt(m: Model, x: number, t: number): number {
  const windows = m.windows[x];
  if (windows === undefined) return t > m.late[x]! ? m.late[x]! : t < m.early[x]! ? -Infinity : t;
  for (let k = windows.length - 2; k >= 0; k -= 2) {
    if (t >= windows[k]!) return t > windows[k + 1]! ? windows[k + 1]! : t;
  }
  return -Infinity;
}
