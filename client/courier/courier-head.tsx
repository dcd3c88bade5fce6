import { clockTime } from '../parts/format.ts';
import { Age } from '../parts/position-age.tsx';
import type { CourierHome } from './home-store.ts';
import type { ProjectedHome } from './projected-home.ts';
import { ask } from './say.ts';

const dutyWords = (home: ProjectedHome): string => {
  if (home.courier.state === 'off_duty') return ask('offDuty');
  return home.courier.state === 'on_break' ? ask('onBreak') : ask('onDuty');
};

/** Who works, whether on duty, and how old the own position is. */
export function CourierHead({ work, home }: { work: CourierHome; home: ProjectedHome }) {
  const { courier, timeZone } = home;
  const onDuty = courier.state !== 'off_duty';
  const fix = work.gps.last.value;
  const { shift } = courier;
  return (
    <header class="courier-head">
      <p class="courier-name">
        <strong>{courier.name}</strong>
        <span class="chip figures" data-tone={onDuty ? 'good' : undefined}>
          {dutyWords(home)} {onDuty && shift && ask('shiftUntil', { time: clockTime(shift.to, timeZone) })}
        </span>
        {home.dutyWaiting && <span class="chip">{ask('waitingMark')}</span>}
      </p>
      {onDuty && (fix ? <Age at={fix.at} zone={timeZone} /> : <span class="age">{ask('gpsNone')}</span>)}
    </header>
  );
}
