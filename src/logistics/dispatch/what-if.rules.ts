import type { LonLat } from '../../shared/geo.ts';
import type { VehicleKind } from '../../shared/states.ts';
import type { Profile } from '../routing/routing-engine.ts';
import {
  pinnedCount,
  routeOf,
  type PlanningCourier,
  type PlanningDelivery,
  type Snapshot,
} from './snapshot.ts';
import { usualCapacity, usualCourier } from './usual-courier.rules.ts';

export interface Changes {
  couriersFewer?: number;
  couriersMore?: { vehicle: VehicleKind; count: number; untilMs: number };
  promiseMinutes?: number;
  vehicle?: VehicleKind;
}

export interface Surroundings {
  /** Where couriers who are not there would start. */
  storeAt: LonLat;
  profileOf: (kind: VehicleKind) => Profile;
}

/** Begins the ids of couriers who are not there. */
export const MORE = 'more-';

/** The zone as it would be with these changes; the snapshot itself stays as it is. */
export function changed(snapshot: Snapshot, changes: Changes, around: Surroundings): Snapshot {
  const { couriersFewer = 0, couriersMore, promiseMinutes, vehicle } = changes;
  const fewer = withoutCouriers(snapshot, couriersFewer);
  const riding = vehicle ? ridingAll(fewer, vehicle, around) : fewer;
  const more = couriersMore ? withCouriers(riding, couriersMore, around) : riding;
  return promiseMinutes === undefined ? more : promising(more, promiseMinutes);
}

/** As if nobody had been told anything yet: what a fleet could do is asked, not what may still be changed today. */
export const untold = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  deliveries: snapshot.deliveries.map((delivery) => ({
    ...delivery,
    stops: delivery.stops.map((stop) => ({ ...stop, toldMs: null })),
  })),
});

/** Those with the least to do go first, and only after what they have begun: goods aboard and stops under way. */
function withoutCouriers(snapshot: Snapshot, count: number): Snapshot {
  const begun = new Map(snapshot.couriers.map(({ courierId }) => [courierId, begunBy(snapshot, courierId)]));
  const leaving = snapshot.couriers
    .filter(({ takesMore }) => takesMore)
    .map((courier) => ({ courier, stops: routeOf(snapshot, courier.courierId).length }))
    .sort(
      (a, b) =>
        begun.get(a.courier.courierId)!.size - begun.get(b.courier.courierId)!.size ||
        a.stops - b.stops ||
        a.courier.courierId.localeCompare(b.courier.courierId),
    )
    .slice(0, count);
  const gone = new Set(leaving.map(({ courier }) => courier.courierId));
  const couriers = snapshot.couriers
    .filter(({ courierId }) => !gone.has(courierId) || begun.get(courierId)!.size > 0)
    .map((courier) => (gone.has(courier.courierId) ? { ...courier, takesMore: false } : courier));
  const deliveries = snapshot.deliveries.map((delivery) => {
    const { courierId, deliveryId } = delivery;
    const isFreed = courierId !== null && gone.has(courierId) && !begun.get(courierId)!.has(deliveryId);
    return isFreed ? freed(delivery) : delivery;
  });
  return { ...snapshot, couriers, deliveries };
}

function begunBy(snapshot: Snapshot, courierId: string): Set<string> {
  const route = routeOf(snapshot, courierId);
  const pinned = route.slice(0, pinnedCount(route));
  const aboard = route.filter(({ delivery }) => delivery.stops[0]!.kind !== 'pickup');
  return new Set([...pinned, ...aboard].map(({ delivery }) => delivery.deliveryId));
}

const freed = (delivery: PlanningDelivery): PlanningDelivery => ({
  ...delivery,
  state: 'confirmed',
  courierId: null,
  offerAtMs: null,
  stops: delivery.stops.map((stop) => ({ ...stop, sequence: null, locked: false })),
});

/** Nobody carries less than before. */
function ridingAll(snapshot: Snapshot, vehicle: VehicleKind, { profileOf }: Surroundings): Snapshot {
  const usual = usualCapacity(snapshot.couriers.filter((courier) => courier.vehicle === vehicle));
  const couriers = snapshot.couriers.map((courier): PlanningCourier => ({
    ...courier,
    vehicle,
    profile: profileOf(vehicle),
    capacity: courier.capacity.map((amount, k) => Math.max(amount, usual[k] ?? 0)),
  }));
  return { ...snapshot, couriers };
}

function withCouriers(
  snapshot: Snapshot,
  { vehicle, count, untilMs }: NonNullable<Changes['couriersMore']>,
  { storeAt, profileOf }: Surroundings,
): Snapshot {
  const more = Array.from({ length: count }, (_, k) =>
    usualCourier(snapshot, { courierId: `${MORE}${k}`, at: storeAt, untilMs, vehicle, profileOf }),
  );
  return { ...snapshot, couriers: [...snapshot.couriers, ...more] };
}

/** Windows that a customer chose stay. */
function promising(snapshot: Snapshot, minutes: number): Snapshot {
  const deliveries = snapshot.deliveries.map((delivery) => {
    const windowToMs = (delivery.readyAtMs ?? snapshot.nowMs) + minutes * 60_000;
    const stops = delivery.stops.map((stop) =>
      stop.kind === 'dropoff' && stop.windowFromMs === null ? { ...stop, windowToMs } : stop,
    );
    return { ...delivery, stops };
  });
  return { ...snapshot, deliveries };
}
