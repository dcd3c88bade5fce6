import { distanceM, type LonLat } from '../../src/shared/geo.ts';
import type { SetOutView, StopView } from '../../src/shared/route-views.ts';
import type { Instant } from '../../src/shared/views.ts';

/** Whether the courier is on the way: the clock alone moves a stop to `enroute`, so the phone has to tell. */
export type Left = 'yes' | 'no' | 'unknown';

export type SetOutCue =
  | { kind: 'at'; at: Instant; thereAt: Instant }
  | { kind: 'now'; thereAt: Instant }
  | null;

/** Who comes from next door needs no telling. */
const NEXT_DOOR_MS = 60_000;
/** As far as a phone on a table may seem to wander. */
const STOOD_M = 60;
const DRIVING_MPS = 2;

/** What to tell the courier about setting out for this stop; nothing once he is on the way. */
export function setOutCue(
  { id, state }: Pick<StopView, 'id' | 'state'>,
  setOut: SetOutView | null,
  { nowMs, left }: { nowMs: number; left: Left },
): SetOutCue {
  if (setOut?.stopId !== id || left === 'yes') return null;
  const atMs = Date.parse(setOut.at);
  const legMs = Date.parse(setOut.thereAt) - atMs;
  const isToGo = state === 'pending' || state === 'enroute';
  if (!isToGo || legMs <= NEXT_DOOR_MS) return null;
  if (nowMs < atMs) return { kind: 'at', at: setOut.at, thereAt: setOut.thereAt };
  if (state === 'enroute' && left === 'unknown') return null;
  return { kind: 'now', thereAt: new Date(nowMs + legMs).toISOString() };
}

/** By where the phone was when the stop became the one to go to, and where it is. */
export function leftBy(from: LonLat | null, here: (LonLat & { speedMps?: number | null }) | null): Left {
  if (!from || !here) return 'unknown';
  return distanceM(from, here) > STOOD_M || (here.speedMps ?? 0) > DRIVING_MPS ? 'yes' : 'no';
}
