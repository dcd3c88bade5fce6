import type { ComponentChildren } from 'preact';
import type { DeliveryView } from '../../src/shared/views.ts';
import { say as sayCommon } from '../parts/say.ts';
import { carrierOf } from './carrier.ts';
import { select, zoneState } from './desk.ts';
import { DropSign, PickupSign } from './marks.tsx';
import { say } from './say.ts';
import { unassignedWords } from './unassigned-words.ts';
import { when } from './when.ts';

function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Phone({ number }: { number: string }) {
  return (
    <>
      {' · '}
      <a href={`tel:${number.replaceAll(' ', '')}`}>{number}</a>
    </>
  );
}

function Courier({ delivery }: { delivery: DeliveryView }) {
  const carrier = zoneState.value && carrierOf(zoneState.value, delivery);
  const { stopsBefore, unassigned, offerAt, dropoff } = delivery;
  if (!carrier)
    return (
      <>
        {say('unassigned')}
        {unassigned && <small class="note">{unassignedWords(unassigned)}</small>}
      </>
    );
  return (
    <>
      <button type="button" class="link" onClick={() => select({ kind: 'courier', id: carrier.id })}>
        {carrier.name}
      </button>
      {!carrier.accepted && (
        <small>{offerAt ? say('goesOutAt', { time: when(offerAt, dropoff.zone) }) : say('asked')}</small>
      )}
      {carrier.accepted && stopsBefore !== null && !delivery.outcome && (
        <small>{stopsBefore === 0 ? say('isNext') : say('stopsBefore', { count: stopsBefore })}</small>
      )}
    </>
  );
}

/** Between whom, by whom, and with what proof. */
export function DeliveryFacts({ delivery }: { delivery: DeliveryView }) {
  const { pickup, dropoff, recipient, proofRequired } = delivery;
  const [from, to] = [
    <>
      <PickupSign /> {say('from')}
    </>,
    <>
      <DropSign /> {say('to')}
    </>,
  ];
  return (
    <dl class="facts">
      <Fact name={from}>
        {delivery.storeName}
        <small>{pickup.address}</small>
      </Fact>
      <Fact name={to}>
        {dropoff.address}
        <small>
          {recipient.name}
          {recipient.phone && <Phone number={recipient.phone} />}
        </small>
        {dropoff.notes && <small class="note">{dropoff.notes}</small>}
      </Fact>
      <Fact name={say('courier')}>
        <Courier delivery={delivery} />
      </Fact>
      {proofRequired.length > 0 && (
        <Fact name={say('proof')}>{proofRequired.map((kind) => sayCommon(`proof_${kind}`)).join(', ')}</Fact>
      )}
    </dl>
  );
}
