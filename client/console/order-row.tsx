import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { PromiseBar } from '../parts/promise-bar.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { carrierOf, isUnassigned } from './carrier.ts';
import { bestFor } from './best-place.ts';
import { highlight, marked, select, shown, zoneState } from './desk.ts';
import { inWords } from './in-words.ts';
import { beginDrag } from './plan-drag.ts';
import { previewFor } from './preview.ts';
import { say } from './say.ts';
import { markRange, toggleMark } from './selection.ts';
import { when } from './when.ts';

let lastMarked: string | null = null;

function mark(id: string, range: boolean): void {
  const ids = shown.value.map((delivery) => delivery.id);
  marked.value =
    range && lastMarked ? markRange(marked.value, ids, lastMarked, id) : toggleMark(marked.value, id);
  lastMarked = id;
}

/** The second line: who drives it, or the offer of the best place while that is previewed. */
function Driver({ delivery }: { delivery: DeliveryView }) {
  if (delivery.courier)
    return (
      <span class="order-who">
        {delivery.courier.name} · {sayCommon(`state_${delivery.state}`)}
      </span>
    );
  const carrier = zoneState.value && carrierOf(zoneState.value, delivery);
  if (carrier)
    return (
      <span class="order-who">
        {delivery.offerAt
          ? say('plannedWith', {
              courier: carrier.name,
              time: when(delivery.offerAt, delivery.dropoff.zone),
            })
          : `${carrier.name} · ${say('asked')}`}
      </span>
    );
  if (delivery.outcome) return <span class="order-who">{sayCommon(`state_${delivery.state}`)}</span>;
  const best = bestFor(delivery.id);
  return (
    <span class="order-who order-unassigned">
      <span class="hollow" aria-hidden="true" />
      {best
        ? say('takeBest', { courier: best.courierName, minutes: Math.round(best.addedMinutes) })
        : say('unassigned')}
    </span>
  );
}

/** The promise while it can be kept or was; else why it ended. */
function Promised({ delivery }: { delivery: DeliveryView }) {
  const { outcome, window, eta, dropoff } = delivery;
  if (outcome && outcome.result !== 'delivered')
    return <span class="order-end">{outcome.reason && inWords(outcome.reason)}</span>;
  return (
    <PromiseBar window={window} eta={eta} zone={dropoff.zone} doneAt={outcome?.at ?? null} words="short" />
  );
}

/** A ref for a row that takes the focus from another row when it is selected: Enter is for the row that has it. */
function useFocusFollowing(selected: boolean) {
  const body = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (selected && document.activeElement?.matches('[data-row]'))
      body.current?.focus({ preventScroll: true });
  }, [selected]);
  return body;
}

export function OrderRow({ delivery }: { delivery: DeliveryView }) {
  const lit = highlight.value;
  const state = zoneState.value;
  const selected = lit.deliveryId === delivery.id;
  const kin =
    !selected &&
    lit.deliveryId === null &&
    lit.courierId !== null &&
    state !== null &&
    carrierOf(state, delivery)?.id === lit.courierId;
  const unassigned = state !== null && isUnassigned(state, delivery);
  const body = useFocusFollowing(selected);
  return (
    <div class="order" data-selected={selected} data-kin={kin}>
      <input
        type="checkbox"
        class="order-mark"
        tabIndex={-1}
        aria-label={say('markOrder', { number: delivery.number })}
        checked={marked.value.has(delivery.id)}
        onClick={(event) => mark(delivery.id, event.shiftKey)}
      />
      <button
        type="button"
        class="order-body"
        data-row={delivery.id}
        ref={body}
        aria-current={selected}
        tabIndex={selected || (!lit.deliveryId && shown.value[0] === delivery) ? 0 : -1}
        onClick={() => select({ kind: 'delivery', id: delivery.id })}
        onPointerDown={(event) => beginDrag(event, delivery.id, null)}
        onPointerEnter={() => unassigned && previewFor(delivery.id)}
        onFocus={() => unassigned && previewFor(delivery.id)}
      >
        <span class="order-top">
          <b class="figures">{delivery.number}</b>
          <span class="order-address">{delivery.dropoff.address}</span>
          <time class="order-due">{when(delivery.window.to, delivery.dropoff.zone)}</time>
        </span>
        <Driver delivery={delivery} />
        <Promised delivery={delivery} />
      </button>
    </div>
  );
}
