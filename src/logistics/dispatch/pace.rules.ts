/** What a slice of improvement came to. */
export type Sliced =
  /** A better plan was published. */
  | 'published'
  /** A better plan was found; not yet clearly better. */
  | 'closer'
  | 'nothing'
  /** The machine had other work. */
  | 'busy';

/** The shortest pause between slices: as long as a slice, so that half a core stays free at least. */
const SHORT_MS = 200;
/** Even when nothing is found, fixes move the schedule: look in this often. */
const LONG_MS = 20_000;
const BUSY_MS = 2_000;
const GROWTH = 1.8;

/** The pause after something happened. */
export const AWAKE_MS = SHORT_MS;
/** The pause of a zone where nothing happens. */
export const ASLEEP_MS = LONG_MS;

/** The pause of a zone where somebody runs late. */
export const NUDGED_MS = 3_000;

/** How long to wait after a slice: not longer while it pays, longer and longer when it does not. */
export function nextPauseMs(before: number, sliced: Sliced): number {
  if (sliced === 'published' || sliced === 'closer') return SHORT_MS;
  if (sliced === 'busy') return Math.max(before, BUSY_MS);
  return Math.min(LONG_MS, before * GROWTH);
}
