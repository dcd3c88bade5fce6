import {
  alongLine,
  bearingDeg,
  cumulativeM,
  distanceM,
  nearestOnSegment,
  type LonLat,
} from '../shared/geo.ts';
import type { VehicleKind } from '../shared/states.ts';
import type { Rng } from './rng.ts';

/** Door to door in a city, metres per second. */
export const CRUISE_MPS: Record<VehicleKind, number> = { foot: 1.5, bike: 5, scooter: 8, car: 9, van: 8.5 };

/** A way being driven. */
export interface Drive {
  line: readonly LonLat[];
  sums: Float64Array;
  doneM: number;
  /** How lively this moment is against the cruising speed, about 1. */
  pace: number;
  /** At a red light until then, epoch milliseconds. */
  heldUntil: number;
  speedMps: number;
}

/** A line farther away than this does not lead there. */
const NEAR_M = 500;
/** A line this near passes a place; farther than the other it has left it again. */
const PASSED_M = 30;
const BESIDE_M = 80;

export function driveAlong(line: readonly LonLat[]): Drive {
  return { line, sums: cumulativeM(line), doneM: 0, pace: 1, heldUntil: 0, speedMps: 0 };
}

/** Metres still to go. */
export const leftM = (drive: Drive): number => drive.sums[drive.sums.length - 1]! - drive.doneM;

/** Where a drive is and which way it looks. */
export function placeOf(drive: Drive): { position: LonLat; headingDeg: number } {
  const position = alongLine(drive.line, drive.sums, drive.doneM);
  const ahead = alongLine(drive.line, drive.sums, drive.doneM + 8);
  const behind = alongLine(drive.line, drive.sums, drive.doneM - 8);
  const [a, b] = distanceM(position, ahead) > 0.5 ? [position, ahead] : [behind, position];
  return { position, headingDeg: bearingDeg(a, b) };
}

/** The drive `elapsedMs` later: the pace wanders, and every few hundred metres a light is red. */
export function advance(rng: Rng, drive: Drive, now: number, elapsedMs: number, cruiseMps: number): Drive {
  if (now < drive.heldUntil) return { ...drive, speedMps: 0 };
  const seconds = elapsedMs / 1000;
  const kept = 0.95 ** seconds;
  const pace = Math.min(1.3, Math.max(0.5, 1 + (drive.pace - 1) * kept + rng.normal() * 0.25 * (1 - kept)));
  const speedMps = cruiseMps * pace;
  const stepM = Math.min(leftM(drive), speedMps * seconds);
  const heldUntil = rng.chance(stepM / 900) ? now + rng.from(4_000, 20_000) : 0;
  return { ...drive, doneM: drive.doneM + stepM, pace, heldUntil, speedMps };
}

/**
 * The part of a route's line that leads from `from` to `stop`: from the nearest point of the line on to the first
 * point beyond it that passes the stop; straight where the line does not lead there.
 */
export function wayTo(line: readonly LonLat[], from: LonLat, stop: LonLat): LonLat[] {
  if (line.length < 2) return [from, stop];
  const start = nearestOn(line, from, false);
  const ahead = [start.at, ...line.slice(start.index + 1)];
  const end = nearestOn(ahead, stop, true);
  if (start.distanceM > NEAR_M || end.distanceM > NEAR_M) return [from, stop];
  return [from, ...ahead.slice(0, end.index + 1), end.at, stop].filter(
    (point, i, all) => i === 0 || distanceM(point, all[i - 1]!) > 0.1,
  );
}

/** The line's nearest point; with `passing`, the first approach that is near enough wins. */
function nearestOn(line: readonly LonLat[], place: LonLat, passing: boolean) {
  let best = { index: 0, ...nearestOnSegment(place, line[0]!, line[1] ?? line[0]!) };
  for (let index = 1; index < line.length - 1; index++) {
    const seen = nearestOnSegment(place, line[index]!, line[index + 1]!);
    if (seen.distanceM < best.distanceM) best = { index, ...seen };
    else if (passing && best.distanceM < PASSED_M && seen.distanceM > BESIDE_M) break;
  }
  return best;
}
