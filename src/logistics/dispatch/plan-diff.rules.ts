import type { PlanChangeKind, PlanChangeView, PlanPlaceView } from '../../shared/page-views.ts';
import type { CourierPlan } from './plan.rules.ts';
import { routeOf, type PlanningDelivery, type Snapshot } from './snapshot.ts';

/** An arrival that moves by less is the same to people. */
const RETIMED_MS = 5 * 60_000;

/**
 * What a plan changes for each delivery, against what people were told before: on a route, on another, off every route,
 * at another place of the same one, or only at another time. Deliveries that stay as they were are not in it.
 */
export function planDiff(snapshot: Snapshot, plans: readonly CourierPlan[]): PlanChangeView[] {
  const touched = new Set(plans.map(({ courierId }) => courierId));
  const after = visitsByDelivery(snapshot, plans);
  const shuffled = new Set(plans.flatMap((plan) => shuffledIn(snapshot, plan)));
  return snapshot.deliveries.flatMap((delivery) => {
    const to = after.get(delivery.deliveryId) ?? null;
    if (!to && !(delivery.courierId && touched.has(delivery.courierId))) return [];
    const from = placeBefore(snapshot, delivery);
    const kind = kindOf(from, to, shuffled.has(delivery.deliveryId));
    return kind ? [{ deliveryId: delivery.deliveryId, number: delivery.number, kind, from, to }] : [];
  });
}

function kindOf(
  from: PlanPlaceView | null,
  to: PlanPlaceView | null,
  isShuffled: boolean,
): PlanChangeKind | null {
  if (!from || !to) return to ? 'assigned' : from ? 'unassigned' : null;
  if (from.courierId !== to.courierId) return 'moved';
  if (isShuffled) return 'reordered';
  const shiftMs = from.arrival && to.arrival ? Date.parse(to.arrival) - Date.parse(from.arrival) : 0;
  return Math.abs(shiftMs) >= RETIMED_MS ? 'retimed' : null;
}

const nameOf = (snapshot: Snapshot, courierId: string): string =>
  snapshot.couriers.find((courier) => courier.courierId === courierId)?.name ?? '';

function placeBefore(snapshot: Snapshot, { courierId, stops }: PlanningDelivery): PlanPlaceView | null {
  if (!courierId) return null;
  const told = stops.findLast(({ kind }) => kind !== 'pickup')?.toldMs ?? null;
  const arrival = told === null ? null : new Date(told).toISOString();
  return { courierId, courierName: nameOf(snapshot, courierId), arrival };
}

/** The last visit of a delivery is where its customer waits. */
function visitsByDelivery(
  snapshot: Snapshot,
  plans: readonly CourierPlan[],
): ReadonlyMap<string, PlanPlaceView> {
  return new Map(
    plans.flatMap(({ courierId, visits }) =>
      visits.map(({ deliveryId, plannedArrival }) => [
        deliveryId,
        { courierId, courierName: nameOf(snapshot, courierId), arrival: plannedArrival.toISOString() },
      ]),
    ),
  );
}

/** Deliveries that change their place among those that stay: all but a longest row of stops that keeps its order. */
function shuffledIn(snapshot: Snapshot, { courierId, visits }: CourierPlan): string[] {
  const places = new Map(visits.map(({ stopId }, index) => [stopId, index]));
  const stayed = routeOf(snapshot, courierId).filter(({ stop }) => places.has(stop.stopId));
  const kept = longestRising(stayed.map(({ stop }) => places.get(stop.stopId)!));
  return stayed.filter((_, index) => !kept.has(index)).map(({ delivery }) => delivery.deliveryId);
}

/** Indexes of one longest strictly rising row of numbers. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const length: number[] = [];
  const before: number[] = [];
  values.forEach((value, i) => {
    let best = -1;
    for (let j = 0; j < i; j++) if (values[j]! < value && (best < 0 || length[j]! > length[best]!)) best = j;
    before.push(best);
    length.push(best < 0 ? 1 : length[best]! + 1);
  });
  const row = new Set<number>();
  for (let at = length.indexOf(Math.max(...length)); at >= 0; at = before[at]!) row.add(at);
  return row;
}
