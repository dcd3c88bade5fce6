import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../parts/clock.ts';
import { clockTime } from '../parts/format.ts';
import { Failure } from '../parts/list-states.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { useModal } from '../parts/use-modal.ts';
import { timeZone, whatIfOpen } from './desk.ts';
import { CloseSign } from './marks.tsx';
import { sayIf } from './say-what-if.ts';
import { WhatIfFields } from './what-if-fields.tsx';
import { asItIs, toInput, usualUntil, type WhatIfForm } from './what-if-form.ts';
import { WhatIfResult } from './what-if-result.tsx';
import { verdictOf } from './what-if-rows.ts';
import { ask, run, stopAsking } from './what-if-run.ts';

/** One click tries the commonest questions. */
function presets(nowMs: number, zone: string): { label: string; change: Partial<WhatIfForm> }[] {
  const untilMs = usualUntil(nowMs, zone);
  const until = clockTime(untilMs, zone);
  const vehicle = sayCommon('vehicle_bike');
  return [
    { label: sayIf('preset_fewer', { count: 2 }), change: { couriers: -2 } },
    {
      label: sayIf('preset_more', { count: 1, vehicle, until }),
      change: { couriers: 1, ride: 'bike', untilMs },
    },
    { label: sayIf('preset_promise', { minutes: 30 }), change: { promiseMinutes: 30 } },
    {
      label: sayIf('preset_vehicle', { vehicle: sayCommon('vehicle_car') }),
      change: { everybody: 'car' },
    },
  ];
}

function Progress() {
  const percent = Math.round((run.value?.share ?? 0) * 100);
  return (
    <div class="if-progress">
      <progress max={100} value={percent} aria-label={sayIf('planning')} />
      <span class="figures">
        {sayIf('planning')} {percent} %
      </span>
      <button type="button" class="button" onClick={stopAsking}>
        {sayIf('stop')}
      </button>
    </div>
  );
}

/** For ears: there from the start, since a region that comes with its words is seldom read out. */
function Spoken() {
  const { state, view } = run.value ?? {};
  const verdict = view && verdictOf(view.before, view.after);
  const words = verdict ? sayIf(`verdict_${verdict.key}`, verdict.params) : sayIf('planning');
  return (
    <p class="unseen" role="status">
      {(verdict || state === 'asking') && words}
    </p>
  );
}

function Answer() {
  const { state, view, error } = run.value ?? {};
  if (state === 'asking') return <Progress />;
  if (state === 'failed') return <Failure error={error} />;
  if (view) return <WhatIfResult view={view} />;
  return <p class="if-pick">{sayIf('pick')}</p>;
}

function Questions() {
  const nowMs = serverNow();
  const zone = timeZone.value;
  const [form, setForm] = useState<WhatIfForm>(() => asItIs(nowMs, zone));
  const input = toInput(form);
  /** The answer on the screen was to another question. */
  const change = (next: WhatIfForm): void => {
    setForm(next);
    stopAsking();
  };
  const tryOut = (next: WhatIfForm): void => {
    setForm(next);
    const wanted = toInput(next);
    if (wanted) void ask(wanted);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        tryOut(form);
      }}
    >
      <div class="if-presets" role="group" aria-label={sayIf('presets')}>
        {presets(nowMs, zone).map(({ label, change: to }) => (
          <button
            key={label}
            type="button"
            class="button"
            onClick={() => tryOut({ ...asItIs(nowMs, zone), ...to })}
          >
            {label}
          </button>
        ))}
      </div>
      <WhatIfFields form={form} nowMs={nowMs} zone={zone} change={change} />
      <button class="button-main" disabled={!input}>
        {sayIf('tryIt')}
      </button>
    </form>
  );
}

/** Asks what another fleet or promise would do, and shows the difference; nothing is changed by it. */
export function WhatIf() {
  const open = whatIfOpen.value;
  const dialog = useModal(open);
  useEffect(() => stopAsking, [open]);
  const close = (): void => void (whatIfOpen.value = false);
  return (
    <dialog ref={dialog} class="what-if card" aria-label={sayIf('whatIf')} onClose={close}>
      {open && (
        <>
          <header class="pane-head">
            <h2>{sayIf('whatIf')}</h2>
            <button type="button" class="button-plain" aria-label={sayCommon('close')} onClick={close}>
              <CloseSign />
            </button>
          </header>
          <p class="if-hint">{sayIf('hint')}</p>
          <Questions />
          <Spoken />
          <Answer />
        </>
      )}
    </dialog>
  );
}
