import { EARTH_RADIUS_M, type LonLat } from '../../../shared/geo.ts';

/** A line with the running length at each vertex. */
export interface MeasuredLine {
  line: readonly LonLat[];
  sums: Float64Array;
}

/** What the fix says and where its way so far lets us expect it. */
export interface Sighting extends LonLat {
  sigmaM: number;
  /** Direction of travel; null when too slow to have one. */
  headingDeg: number | null;
  /** Expected metres along the line; null when nothing is known. */
  expectedM: number | null;
}

export interface Snapped {
  segment: number;
  alongM: number;
  lateralM: number;
}

const RAD = Math.PI / 180;
/** Metres of surprise along the line that cost as much as one sigma squared across. */
const BETA_M = 60;
const AGAINST_HEADING = 4;
/** Prefers the first of two passes through the same street when nothing else tells them apart. */
const EARLIER_PER_M = 1e-6;

/**
 * The most likely place on the line between `fromM` and `toM`: Gaussian across, exponential along, and against the
 * direction of travel dear (Newson and Krumm 2009, "Hidden Markov map matching through noise and sparseness",
 * reduced to one line). `startSegment` is any segment at or before `fromM`.
 * `fromM` must lie on the line.
 */
export function snap(
  way: MeasuredLine,
  sighting: Sighting,
  fromM: number,
  toM: number,
  startSegment = 0,
): Snapped {
  const { line, sums } = way;
  const k = Math.cos(sighting.lat * RAD) * RAD * EARTH_RADIUS_M;
  const m = RAD * EARTH_RADIUS_M;
  let best: Snapped = { segment: 0, alongM: fromM, lateralM: Infinity };
  let bestCost = Infinity;
  for (let i = Math.max(0, startSegment); i < line.length - 1 && sums[i]! <= toM; i++) {
    if (sums[i + 1]! < fromM) continue;
    const ax = (line[i]!.lon - sighting.lon) * k;
    const ay = (line[i]!.lat - sighting.lat) * m;
    const dx = (line[i + 1]!.lon - line[i]!.lon) * k;
    const dy = (line[i + 1]!.lat - line[i]!.lat) * m;
    const length2 = dx * dx + dy * dy;
    const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2));
    const lateralM = Math.hypot(ax + t * dx, ay + t * dy);
    const alongM = sums[i]! + t * (sums[i + 1]! - sums[i]!);
    const cost = costOf(sighting, lateralM, alongM, dx, dy);
    if (cost >= bestCost) continue;
    bestCost = cost;
    best = { segment: i, alongM, lateralM };
  }
  return best;
}

function costOf(sighting: Sighting, lateralM: number, alongM: number, dx: number, dy: number): number {
  let cost = lateralM ** 2 / (2 * sighting.sigmaM ** 2) + alongM * EARLIER_PER_M;
  if (sighting.expectedM !== null) cost += Math.abs(alongM - sighting.expectedM) / BETA_M;
  if (sighting.headingDeg !== null) {
    const turn = Math.atan2(dx, dy) - sighting.headingDeg * RAD;
    cost += (AGAINST_HEADING * (1 - Math.cos(turn))) / 2;
  }
  return cost;
}
