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
  const most = ({ maxLoad }: Break) => Array.from({ length: dims }, (_, k) => maxLoad?.[k] ?? Infinity);
  return {
    count: sorted.length,
    ids: sorted.map(({ id }) => id),
    service: Float64Array.from(sorted, ({ serviceS }) => serviceS),
    windows: sorted.map(({ windows }) => (windows?.length ? Float64Array.from(windows.flat()) : undefined)),
    maxLoad: minds ? Float64Array.from(sorted.flatMap(most)) : undefined,
    dims,
  };
}

/** Only those of the breaks at these positions. */
export function someBreaks(breaks: Breaks, kept: readonly number[]): Breaks {
  const { dims, maxLoad } = breaks;
  const loads = (q: number) => [...maxLoad!.subarray(q * dims, (q + 1) * dims)];
  return {
    count: kept.length,
    ids: kept.map((q) => breaks.ids[q]!),
    service: Float64Array.from(kept, (q) => breaks.service[q]!),
    windows: kept.map((q) => breaks.windows[q]),
    maxLoad: maxLoad && Float64Array.from(kept.flatMap(loads)),
    dims,
  };
}

/**
 * Positions of the breaks that can be kept when not all can: from the first on, each that leaves a way together with those
 * kept before it.
 */
export function keepable(breaks: Breaks, holds: (some: Breaks) => boolean): number[] {
  const kept: number[] = [];
  for (let q = 0; q < breaks.count; q++) if (holds(someBreaks(breaks, [...kept, q]))) kept.push(q);
  return kept;
}

/** Soonest start of break q from t on; Infinity when all its windows are over. */
export function breakFrom({ windows }: Breaks, q: number, t: number): number {
  const list = windows[q];
  if (list === undefined) return t;
  for (let k = 0; k < list.length; k += 2) if (t <= list[k + 1]!) return t > list[k]! ? t : list[k]!;
  return Infinity;
}

/** Is the load low enough for break q? */
export function isLightFor({ maxLoad, dims }: Breaks, q: number, load: Float64Array): boolean {
  if (maxLoad === undefined) return true;
  for (let d = 0; d < dims; d++) if (load[d]! > maxLoad[q * dims + d]!) return false;
  return true;
}
