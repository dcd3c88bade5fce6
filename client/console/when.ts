import type { Instant } from '../../src/shared/views.ts';
import { serverNow } from '../parts/clock.ts';
import { clockTime, otherDay } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';

/** So near nobody takes it for another day's: just after midnight is tonight. */
const NEAR_MS = 12 * 3_600_000;

/** The clock of the place, with its day where that is another and not near: `15:00`, `Tue 24 Nov 15:00`. */
export function when(at: Instant | number, zone: string): string {
  const time = clockTime(at, zone);
  const [atMs, nowMs] = [new Date(at).getTime(), serverNow()];
  if (Math.abs(atMs - nowMs) < NEAR_MS) return time;
  const day = otherDay(new Date(atMs).toISOString(), zone, nowMs, language.value);
  return day ? `${day} ${time}` : time;
}
