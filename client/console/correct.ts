import type { LonLat } from '../../src/shared/geo.ts';
import { send } from '../parts/api.ts';
import { serverNow } from '../parts/clock.ts';
import { tell } from '../parts/toasts.tsx';
import type { CourierView, DeliveryView, Instant, WindowView } from '../../src/shared/views.ts';
import { carrierOf } from './carrier.ts';
import { attempt, postUnassign, takeDelivery, type Outcome } from './commands.ts';
import { doorAsked, zoneState } from './desk.ts';
import { shiftFrom, type Remedy } from './remedy.ts';
import { say } from './say.ts';
import { offerUndo } from './sayings.ts';
import { UNDO_MS } from './undo.ts';
import { when } from './when.ts';

type Change = { window: { from?: string; to: string } } | { dropoff: { address: string; at?: LonLat } };

const postCorrection = async (id: string, change: Change, version?: number): Promise<void> =>
  takeDelivery(
    await send<DeliveryView>('PATCH', `/deliveries/${id}`, change, version === undefined ? {} : { version }),
  );

const windowOf = ({ from, to }: WindowView): Change => ({ window: { ...(from && { from }), to } });

/** What got a courier by a remedy that is taken back has none again. */
async function offRouteAgain(before: DeliveryView): Promise<void> {
  const state = zoneState.value;
  const delivery = state?.deliveries.get(before.id);
  const hadNone = !before.courier && before.unassigned;
  if (state && delivery && hadNone && carrierOf(state, delivery)) await postUnassign(before.id);
}

/** Promises another time; customer and shop are told. It can be taken back while the old promise lies ahead. */
export function movePromise(delivery: DeliveryView, window: WindowView): Promise<Outcome> {
  return attempt(async () => {
    const { id, number, version, window: before, dropoff } = delivery;
    await postCorrection(id, windowOf(window), version);
    const what = { key: 'donePromise', params: { number, to: when(window.to, dropoff.zone) } } as const;
    if (Date.parse(before.to) <= serverNow() + UNDO_MS) return void tell(say(what.key, what.params));
    const inverse = async (): Promise<void> => {
      await postCorrection(id, windowOf(before));
      await offRouteAgain(delivery);
    };
    offerUndo({ kind: 'done', what, inverse });
  });
}

/** Lets a courier work longer, for the sake of this order. */
export function workUntil(
  delivery: DeliveryView,
  { courierId, shiftId, before, to }: Extract<Remedy, { kind: 'shift' }>,
): Promise<Outcome> {
  const courier = zoneState.value?.couriers.get(courierId);
  const post = (end: string, how = {}): Promise<unknown> =>
    send('PATCH', `/couriers/${courierId}/shifts/${shiftId}`, { to: end }, how);
  return attempt(async () => {
    await post(to, courier && { version: courier.version });
    const params = { courier: courier?.name ?? '', until: when(to, delivery.dropoff.zone) };
    const inverse = async (): Promise<void> => {
      await post(before);
      await offRouteAgain(delivery);
    };
    offerUndo({ kind: 'done', what: { key: 'doneShift', params }, inverse });
  });
}

/** Plans work from now on for a courier who is at home; it begins with the courier's own word. */
export function planShift({ id, name }: CourierView, until: Instant, zone: string): Promise<Outcome> {
  return attempt(async () => {
    const planned = { from: shiftFrom(serverNow()), to: until };
    const shift = await send<{ id: string }>('POST', `/couriers/${id}/shifts`, planned);
    const params = { courier: name, until: when(until, zone) };
    const inverse = (): Promise<unknown> => send('DELETE', `/couriers/${id}/shifts/${shift.id}`);
    offerUndo({ kind: 'done', what: { key: 'donePlanned', params }, inverse });
  });
}

/** Writes down another address; the server looks it up on the map. */
export function moveDoor(delivery: DeliveryView, address: string): Promise<Outcome> {
  return attempt(async () => {
    await postCorrection(delivery.id, { dropoff: { address } }, delivery.version);
    tell(say('doneDoor', { number: delivery.number, address }));
  });
}

/** Writes down where the door is that is being shown on the map. It can be taken back when it had another place before. */
export async function takeDoor(): Promise<void> {
  const asked = doorAsked.value;
  const delivery = asked && zoneState.value?.deliveries.get(asked.deliveryId);
  if (!asked?.at || !delivery) return;
  const { address, at } = asked;
  doorAsked.value = null;
  const outcome = await attempt(async () => {
    const { id, number, version, dropoff: before } = delivery;
    await postCorrection(id, { dropoff: { address, at } }, version);
    const what = { key: 'doneDoorShown', params: { number, address } } as const;
    if (!before.at) return void tell(say(what.key, what.params));
    const back = { dropoff: { address: before.address, at: before.at } };
    offerUndo({ kind: 'done', what, inverse: () => postCorrection(id, back) });
  });
  if (!outcome.ok) doorAsked.value = asked;
}
