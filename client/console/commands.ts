import { send, type Sending } from '../parts/api.ts';
import { tell } from '../parts/toasts.tsx';
import type { RouteView, StopView } from '../../src/shared/route-views.ts';
import type { AlertView, DeliveryView } from '../../src/shared/views.ts';
import { carrierOf } from './carrier.ts';
import { withAnswer } from './console-store.ts';
import { alerts, zoneState } from './desk.ts';
import { say } from './say.ts';
import { offerUndo, refuse } from './sayings.ts';
import { withAlert } from './alert-inbox.ts';
import { placesOf } from './stop-order.ts';
import type { What } from './undo.ts';

/** Where to put a delivery; without indexes the server takes the best place of that courier. */
export interface Place {
  courierId: string;
  pickupIndex?: number;
  dropoffIndex?: number;
}

interface Planned {
  delivery: DeliveryView;
  route: RouteView | null;
}

/** The result of one command: done, or refused with the sentence already shown. */
export type Outcome = { ok: true } | { ok: false; message: string };

const courierName = (id: string): string => zoneState.value?.couriers.get(id)?.name ?? '';

function takeOver(answer: Partial<Planned>): void {
  if (zoneState.value) zoneState.value = withAnswer(zoneState.value, answer);
}

export const takeDelivery = (delivery: DeliveryView): void => takeOver({ delivery });

/** Runs a command; a refusal of the server is shown. */
export async function attempt(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    await run();
    return { ok: true };
  } catch (error) {
    return { ok: false, message: refuse(error) };
  }
}

const postAssign = async (id: string, place: Place, version?: number): Promise<void> =>
  takeOver(
    await send<Planned>('POST', `/deliveries/${id}/assign`, place, version === undefined ? {} : { version }),
  );

export const postUnassign = async (id: string, version?: number): Promise<void> =>
  takeDelivery(
    await send<DeliveryView>(
      'POST',
      `/deliveries/${id}/unassign`,
      {},
      version === undefined ? {} : { version },
    ),
  );

/** How to put the delivery back to where it is now. */
function wayBack(delivery: DeliveryView): () => Promise<void> {
  const { id } = delivery;
  const state = zoneState.value;
  const carrier = state && carrierOf(state, delivery);
  if (!carrier) return () => postUnassign(id);
  const places = placesOf(state.routes.get(carrier.id)?.stops ?? [], id);
  return () => postAssign(id, { courierId: carrier.id, ...places });
}

export function assign(delivery: DeliveryView, place: Place): Promise<Outcome> {
  return attempt(async () => {
    const inverse = wayBack(delivery);
    await postAssign(delivery.id, place, delivery.version);
    const params = { number: delivery.number, courier: courierName(place.courierId) };
    offerUndo({ kind: 'done', what: { key: 'doneAssigned', params }, inverse });
  });
}

/** Asks the courier it is planned with at once, though it could wait. */
export function sendNow(delivery: DeliveryView): Promise<Outcome> {
  return attempt(async () => {
    const { id, number, version } = delivery;
    const courier = zoneState.value && carrierOf(zoneState.value, delivery)?.name;
    takeDelivery(await send<DeliveryView>('POST', `/deliveries/${id}/offer`, {}, { version }));
    tell(say('doneSent', { number, courier: courier ?? '' }));
  });
}

export function unassign(delivery: DeliveryView): Promise<Outcome> {
  return attempt(async () => {
    const inverse = wayBack(delivery);
    await postUnassign(delivery.id, delivery.version);
    offerUndo({
      kind: 'done',
      what: { key: 'doneUnassigned', params: { number: delivery.number } },
      inverse,
    });
  });
}

/** Drives the stops in this order. */
export function reorder(route: RouteView, stopIds: readonly string[], number: string): Promise<Outcome> {
  const before = route.stops.map((stop) => stop.id);
  const post = async (ids: readonly string[], how = {}): Promise<void> =>
    takeOver({
      route: await send<RouteView | null>(
        'POST',
        `/couriers/${route.courierId}/route/order`,
        { stopIds: ids },
        how,
      ),
    });
  return attempt(async () => {
    await post(stopIds, { version: route.version });
    const params = { number, courier: route.courierName };
    offerUndo({ kind: 'done', what: { key: 'doneReordered', params }, inverse: () => post(before) });
  });
}

export function setLock(stop: StopView, locked: boolean): Promise<Outcome> {
  const post = async (to: boolean): Promise<void> =>
    takeOver({
      route: await send<RouteView | null>('POST', `/stops/${stop.id}/lock`, { locked: to }),
    });
  return attempt(async () => {
    await post(locked);
    const key = locked ? 'doneLocked' : 'doneUnlocked';
    offerUndo({ kind: 'done', what: { key, params: { number: stop.number } }, inverse: () => post(!locked) });
  });
}

/** What becomes of deliveries that are to be cancelled. */
interface Awaited {
  done?: (delivery: DeliveryView, outcome: Outcome) => void;
  takenBack?: () => void;
}

/** A cancelled delivery cannot be brought back, so the command waits for as long as it can be undone: all or none. */
export function cancelLater(deliveries: readonly DeliveryView[], { done, takenBack }: Awaited = {}): void {
  const count = deliveries.length;
  const what: What =
    count === 1
      ? { key: 'heldCancel', params: { number: deliveries[0]!.number } }
      : { key: 'heldCancelMany', params: { count } };
  const run = (how: Sending): Promise<unknown> =>
    Promise.all(
      deliveries.map(async (delivery) => {
        const path = `/deliveries/${delivery.id}/cancel`;
        done?.(delivery, await attempt(() => send('POST', path, {}, how)));
      }),
    );
  offerUndo({ kind: 'held', what, send: run, ...(takenBack && { takenBack }) });
}

export function bringBack(delivery: DeliveryView): Promise<Outcome> {
  return attempt(() => send('POST', `/deliveries/${delivery.id}/return`, {}, { version: delivery.version }));
}

/** Lets the solver look for a better plan now. The answer says whether it found one; null when it was refused. */
export async function improvePlan(zoneId: string): Promise<boolean | null> {
  try {
    return (await send<{ improved: boolean }>('POST', `/zones/${zoneId}/optimise`, {})).improved;
  } catch (error) {
    refuse(error);
    return null;
  }
}

async function actOnAlert(alert: AlertView, action: string, body: object): Promise<Outcome> {
  return attempt(async () => {
    const answer = await send<AlertView>('POST', `/alerts/${alert.id}/${action}`, body);
    if (answer?.id) alerts.value = withAlert(alerts.value, answer);
  });
}

export const own = (alert: AlertView): Promise<Outcome> =>
  actOnAlert(alert, alert.state === 'open' ? 'acknowledge' : 'assign', {});
export const snooze = (alert: AlertView, minutes: number): Promise<Outcome> =>
  actOnAlert(alert, 'snooze', { minutes });
export const resolve = (alert: AlertView, reason: string): Promise<Outcome> =>
  actOnAlert(alert, 'resolve', { reason });
