import type { FixInput } from '../shared/live.ts';
import type { Rng } from './rng.ts';

/** A phone's way to the server: without one for a while, it keeps its fixes and sends them together. */
export interface Uplink {
  waiting: readonly FixInput[];
  offlineUntil: number;
}

export const freshUplink: Uplink = { waiting: [], offlineUntil: 0 };

export interface UplinkHabits {
  /** How many fixes go up together when there is a way. */
  batch: number;
  breaksPerHour: number;
  /** Chance that a batch goes up twice, as after an answer that got lost. */
  twice: number;
  /** Chance that a burst goes up newest first. */
  backwards: number;
}

const CITY_UPLINK: UplinkHabits = { batch: 1, breaksPerHour: 4, twice: 0.02, backwards: 0.2 };

/** The server takes so many at once. */
const MOST_AT_ONCE = 500;

/** Takes a fix (or none) and answers the batches that go up now. */
export function transmit(
  rng: Rng,
  uplink: Uplink,
  fix: FixInput | null,
  now: number,
  elapsedMs: number,
  habits: UplinkHabits = CITY_UPLINK,
): [FixInput[][], Uplink] {
  const waiting = fix ? [...uplink.waiting, fix] : [...uplink.waiting];
  let { offlineUntil } = uplink;
  if (now >= offlineUntil && rng.chance((habits.breaksPerHour * elapsedMs) / 3_600_000)) {
    offlineUntil = now + rng.from(15_000, 75_000);
  }
  if (now < offlineUntil || waiting.length < habits.batch) return [[], { waiting, offlineUntil }];
  const burst = waiting.length > habits.batch && rng.chance(habits.backwards) ? waiting.reverse() : waiting;
  const batches = inBatches(burst);
  const repeated = rng.chance(habits.twice) ? batches.slice(-1) : [];
  return [[...batches, ...repeated], { waiting: [], offlineUntil }];
}

function inBatches(fixes: FixInput[]): FixInput[][] {
  const batches: FixInput[][] = [];
  for (let i = 0; i < fixes.length; i += MOST_AT_ONCE) batches.push(fixes.slice(i, i + MOST_AT_ONCE));
  return batches;
}
