import { distanceM, type LonLat } from '../../shared/geo.ts';

export const QUOTE_VALID_MS = 10 * 60_000;

const BASE_FEE_MINOR = 3_900;
const FEE_PER_KM_MINOR = 900;
/** Streets are about a third longer than the crow flies (Ballou et al. 2002, circuity of European road networks). */
const CIRCUITY = 1.3;
const CITY_SPEED_MPS = 6;
/** Until a courier stands at the store with the goods in hand. */
const TO_PICKUP_MS = 15 * 60_000;
const SPREAD = { early: 0.8, late: 1.4 };

/** The fee in minor units: a base, and so much for each begun kilometre as the crow flies. */
export function feeMinor(from: LonLat, to: LonLat): number {
  return BASE_FEE_MINOR + Math.ceil(distanceM(from, to) / 1_000) * FEE_PER_KM_MINOR;
}

/** A first estimate before any plan: 10, 50 and 90 % instants. */
export function firstEta(from: LonLat, to: LonLat, readyAt: Date): { p10: Date; p50: Date; p90: Date } {
  const rideMs = ((distanceM(from, to) * CIRCUITY) / CITY_SPEED_MPS) * 1_000;
  const after = (factor: number) => new Date(readyAt.getTime() + (TO_PICKUP_MS + rideMs) * factor);
  return { p10: after(SPREAD.early), p50: after(1), p90: after(SPREAD.late) };
}
