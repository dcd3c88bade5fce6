import { placesOf, toProblem, type Places } from '../../../../src/logistics/dispatch/problem.rules.ts';
import type { PlanningDelivery, Snapshot } from '../../../../src/logistics/dispatch/snapshot.ts';
import type { Problem } from '../../../../src/logistics/dispatch/solver/problem.ts';
import type { Matrix } from '../../../../src/logistics/routing/routing-engine.ts';
import type { StopKind } from '../../../../src/shared/states.ts';
import { distanceM, moveBy } from '../../../../src/shared/geo.ts';

export const NOW = Date.parse('2026-11-22T12:00:00Z');
export const MIN = 60_000;
export const FETCH_AHEAD_MIN = 10;
export const STORE = { lon: 11.97, lat: 57.7 };

const stop = (stopId: string, kind: StopKind, eastM: number, toMin: number | null) => ({
  stopId,
  kind,
  state: 'pending' as const,
  at: moveBy(STORE, 90, eastM),
  windowFromMs: null,
  windowToMs: toMin === null ? null : NOW + toMin * MIN,
  toldMs: null,
  serviceS: 120,
  sequence: null,
  locked: false,
});

/** From the store to a door so many metres east, promised in so many minutes. */
export const order = (id: string, eastM = 800, toMin = 40): PlanningDelivery => ({
  deliveryId: id,
  number: id.toUpperCase(),
  trackingId: id,
  storeId: 's',
  state: 'confirmed',
  courierId: null,
  readyAtMs: NOW,
  demand: [1, 0],
  skills: [],
  priority: 50,
  stops: [stop(`${id}-p`, 'pickup', 0, null), stop(`${id}-d`, 'dropoff', eastM, toMin)],
  refusedBy: [],
  offerAtMs: null,
  unplannedCode: null,
});

/** Couriers so many metres east of the store. */
export function zone(couriers: Record<string, number>, deliveries: PlanningDelivery[]): Snapshot {
  return {
    zoneId: 'z',
    nowMs: NOW,
    deliveries,
    couriers: Object.entries(couriers).map(([courierId, eastM]) => ({
      courierId,
      name: courierId[0]!.toUpperCase() + courierId.slice(1),
      vehicle: 'bike',
      profile: 'bike',
      at: moveBy(STORE, 90, eastM),
      shiftFromMs: NOW,
      shiftToMs: NOW + 240 * MIN,
      capacity: [20, 30_000],
      skills: [],
      autoAccept: true,
      takesMore: true,
    })),
  };
}

/** Puts stops (`a-p`, `a-d`) on a courier's route in this order, agreed to. */
export function drives(of: Snapshot, courierId: string, stopIds: string[], told: number[] = []): Snapshot {
  const deliveries = of.deliveries.map((delivery) => {
    if (!delivery.stops.some(({ stopId }) => stopIds.includes(stopId))) return delivery;
    const stops = delivery.stops.map((one) => {
      const at = stopIds.indexOf(one.stopId);
      const toldMs = told[at] === undefined ? null : NOW + told[at] * MIN;
      return at < 0 ? one : { ...one, sequence: at, toldMs };
    });
    return { ...delivery, state: 'assigned' as const, courierId, stops };
  });
  return { ...of, deliveries };
}

/** Straight lines at 5 m/s. */
export function problemOf(of: Snapshot): Problem {
  const places: Places = placesOf(of);
  const distancesM = Float64Array.from(places.list.flatMap((a) => places.list.map((b) => distanceM(a, b))));
  const matrix: Matrix = {
    distancesM,
    durationsS: distancesM.map((m) => m / 5),
    unsnapped: { sources: [], targets: [] },
  };
  return toProblem(of, places, new Map([['bike', matrix]]), FETCH_AHEAD_MIN * MIN);
}
