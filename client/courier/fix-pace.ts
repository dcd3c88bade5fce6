import { distanceM, type LonLat } from '../../src/shared/geo.ts';

export interface PacedFix extends LonLat {
  atMs: number;
}

const LEAST_MS = 2000;
const DEADBAND_M = 5;
/** Even without moving, the server hears this often that the phone is there. */
const HEARTBEAT_MS = 15_000;

/** Whether a fix says something new: at most one each 2 s, when it moved 5 m, and a sign of life each 15 s. */
export function worthSending(last: PacedFix | null, fix: PacedFix): boolean {
  if (!last) return true;
  const sinceMs = fix.atMs - last.atMs;
  if (sinceMs < LEAST_MS) return false;
  return sinceMs >= HEARTBEAT_MS || distanceM(last, fix) >= DEADBAND_M;
}
