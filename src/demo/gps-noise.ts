import { moveBy, type LonLat } from '../shared/geo.ts';
import type { FixInput } from '../shared/live.ts';
import type { Rng } from './rng.ts';

/** Where a phone truly is. */
export interface Truth {
  /** Epoch milliseconds. */
  at: number;
  position: LonLat;
  headingDeg: number;
  speedMps: number;
  batteryPct: number;
}

/** What disturbs a receiver, from one second to the next. */
export interface Sky {
  /** Where reflections pull it: the error wanders, it does not shake. */
  eastM: number;
  northM: number;
  /** Under ground until then. */
  darkUntil: number;
}

export const openSky: Sky = { eastM: 0, northM: 0, darkUntil: 0 };

export interface SkyHabits {
  /** Deviation of the error in metres. */
  sigmaM: number;
  tunnelsPerHour: number;
  jumpsPerHour: number;
}

const CITY_SKY: SkyHabits = { sigmaM: 5, tunnelsPerHour: 3, jumpsPerHour: 2 };

/** How much of an error is still there a second later. */
const MEMORY_PER_S = 0.9;

/** What the receiver says after `elapsedMs`: a fix beside the truth, or nothing in a tunnel. */
export function observe(
  rng: Rng,
  sky: Sky,
  truth: Truth,
  elapsedMs: number,
  habits: SkyHabits = CITY_SKY,
): [Omit<FixInput, 'id'> | null, Sky] {
  const hours = elapsedMs / 3_600_000;
  const kept = MEMORY_PER_S ** (elapsedMs / 1000);
  const fresh = habits.sigmaM * Math.sqrt(1 - kept * kept);
  const next: Sky = {
    eastM: sky.eastM * kept + rng.normal() * fresh,
    northM: sky.northM * kept + rng.normal() * fresh,
    darkUntil: sky.darkUntil,
  };
  const tunnel = truth.speedMps > 0 && rng.chance(habits.tunnelsPerHour * hours);
  if (tunnel && truth.at >= sky.darkUntil) next.darkUntil = truth.at + rng.from(20_000, 60_000);
  const jump = rng.chance(habits.jumpsPerHour * hours) ? rng.from(400, 3_000) : 0;
  const jumpTowards = rng.from(0, 360);
  if (truth.at < next.darkUntil) return [null, next];
  return [fixOf(rng, next, truth, jump, jumpTowards, habits), next];
}

function fixOf(rng: Rng, sky: Sky, truth: Truth, jump: number, towards: number, habits: SkyHabits) {
  const shifted = moveBy(moveBy(truth.position, 90, sky.eastM), 0, sky.northM);
  const seen = jump > 0 ? moveBy(shifted, towards, jump) : shifted;
  const moving = truth.speedMps > 0.5;
  return {
    at: new Date(truth.at).toISOString(),
    lon: rounded(seen.lon, 6),
    lat: rounded(seen.lat, 6),
    accuracyM: rounded(Math.max(3, habits.sigmaM * (1 + Math.abs(rng.normal()) * 0.5)), 1),
    speedMps: rounded(Math.max(0, truth.speedMps + rng.normal() * 0.3), 1),
    batteryPct: Math.round(truth.batteryPct),
    ...(moving ? { headingDeg: rounded((truth.headingDeg + rng.normal() * 4 + 360) % 360, 0) % 360 } : {}),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
