import { cumulativeM, distanceM, nearestOnSegment } from '../../shared/geo.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { Match, MatchedPoint, TracePoint } from './routing-engine.ts';

const WITHIN_M = 150;
/** How far ahead on the line a fix may lie, in steps of its own distance from the last one. */
const REACH = 3;
const REACH_AT_LEAST_M = 200;

/** Puts each fix on a line it was matched to as a whole, never going back along it. */
export function traceOnLine(trace: readonly TracePoint[], line: LonLat[]): Match {
  const sums = cumulativeM(line);
  let fromM = 0;
  let last = trace[0]?.at;
  const points = trace.map(({ at }) => {
    const reachM = Math.max(REACH_AT_LEAST_M, REACH * distanceM(last ?? at, at));
    const found = nearestBetween(at, line, sums, fromM, fromM + reachM);
    if (!found || found.distanceM > WITHIN_M) return null;
    fromM = found.alongM;
    last = at;
    return found;
  });
  return { points, line, distanceM: sums.at(-1) ?? 0 };
}

function nearestBetween(
  p: LonLat,
  line: readonly LonLat[],
  sums: Float64Array,
  fromM: number,
  toM: number,
): MatchedPoint | undefined {
  let best: MatchedPoint | undefined;
  for (let i = 1; i < line.length && sums[i - 1]! <= toM; i++) {
    if (sums[i]! < fromM) continue;
    const { at, t, distanceM: off } = nearestOnSegment(p, line[i - 1]!, line[i]!);
    const alongM = Math.max(fromM, sums[i - 1]! + t * (sums[i]! - sums[i - 1]!));
    if (!best || off < best.distanceM) best = { at, distanceM: off, alongM };
  }
  return best;
}
