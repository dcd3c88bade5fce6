import type { Fix } from './fix.ts';
import type { Arrivals } from './state.ts';

type Clock = Arrivals['clock'];

export const AHEAD_MS = 2 * 60_000;
const SAMPLES = 20;
const STICKY_MS = 5_000;

/**
 * Learns how far a device's clock runs ahead: the median of received - fix over its last 20 uploads, of which
 * only the newest fix counts (the others waited). Starts with the first fix from the future and forgets when
 * none is left. A clock that is behind looks like a slow upload and is believed.
 */
export function learnClock(clock: Clock, fix: Fix): Clock {
  const offsetMs = fix.receivedAt - fix.at;
  if (offsetMs >= -AHEAD_MS && clock.samples.length === 0) return clock;
  const last = clock.samples.at(-1);
  const sameUpload = last?.receivedAt === fix.receivedAt;
  const before = sameUpload ? clock.samples.slice(0, -1) : clock.samples.slice(1 - SAMPLES);
  const samples = [
    ...before,
    { receivedAt: fix.receivedAt, offsetMs: sameUpload ? Math.min(last.offsetMs, offsetMs) : offsetMs },
  ];
  if (samples.every((sample) => sample.offsetMs >= -AHEAD_MS)) return { samples: [], correctionMs: 0 };
  const middle = medianOf(samples.map((sample) => sample.offsetMs));
  const wanted = middle < -AHEAD_MS ? middle : 0;
  // Held until it is clearly wrong, so that two fixes a second apart are moved by the same amount.
  const held = Math.abs(wanted - clock.correctionMs) <= STICKY_MS;
  return { samples, correctionMs: held ? clock.correctionMs : wanted };
}

/** The fix in true time: moved by the learnt correction, and set to its arrival when it still claims the future. */
export function correctClock(clock: Clock, fix: Fix, now: number): Fix {
  const moved = fix.at + clock.correctionMs;
  const tooNew = clock.correctionMs === 0 ? moved > now + AHEAD_MS : moved > fix.receivedAt;
  const at = tooNew ? fix.receivedAt : moved;
  return at === fix.at ? fix : { ...fix, at, deviceAt: fix.deviceAt ?? fix.at };
}

function medianOf(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
