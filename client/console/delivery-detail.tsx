import { useEffect } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { DeliveryActions } from './delivery-actions.tsx';
import { select } from './desk.ts';
import { History } from './history.tsx';
import { CloseSign, DropSign, PickupSign } from './marks.tsx';
import { Places } from './places.tsx';
import { preview, previewSelected } from './preview.ts';
import { Proofs } from './proofs.tsx';
import { say } from './say.ts';

function Ends({ delivery }: { delivery: DeliveryView }) {
  return (
    <dl class="facts">
      <div>
        <dt>
          <PickupSign /> {say('from')}
        </dt>
        <dd>
          {delivery.storeName}
          <small>{delivery.pickup.address}</small>
        </dd>
      </div>
      <div>
        <dt>
          <DropSign /> {say('to')}
        </dt>
        <dd>
          {delivery.dropoff.address}
          <small>
            {delivery.recipient.name}
            {delivery.recipient.phone && (
              <>
                {' · '}
                <a href={`tel:${delivery.recipient.phone.replaceAll(' ', '')}`}>{delivery.recipient.phone}</a>
              </>
            )}
          </small>
          {delivery.dropoff.notes && <small class="note">{delivery.dropoff.notes}</small>}
        </dd>
      </div>
      <div>
        <dt>{say('courier')}</dt>
        <dd>
          {delivery.courier ? (
            <button
              type="button"
              class="link"
              onClick={() => select({ kind: 'courier', id: delivery.courier!.id })}
            >
              {delivery.courier.name}
            </button>
          ) : (
            say('unassigned')
          )}
          {delivery.courier && delivery.stopsBefore !== null && !delivery.outcome && (
            <small>{say('stopsBefore', { count: delivery.stopsBefore })}</small>
          )}
          {delivery.unassigned && <small class="note">{delivery.unassigned.message}</small>}
        </dd>
      </div>
      {delivery.proofRequired.length > 0 && (
        <div>
          <dt>{say('proof')}</dt>
          <dd>{delivery.proofRequired.map((kind) => sayCommon(`proof_${kind}`)).join(', ')}</dd>
        </div>
      )}
    </dl>
  );
}

/** All about the selected delivery, and what may be done with it now. */
export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const unassigned = delivery.courier === null && delivery.outcome === null;
  useEffect(() => {
    previewSelected();
    return previewSelected;
  }, [delivery.id, unassigned]);
  const { window, eta, dropoff, outcome } = delivery;
  return (
    <>
      <header class="pane-head">
        <h2>
          {say('order')} <span class="figures">{delivery.number}</span>
        </h2>
        <span
          class="chip"
          data-tone={outcome ? (outcome.result === 'delivered' ? 'good' : 'bad') : undefined}
        >
          {sayCommon(`state_${delivery.state}`)}
        </span>
        <button
          type="button"
          class="button-plain"
          aria-label={sayCommon('close')}
          onClick={() => select(null)}
        >
          <CloseSign />
        </button>
      </header>
      <PromiseBar
        window={window}
        eta={eta}
        zone={dropoff.zone}
        doneAt={outcome?.result === 'delivered' ? outcome.at : null}
      />
      <DeliveryActions delivery={delivery} />
      {(unassigned || preview.value?.deliveryId === delivery.id) && <Places delivery={delivery} />}
      <Ends delivery={delivery} />
      {delivery.proofTaken.length > 0 && <Proofs deliveryId={delivery.id} zone={dropoff.zone} />}
      <h3>{say('history')}</h3>
      <History deliveryId={delivery.id} version={delivery.version} zone={dropoff.zone} />
    </>
  );
}
