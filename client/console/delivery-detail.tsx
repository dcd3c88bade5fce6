import { useEffect } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { carrierOf, isUnassigned } from './carrier.ts';
import { Choices } from './choices.tsx';
import { DeliveryActions } from './delivery-actions.tsx';
import { DeliveryFacts } from './delivery-facts.tsx';
import { select, zoneState } from './desk.ts';
import { History } from './history.tsx';
import { CloseSign } from './marks.tsx';
import { Places } from './places.tsx';
import { preview, previewSelected } from './preview.ts';
import { Proofs } from './proofs.tsx';
import { Reasons } from './reasons.tsx';
import { say } from './say.ts';

/** Where it could go, why it is where it is, or why it is nowhere. */
function Planning({ delivery }: { delivery: DeliveryView }) {
  const state = zoneState.value;
  const carrier = state && carrierOf(state, delivery);
  const unassigned = state !== null && isUnassigned(state, delivery);
  return (
    <>
      {(unassigned || preview.value?.deliveryId === delivery.id) && <Places delivery={delivery} />}
      {unassigned && <Reasons key={delivery.id} delivery={delivery} />}
      {carrier && !delivery.outcome && (
        <Choices key={delivery.id} delivery={delivery} courierId={carrier.id} />
      )}
    </>
  );
}

/** All about the selected delivery, and what may be done with it now. */
export function DeliveryDetail({ delivery }: { delivery: DeliveryView }) {
  const unassigned = zoneState.value !== null && isUnassigned(zoneState.value, delivery);
  useEffect(() => {
    previewSelected();
    return previewSelected;
  }, [delivery.id, unassigned]);
  const { window, eta, dropoff, outcome } = delivery;
  return (
    <>
      <header class="pane-head">
        <h2>
          <span class="unseen">{say('order')} </span>
          <span class="figures">{delivery.number}</span>
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
      <DeliveryActions key={delivery.id} delivery={delivery} />
      <Planning delivery={delivery} />
      <DeliveryFacts delivery={delivery} />
      {delivery.proofTaken.length > 0 && <Proofs deliveryId={delivery.id} zone={dropoff.zone} />}
      <h3>{say('history')}</h3>
      <History deliveryId={delivery.id} version={delivery.version} zone={dropoff.zone} />
    </>
  );
}
