import type { Break } from './problem.ts';

/** The breaks of one vehicle in the order they are taken, flat. */
export interface Breaks {
  count: number;
  ids: string[];
  service: Float64Array;
  /** As [from, to, from, to ...]; none: any time. */
  windows: (Float64Array | undefined)[];
  /** Highest load at each break, `count * dims`; undefined when none of them minds. */
  maxLoad: Float64Array | undefined;
  dims: number;
}

const opens = ({ windows }: Break): number => windows?.[0]?.[0] ?? -Infinity;
const closes = ({ windows }: Break): number => windows?.[0]?.[1] ?? Infinity;

export function flatBreaks(breaks: readonly Break[], dims: number): Breaks {
  // Infinity minus itself is no number: those without windows compare as equal.
  const sorted = breaks.toSorted((a, b) => opens(a) - opens(b) || closes(a) - closes(b) || 0);
  const minds = sorted.some(({ maxLoad }) => maxLoad !== undefined);
  return {
    count: sorted.length,
    ids: sorted.map(({ id }) => id),
    service: Float64Array.from(sorted, ({ serviceS }) => serviceS),
    windows: sorted.map(({ windows }) => (windows?.length ? Float64Array.from(windows.flat()) : undefined)),
    maxLoad: minds
      ? Float64Array.from(
          sorted.flatMap(({ maxLoad }) => Array.from({ length: dims }, (_, k) => maxLoad?.[k] ?? Infinity)),
        )
      : undefined,
    dims,
  };
}

/** Only those of the breaks at these positions. */
export function someBreaks(breaks: Breaks, kept: readonly number[]): Breaks {
  const { dims, maxLoad } = breaks;
  return {
    count: kept.length,
    ids: kept.map((q) => breaks.ids[q]!),
    service: Float64Array.from(kept, (q) => breaks.service[q]!),
    windows: kept.map((q) => breaks.windows[q]),
    maxLoad:
      maxLoad && Float64Array.from(kept.flatMap((q) => [...maxLoad.subarray(q * dims, (q + 1) * dims)])),
    dims,
  };
}

/** Soonest start of break q from t on; Infinity when all its windows are over. */
export function breakFrom({ windows }: Breaks, q: number, t: number): number {
  const list = windows[q];
  if (list === undefined) return t;
  for (let k = 0; k < list.length; k += 2) if (t <= list[k + 1]!) return Math.max(t, list[k]!);
  return Infinity;
}

/** One route as its breaks see it: per stop the way there, when service may start and what its lateness costs. */
export interface Line {
  count: number;
  startAt: number;
  endBy: number;
  /** Travel from the last stop to the end. */
  home: number;
  dutyPerS: number;
  /** Travel and setup before the stop. */
  hop: Float64Array;
  service: Float64Array;
  early: Float64Array;
  late: Float64Array;
  windows: (Float64Array | undefined)[];
  due: Float64Array;
  lateCost: Float64Array;
  /** The stop whose departure the ride counts from (-1: none), the hard limit of the ride and what is late from there. */
  origin: Int32Array;
  maxRide: Float64Array;
  dueRide: Float64Array;
  /** Some stop has an origin. */
  rides: boolean;
  /** What is aboard on the way to each stop and behind the last; only filled when a break minds. */
  load: Float64Array;
}

export function newLine(stops: number, dims: number): Line {
  const numbers = () => new Float64Array(stops);
  return {
    count: 0,
    startAt: 0,
    endBy: 0,
    home: 0,
    dutyPerS: 0,
    hop: numbers(),
    service: numbers(),
    early: numbers(),
    late: numbers(),
    windows: [],
    due: numbers(),
    lateCost: numbers(),
    origin: new Int32Array(stops).fill(-1),
    maxRide: numbers(),
    dueRide: numbers(),
    rides: false,
    load: new Float64Array((stops + 1) * dims),
  };
}

/** Soonest start of service at stop k when ready at t; Infinity when it is too late. */
export function serviceFrom(line: Line, k: number, t: number): number {
  const list = line.windows[k];
  if (list === undefined) return t > line.late[k]! ? Infinity : Math.max(t, line.early[k]!);
  for (let at = 0; at < list.length; at += 2) if (t <= list[at + 1]!) return Math.max(t, list[at]!);
  return Infinity;
}

/** Is the load in front of stop k low enough for break q? */
export function isLightFor(line: Line, breaks: Breaks, k: number, q: number): boolean {
  const { maxLoad, dims } = breaks;
  if (maxLoad === undefined) return true;
  for (let d = 0; d < dims; d++) if (line.load[k * dims + d]! > maxLoad[q * dims + d]!) return false;
  return true;
}
