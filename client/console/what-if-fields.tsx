import type { VehicleKind } from '../../src/shared/states.ts';
import { clockTime } from '../parts/format.ts';
import { say as sayCommon } from '../parts/say.ts';
import { sayIf } from './say-what-if.ts';
import { PROMISES, RIDES, untilHours, type WhatIfForm } from './what-if-form.ts';

interface Choice {
  value: string;
  label: string;
}

function Select({
  label,
  value,
  options,
  choose,
}: {
  label: string;
  value: string;
  options: readonly Choice[];
  choose: (value: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Stepper({ couriers, change }: { couriers: number; change: (couriers: number) => void }) {
  const text =
    couriers === 0 ? sayIf('asNow') : sayIf(couriers < 0 ? 'fewer' : 'more', { count: Math.abs(couriers) });
  return (
    <div class="field" role="group" aria-label={sayIf('couriers')}>
      {sayIf('couriers')}
      <div class="if-stepper">
        <button
          type="button"
          class="button"
          aria-label={sayIf('fewerOne')}
          onClick={() => change(couriers - 1)}
        >
          −
        </button>
        <output class="figures">{text}</output>
        <button
          type="button"
          class="button"
          aria-label={sayIf('moreOne')}
          onClick={() => change(couriers + 1)}
        >
          +
        </button>
      </div>
    </div>
  );
}

/** What can be different. */
export function WhatIfFields({
  form,
  nowMs,
  zone,
  change,
}: {
  form: WhatIfForm;
  nowMs: number;
  zone: string;
  change: (form: WhatIfForm) => void;
}) {
  const asNow = { value: '', label: sayIf('asNow') };
  const rides = RIDES.map((kind) => ({ value: kind, label: sayCommon(`vehicle_${kind}`) }));
  const hours = [...new Set([form.untilMs, ...untilHours(nowMs)])].sort((a, b) => a - b);
  const promises = PROMISES.map((minutes) => ({
    value: String(minutes),
    label: sayIf('minutes', { minutes }),
  }));
  return (
    <div class="if-fields">
      <Stepper couriers={form.couriers} change={(couriers) => change({ ...form, couriers })} />
      {form.couriers > 0 && (
        <>
          <Select
            label={sayIf('ride')}
            value={form.ride}
            options={rides}
            choose={(ride) => change({ ...form, ride: ride as VehicleKind })}
          />
          <Select
            label={sayIf('until')}
            value={String(form.untilMs)}
            options={hours.map((at) => ({ value: String(at), label: clockTime(at, zone) }))}
            choose={(at) => change({ ...form, untilMs: Number(at) })}
          />
        </>
      )}
      <Select
        label={sayIf('promise')}
        value={String(form.promiseMinutes ?? '')}
        options={[asNow, ...promises]}
        choose={(minutes) => change({ ...form, promiseMinutes: minutes === '' ? null : Number(minutes) })}
      />
      <Select
        label={sayIf('everybody')}
        value={form.everybody ?? ''}
        options={[asNow, ...rides]}
        choose={(kind) => change({ ...form, everybody: kind === '' ? null : (kind as VehicleKind) })}
      />
    </div>
  );
}
