import { useRef } from 'preact/hooks';
import type { LonLat } from '../../src/shared/geo.ts';
import { now } from '../parts/clock.ts';
import { clockTime, otherDay } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import type { CourierHome } from './home-store.ts';
import type { ProjectedHome, ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';
import { leftBy, setOutCue, type Left, type SetOutCue } from './set-out.ts';

/** What to say about setting out for a stop, as the clock and the phone's position stand. */
export function useSetOut(stop: ProjectedStop, home: ProjectedHome, work: CourierHome): SetOutCue {
  const left = useLeft(stop, work);
  return setOutCue(stop, home.setOut, { nowMs: now.value, left });
}

function useLeft(stop: ProjectedStop, { gps, setOff }: CourierHome): Left {
  const seen = useRef<{ stopId: string; from: LonLat | null }>({ stopId: '', from: null });
  const here = gps.last.value;
  if (stop.state !== 'enroute') return 'unknown';
  if (seen.current.stopId !== stop.id) seen.current = { stopId: stop.id, from: null };
  seen.current.from ??= here;
  return setOff.has(stop.id) ? 'yes' : leftBy(seen.current.from, here);
}

export function SetOutLine({ cue, zone }: { cue: NonNullable<SetOutCue>; zone: string }) {
  const there = clockTime(cue.thereAt, zone);
  if (cue.kind === 'now')
    return (
      <p class="set-out figures" data-kind="now">
        {ask('setOutNow', { there })}
      </p>
    );
  const day = otherDay(cue.at, zone, now.value, language.value);
  const at = [day, clockTime(cue.at, zone)].filter(Boolean).join(' ');
  return <p class="set-out figures">{ask('setOutAt', { at, there })}</p>;
}
