import { useState } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say } from '../parts/say.ts';
import { cancelLater, leaving } from './cancel.ts';
import { Contents } from './contents.tsx';
import { tellShop } from './say.ts';
import { share } from './share.ts';
import { toneOf } from './tone.ts';

/** Who brings it, or why nobody does yet. */
function carrierWords({ courier, unassigned, offerAt, dropoff, outcome }: DeliveryView): string | null {
  if (courier) {
    const vehicle = say(`vehicle_${courier.vehicle}`);
    return tellShop('goesWith', { courier: courier.name, vehicle });
  }
  if (outcome) return null;
  if (unassigned?.code === 'address_unknown') return tellShop('addressUnknown');
  return offerAt ? tellShop('goesOutAt', { time: clockTime(offerAt, dropoff.zone) }) : tellShop('noCourier');
}

function Actions({ delivery, changed }: { delivery: DeliveryView; changed: () => void }) {
  const { allowed, id } = delivery;
  const isLeaving = leaving.value.get(id);
  return (
    <div class="shop-actions">
      {allowed.includes('share') && (
        <button type="button" class="button" onClick={() => void share(delivery)}>
          {tellShop('share')}
        </button>
      )}
      {isLeaving && (
        <button type="button" class="button" onClick={isLeaving.takeBack}>
          {say('undo')}
        </button>
      )}
      {!isLeaving && allowed.includes('cancel') && (
        <button type="button" class="button shop-cancel" onClick={() => cancelLater(delivery, changed)}>
          {tellShop('cancelOrder')}
        </button>
      )}
    </div>
  );
}

/** One order as its store needs it: when it comes, how it goes, what is in it. */
export function DeliveryCard({ delivery, changed }: { delivery: DeliveryView; changed: () => void }) {
  const [opened, setOpened] = useState(false);
  const { number, state, recipient, dropoff, window, eta, outcome, orderId } = delivery;
  const isDelivered = outcome?.result === 'delivered';
  const carrier = carrierWords(delivery);
  return (
    <article class="card shop-card" data-over={outcome !== null}>
      <header>
        <h2 class="figures">{number}</h2>
        <span class="chip" data-tone={toneOf(delivery)}>
          {say(`state_${state}`)}
        </span>
      </header>
      <div>
        <p class="shop-address">{dropoff.address}</p>
        <p class="soft">{tellShop('forPerson', { name: recipient.name })}</p>
      </div>
      {(!outcome || isDelivered) && (
        <PromiseBar window={window} eta={eta} zone={dropoff.zone} doneAt={isDelivered ? outcome.at : null} />
      )}
      {carrier && <p class="soft">{carrier}</p>}
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>{tellShop('contents')}</summary>
        {opened && <Contents orderId={orderId} />}
      </details>
      <Actions delivery={delivery} changed={changed} />
    </article>
  );
}
