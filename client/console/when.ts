import type { Instant } from '../../src/shared/views.ts';
import { serverNow } from '../parts/clock.ts';
import { clockTime, otherDay } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';

/** The clock of the place, with its day where that is another: `15:00`, `Tue 24 Nov 15:00`. */
export function when(at: Instant | number, zone: string): string {
  const time = clockTime(at, zone);
  const day = otherDay(new Date(at).toISOString(), zone, serverNow(), language.value);
  return day ? `${day} ${time}` : time;
}
