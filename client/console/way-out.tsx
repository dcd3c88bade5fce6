import { useState } from 'preact/hooks';
import type { LimitView, RelaxationView } from '../../src/shared/explain-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { serverNow } from '../parts/clock.ts';
import { assign } from './commands.ts';
import { workUntil } from './correct.ts';
import { zoneState } from './desk.ts';
import { limitWords } from './limit-words.ts';
import { MovePromise } from './move-promise.tsx';
import { CouldCome } from './could-come.tsx';
import { remedyOf, type Remedy } from './remedy.ts';
import { sayCorrect } from './say-correct.ts';
import { sayWhy } from './say-why.ts';
import { say } from './say.ts';
import { when } from './when.ts';

interface Props {
  delivery: DeliveryView;
  relaxation: RelaxationView;
  /** Who is off duty and could take it, by id. */
  couldCome: readonly string[];
  /** It was done: the plan is being made anew. */
  done: () => void;
}

/** What has to change, and when it would be there: after its promise in red. */
function Then({ delivery, relaxation }: Pick<Props, 'delivery' | 'relaxation'>) {
  const { changes, dropoffEta } = relaxation;
  const { dropoff, window } = delivery;
  const lateMin = Math.ceil((Date.parse(dropoffEta) - Date.parse(window.to)) / 60_000);
  return (
    <span class="place-words">
      {limitWords(changes, dropoff.zone)} ·{' '}
      <span class="figures">{sayWhy('thereThen', { time: when(dropoffEta, dropoff.zone) })}</span>
      {lateMin > 0 && <span data-tone="bad"> · {sayCorrect('afterPromise', { minutes: lateMin })}</span>}
    </span>
  );
}

const Price = ({ addedMinutes }: RelaxationView) => (
  <span class="place-price figures">{say('plusMinutes', { minutes: Math.round(addedMinutes) })}</span>
);

function Longer({ remedy, ...props }: Props & { remedy: Extract<Remedy, { kind: 'shift' }> }) {
  const { delivery, relaxation, done } = props;
  const [busy, setBusy] = useState(false);
  const params = {
    courier: relaxation.courierName ?? '',
    until: when(remedy.to, delivery.dropoff.zone),
  };
  const go = async (): Promise<void> => {
    setBusy(true);
    const { ok } = await workUntil(delivery, remedy);
    setBusy(false);
    if (ok) done();
  };
  return (
    <button
      type="button"
      class="place"
      title={sayCorrect('workLonger', params)}
      disabled={busy}
      aria-busy={busy}
      onClick={() => void go()}
    >
      <b>{sayCorrect('workUntil', params)}</b>
      <Price {...relaxation} />
      <Then {...props} />
    </button>
  );
}

/** Gives it to the courier against the limit. Beside a remedy it is the lesser way. */
function Anyway({ plain, ...props }: Props & { plain: boolean }) {
  const { delivery, relaxation } = props;
  const { courierId, courierName, changes, pickupIndex, dropoffIndex } = relaxation;
  const label = sayWhy('giveAnyway', { courier: courierName ?? '' });
  const give = () => void assign(delivery, { courierId: courierId!, pickupIndex, dropoffIndex });
  if (plain)
    return (
      <button type="button" class="button-plain" onClick={give}>
        {label}
      </button>
    );
  const text = limitWords(changes, delivery.dropoff.zone);
  return (
    <button type="button" class="place" aria-label={`${label}: ${text}`} title={label} onClick={give}>
      <b>{courierName}</b>
      <Price {...relaxation} />
      <Then {...props} />
    </button>
  );
}

/** What can't be done to the plan alone; for one more courier, who could come. */
function Elsewhere({ delivery, relaxation, couldCome }: Omit<Props, 'done'>) {
  const { changes, dropoffEta } = relaxation;
  const { zone } = delivery.dropoff;
  const extra = changes.find(({ kind }) => kind === 'extra') as
    | Extract<LimitView, { kind: 'extra' }>
    | undefined;
  return (
    <li class="help-line">
      <b>{limitWords(changes, zone)}</b>
      <span class="figures">{sayWhy('thereThen', { time: when(dropoffEta, zone) })}</span>
      {extra && <CouldCome couldCome={couldCome} until={extra.until} zone={zone} />}
    </li>
  );
}

/** One way to a courier: a button where it can be done here and now, else a line to act on elsewhere. */
export function WayOut(props: Props) {
  const { delivery, relaxation, couldCome, done } = props;
  const { courierId } = relaxation;
  if (courierId === null || !delivery.allowed.includes('assign'))
    return <Elsewhere delivery={delivery} relaxation={relaxation} couldCome={couldCome} />;
  const remedy = remedyOf(relaxation, delivery, zoneState.value?.couriers.get(courierId), serverNow());
  return (
    <li class="way-out">
      {remedy?.kind === 'shift' && <Longer {...props} remedy={remedy} />}
      {remedy?.kind === 'promise' && (
        <MovePromise delivery={delivery} window={remedy.window} moved={done}>
          <Price {...relaxation} />
          <span class="place-words">{relaxation.courierName}</span>
        </MovePromise>
      )}
      <Anyway {...props} plain={remedy !== null} />
    </li>
  );
}
