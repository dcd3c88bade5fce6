import { useState } from 'preact/hooks';
import type { CourierView, Instant } from '../../src/shared/views.ts';
import { planShift } from './correct.ts';
import { zoneState } from './desk.ts';
import { comesUntil } from './remedy.ts';
import { sayCorrect } from './say-correct.ts';
import { when } from './when.ts';

const SHOWN = 3;

interface Props {
  until: Instant;
  /** Zone of the place: its times. */
  zone: string;
}

/** Plans a shift for somebody who has none now; who has one is only waited for. */
function Plan({ courier, until, zone }: Props & { courier: CourierView }) {
  const [busy, setBusy] = useState(false);
  const { name, shift } = courier;
  if (shift)
    return <span class="figures">{sayCorrect('plannedUntil', { until: when(shift.to, zone) })}</span>;
  const params = { courier: name, until: when(until, zone) };
  const go = async (): Promise<void> => {
    setBusy(true);
    await planShift(courier, until, zone);
    setBusy(false);
  };
  return (
    <button
      type="button"
      class="button figures"
      aria-label={sayCorrect('planShift', params)}
      title={sayCorrect('planShift', params)}
      disabled={busy}
      aria-busy={busy}
      onClick={() => void go()}
    >
      {sayCorrect('planUntil', params)}
    </button>
  );
}

/** Those at home who could take it: their numbers, and a shift for them in one click. */
export function CouldCome({ couldCome, until, zone }: Props & { couldCome: readonly string[] }) {
  const couriers = couldCome.flatMap((id) => zoneState.value?.couriers.get(id) ?? []);
  const atHome = couriers.filter(({ state }) => state === 'off_duty').slice(0, SHOWN);
  if (atHome.length === 0) return <span>{sayCorrect('nobodyAtHome')}</span>;
  return (
    <>
      <span>{sayCorrect('couldCome')}</span>
      <ul class="could-come">
        {atHome.map((courier) => (
          <li key={courier.id}>
            {courier.phone ? (
              <a href={`tel:${courier.phone.replaceAll(' ', '')}`}>
                {courier.name} {courier.phone}
              </a>
            ) : (
              <b>{courier.name}</b>
            )}
            <Plan courier={courier} until={comesUntil(until)} zone={zone} />
          </li>
        ))}
      </ul>
    </>
  );
}
