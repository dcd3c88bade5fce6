import { alongLine, bearingDeg, cumulativeM, moveBy, type LonLat } from '../../../../src/shared/geo.ts';
import type { Fix } from '../../../../src/logistics/tracking/stages/fix.ts';
import type { Target, TargetStop } from '../../../../src/logistics/tracking/stages/target.ts';

export const T0 = Date.UTC(2026, 10, 22, 12);
export const HOME: LonLat = { lon: 11.9746, lat: 57.7089 };

/** Mulberry32: a small seeded stream of numbers in 0..1. */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const fixAt = (at: LonLat, seconds: number, more: Partial<Fix> = {}): Fix => ({
  lon: at.lon,
  lat: at.lat,
  at: T0 + seconds * 1000,
  receivedAt: T0 + seconds * 1000 + 200,
  accuracyM: 8,
  ...more,
});

/** A line of straight legs: [bearing in degrees, metres]. */
export function wayOf(from: LonLat, legs: readonly (readonly [number, number])[], stepM = 50): LonLat[] {
  const line = [from];
  for (const [bearing, metres] of legs) {
    const start = line.at(-1)!;
    for (let m = stepM; m < metres + stepM; m += stepM)
      line.push(moveBy(start, bearing, Math.min(m, metres)));
  }
  return line;
}

export function stopOn(
  line: readonly LonLat[],
  stopId: string,
  alongM: number,
  more: Partial<TargetStop> = {},
): TargetStop {
  return {
    stopId,
    deliveryId: `d-${stopId}`,
    orderId: `o-${stopId}`,
    kind: 'dropoff',
    at: alongLine(line, cumulativeM(line), alongM),
    radiusM: 100,
    alongM,
    serviceS: 180,
    plannedLegS: 0,
    windowFrom: null,
    windowTo: null,
    state: 'pending',
    ...more,
  };
}

export const targetOf = (
  line: readonly LonLat[],
  stops: TargetStop[],
  more: Partial<Target> = {},
): Target => ({
  vehicle: 'car',
  route: { id: 'r1', line },
  stops,
  ...more,
});

export interface Drive {
  /** m/s; the default of the planned legs too. */
  speedMps?: number;
  everyS?: number;
  noiseM?: number;
  seed?: number;
  dwellS?: number;
  withSpeed?: boolean;
  accuracyM?: number;
}

/** Drives a line at constant speed, standing at each of `stopsM`; noise is seeded and drifts as GPS does. */
export function drive(line: readonly LonLat[], stopsM: readonly number[], how: Drive = {}): Fix[] {
  const {
    speedMps = 10,
    everyS = 5,
    noiseM = 4,
    seed = 1,
    dwellS = 120,
    withSpeed = true,
    accuracyM = 8,
  } = how;
  const random = seeded(seed);
  const sums = cumulativeM(line);
  const fixes: Fix[] = [];
  let [along, standing, east, north] = [0, 0, 0, 0];
  const todo = [...stopsM];
  for (let s = 0; along < sums.at(-1)!; s++) {
    if (standing > 0) standing--;
    else along += speedMps;
    if (todo.length > 0 && along >= todo[0]!) [along, standing] = [todo.shift()!, dwellS];
    if (s % everyS !== 0) continue;
    east = 0.8 * east + (random() - 0.5) * noiseM;
    north = 0.8 * north + (random() - 0.5) * noiseM;
    const at = alongLine(line, sums, along);
    const heading = bearingDeg(at, alongLine(line, sums, along + 5));
    const seen = moveBy(moveBy(at, 90, east), 0, north);
    const speed = standing > 0 ? { speedMps: 0 } : { speedMps, headingDeg: heading };
    fixes.push(fixAt(seen, s, { accuracyM, ...(withSpeed ? speed : {}) }));
  }
  return fixes;
}

/** A drive with three stops over 6 km of corners. */
export function town(more: Partial<Target> = {}): { line: LonLat[]; target: Target; stopsM: number[] } {
  const line = wayOf(HOME, [
    [0, 1500],
    [90, 1200],
    [180, 900],
    [90, 2400],
  ]);
  const stopsM = [1200, 3000, 5200];
  const stops = stopsM.map((m, i) =>
    stopOn(line, `s${i + 1}`, m, { plannedLegS: (m - (stopsM[i - 1] ?? 0)) / 10 }),
  );
  return { line, stopsM, target: targetOf(line, stops, more) };
}
