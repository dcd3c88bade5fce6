import { distanceM, type LonLat } from '../../../shared/geo.ts';

/** One position report of a courier's device. */
export interface Fix extends LonLat {
  /** The device's own idempotency key, when it has one. */
  id?: string;
  /** When the device was there, epoch ms; corrected by `judge` when the device's clock runs ahead. */
  at: number;
  /** The uncorrected time, present only when `at` was corrected. */
  deviceAt?: number;
  receivedAt: number;
  /** Radius of the 68 % circle, metres. */
  accuracyM?: number;
  speedMps?: number;
  headingDeg?: number;
  altitudeM?: number;
  /** 0..100. */
  batteryPct?: number;
}

/** The place of a fix in the one total order that every derivation uses. */
export interface FixOrder {
  at: number;
  key: string;
}

/** Names a fix for idempotency: the device's id, else its time and place (two fixes may share a second). */
export const fixKey = (fix: Fix): string =>
  fix.id ?? `${fix.deviceAt ?? fix.at}:${fix.lon.toFixed(6)}:${fix.lat.toFixed(6)}`;

export const orderOf = (fix: Fix): FixOrder => ({ at: fix.at, key: fixKey(fix) });

/** Event time first, then the key, so that fixes of one instant have one order wherever they are sorted. */
export function compareOrder(a: FixOrder, b: FixOrder): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

/** Fixes in event order, each key once (the first of them wins). */
export function inEventOrder(fixes: readonly Fix[]): Fix[] {
  const once = new Map<string, Fix>();
  for (const fix of fixes) if (!once.has(fixKey(fix))) once.set(fixKey(fix), fix);
  return [...once.values()].sort((a, b) => compareOrder(orderOf(a), orderOf(b)));
}

const UNKNOWN_ACCURACY_M = 15;

/** The accuracy to reckon with, metres; receivers that claim less than 3 m are not believed. */
export const accuracyOf = (fix: Fix): number => Math.max(3, fix.accuracyM ?? UNKNOWN_ACCURACY_M);

/** Speed in m/s as reported, else implied by the fix before; null when neither can tell. */
export function speedOf(before: Fix | null, fix: Fix): number | null {
  if (fix.speedMps !== undefined) return fix.speedMps;
  return before ? impliedSpeedMps(before, fix) : null;
}

/** Distance over time; devices cut their times to whole seconds, so no pair counts as less than one apart. */
export const impliedSpeedMps = (a: Fix, b: Fix): number =>
  distanceM(a, b) / Math.max(1, Math.abs(b.at - a.at) / 1000);
