import type { Instant } from '../../src/shared/views.ts';
import { positionAge, type PositionAge } from '../../src/shared/states.ts';
import { now } from './clock.ts';
import { clockTime, duration } from './format.ts';
import { language } from './i18n.ts';
import { say } from './say.ts';

/** How old a position is, in words: `live`, `40 s ago`, `last seen 14:31`. */
export function ageWords(at: Instant, zone: string, nowMs: number): string {
  const age = positionAge(Date.parse(at), nowMs);
  const ago = duration(nowMs - Date.parse(at), language.value);
  if (age === 'live') return say('ageLive');
  if (age === 'lost') return say('ageLost', { time: clockTime(at, zone) });
  return say(age === 'delayed' ? 'ageDelayed' : 'ageStale', { ago });
}

export const ageOf = (at: Instant, nowMs: number): PositionAge => positionAge(Date.parse(at), nowMs);

/** The age of a position as sign and words; never by colour alone. */
export function Age({ at, zone }: { at: Instant; zone: string }) {
  return (
    <span class="age figures" data-age={ageOf(at, now.value)}>
      <span class="age-mark" aria-hidden="true" />
      {ageWords(at, zone, now.value)}
    </span>
  );
}
