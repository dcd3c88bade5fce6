import { readCsv } from './trace-csv.ts';
import { readGpx } from './trace-gpx.ts';
import type { TracePoint } from './trace-point.ts';

/** A track without times is walked at this interval. */
const UNTIMED_MS = 1_000;

/**
 * Reads a GPX or CSV track, oldest point first, `at` in milliseconds after the first. A CSV of several tracks (a column
 * `id`) gives the one asked for, else the first. Throws when there are no points.
 */
export function readTrace(text: string, track?: string): TracePoint[] {
  const raw = /<gpx[\s>]/i.test(text) ? readGpx(text) : readCsv(text, track);
  if (raw.length === 0) throw new Error('there are no points in this trace');
  const timed =
    raw.every((point) => Number.isFinite(point.at)) && raw.some((point) => point.at !== raw[0]!.at);
  const points = timed
    ? raw.toSorted((a, b) => a.at - b.at)
    : raw.map((point, i) => ({ ...point, at: i * UNTIMED_MS }));
  const first = points[0]!.at;
  return points.map((point) => ({ ...point, at: point.at - first }));
}
