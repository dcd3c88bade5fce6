import {
  alongLine,
  bearingDeg,
  between,
  cumulativeM,
  distanceM,
  nearestOnSegment,
  type LonLat,
} from '../../src/shared/geo.ts';

/** A position at a time, as the feed brought it. */
export interface TimedPlace extends LonLat {
  atMs: number;
}

/** A longer silence between two fixes is not glided over: the marker jumps to the newer one. */
const SNAP_GAP_MS = 15_000;
/** Two fixes this near to the route are shown moving along it. */
const ON_ROUTE_M = 40;
const MIN_LAG_MS = 1000;
const MAX_LAG_MS = 8000;

/** A route line with its running lengths. */
export interface MeasuredLine {
  points: readonly LonLat[];
  sums: Float64Array;
}

export const measured = (points: readonly LonLat[]): MeasuredLine => ({ points, sums: cumulativeM(points) });

/** How far along the line a place is, and how far from it; null on an empty line. Searches from `fromM` on. */
export function placeOnLine(
  line: MeasuredLine,
  place: LonLat,
  fromM = 0,
): { alongM: number; offM: number } | null {
  let best: { alongM: number; offM: number } | null = null;
  for (let i = 1; i < line.points.length; i++) {
    if (line.sums[i]! < fromM) continue;
    const hit = nearestOnSegment(place, line.points[i - 1]!, line.points[i]!);
    if (best && hit.distanceM >= best.offM) continue;
    best = { alongM: line.sums[i - 1]! + hit.t * (line.sums[i]! - line.sums[i - 1]!), offM: hit.distanceM };
  }
  return best;
}

/** The part of the line that still lies ahead of a place; all of it when the place is not on the line. */
export function aheadOnLine(line: MeasuredLine, place: LonLat): readonly LonLat[] {
  const here = placeOnLine(line, place);
  if (!here || here.offM > ON_ROUTE_M) return line.points;
  const next = line.sums.findIndex((sum) => sum > here.alongM);
  const at = alongLine(line.points, line.sums, here.alongM);
  return next < 0 ? [at] : [at, ...line.points.slice(next)];
}

export interface Glided extends LonLat {
  /** Direction of travel on the screen; null when standing still. */
  headingDeg: number | null;
}

/**
 * Where the marker is at a share `t` (0..1) of the way between two fixes: along the route when both are on it and the
 * second is ahead, else straight.
 */
export function glide(from: TimedPlace, to: TimedPlace, t: number, line: MeasuredLine | null): Glided {
  const onRoute = line && line.points.length > 1 ? alongRoute(from, to, t, line) : null;
  if (onRoute) return onRoute;
  const moved = distanceM(from, to);
  return { ...between(from, to, t), headingDeg: moved < 2 ? null : bearingDeg(from, to) };
}

function alongRoute(from: TimedPlace, to: TimedPlace, t: number, line: MeasuredLine): Glided | null {
  const start = placeOnLine(line, from);
  if (!start || start.offM > ON_ROUTE_M) return null;
  const end = placeOnLine(line, to, start.alongM);
  if (!end || end.offM > ON_ROUTE_M || end.alongM < start.alongM) return null;
  // a loop: the way along the route is far longer than the fixes are apart
  if (end.alongM - start.alongM > 3 * distanceM(from, to) + 50) return null;
  const at = start.alongM + t * (end.alongM - start.alongM);
  const moved = end.alongM - start.alongM;
  const ahead = alongLine(line.points, line.sums, at + 5);
  const here = alongLine(line.points, line.sums, at);
  return { ...here, headingDeg: moved < 2 || distanceM(here, ahead) < 0.5 ? null : bearingDeg(here, ahead) };
}

/** The next estimate of the feed's period from the newest gap between arrivals, milliseconds. */
export function feedPeriodMs(beforeMs: number, gapMs: number): number {
  if (gapMs <= 0 || gapMs > SNAP_GAP_MS) return beforeMs;
  return beforeMs === 0 ? gapMs : beforeMs + 0.3 * (gapMs - beforeMs);
}

/** How far behind the newest fix the marker is drawn: about one period, so that there is always somewhere to go. */
export const renderLagMs = (periodMs: number): number =>
  Math.min(MAX_LAG_MS, Math.max(MIN_LAG_MS, periodMs * 1.1));

/** The marker's place at `renderMs` (fix time) among fixes of rising time; it never runs ahead of the newest. */
export function glideAt(
  fixes: readonly TimedPlace[],
  renderMs: number,
  line: MeasuredLine | null,
): Glided | null {
  const newest = fixes.at(-1);
  if (!newest) return null;
  let i = fixes.length - 1;
  while (i > 0 && fixes[i - 1]!.atMs > renderMs) i--;
  const to = fixes[i]!;
  const from = fixes[i - 1];
  if (!from || to.atMs - from.atMs > SNAP_GAP_MS) return { lon: to.lon, lat: to.lat, headingDeg: null };
  const t = Math.min(1, Math.max(0, (renderMs - from.atMs) / (to.atMs - from.atMs)));
  return glide(from, to, t, line);
}
