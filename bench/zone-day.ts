import type { PlanningCourier, PlanningDelivery, Snapshot } from '../src/logistics/dispatch/snapshot.ts';
import type { Plan } from '../src/logistics/dispatch/solver/problem.ts';
import type { Random } from '../src/logistics/dispatch/solver/random.ts';
import type { LonLat } from '../src/shared/geo.ts';

export const NOW = Date.parse('2026-11-22T12:00:00Z');
export const MIN = 60_000;

export interface ZoneWish {
  couriers: number;
  orders: number;
  random: Random;
  /** West, south, east, north: the middle of it is used. */
  bbox: readonly [number, number, number, number];
}

/** A zone of 40 stores with couriers on bikes and orders that wait, drawn at random. */
export class ZoneDay {
  readonly #wish: ZoneWish;
  readonly #stores: LonLat[];

  constructor(wish: ZoneWish) {
    this.#wish = wish;
    this.#stores = Array.from({ length: 40 }, () => this.#somewhere());
  }

  snapshot(): Snapshot {
    const { couriers, orders } = this.#wish;
    return {
      zoneId: 'z',
      nowMs: NOW,
      couriers: Array.from({ length: couriers }, (_, k) => this.#courier(k)),
      deliveries: Array.from({ length: orders }, (_, k) => this.order(`o${k}`)),
    };
  }

  order(id: string): PlanningDelivery {
    const { random } = this.#wish;
    return {
      deliveryId: id,
      number: id,
      trackingId: id,
      storeId: 's',
      state: 'confirmed',
      courierId: null,
      readyAtMs: NOW + random.int(60) * MIN,
      demand: [1, 0],
      skills: [],
      priority: 50,
      stops: [
        stop(`${id}-pickup`, 'pickup', this.#stores[random.int(this.#stores.length)]!),
        stop(`${id}-delivery`, 'dropoff', this.#somewhere()),
      ],
      refusedBy: [],
      offerAtMs: null,
      unplannedCode: null,
    };
  }

  #courier(k: number): PlanningCourier {
    return {
      courierId: `c${k}`,
      name: `c${k}`,
      vehicle: 'bike',
      profile: 'bike',
      at: this.#somewhere(),
      shiftFromMs: NOW - 60 * MIN,
      shiftToMs: NOW + 300 * MIN,
      capacity: [8, 80_000],
      skills: [],
      autoAccept: true,
      takesMore: true,
    };
  }

  #somewhere(): LonLat {
    const { bbox, random } = this.#wish;
    const [west, south, east, north] = bbox;
    const within = (low: number, high: number) => low + (0.2 + 0.6 * random.next()) * (high - low);
    return { lon: within(west, east), lat: within(south, north) };
  }
}

const stop = (stopId: string, kind: 'pickup' | 'dropoff', at: LonLat) => ({
  stopId,
  kind,
  state: 'pending' as const,
  at,
  windowFromMs: null,
  windowToMs: kind === 'dropoff' ? NOW + 120 * MIN : null,
  toldMs: null,
  serviceS: 120,
  sequence: null,
  locked: false,
});

/** The snapshot with this plan driven. */
export function driven(snapshot: Snapshot, plan: Plan): Snapshot {
  const places = new Map<string, { courierId: string; sequence: number }>();
  for (const { vehicleId, stops } of plan.routes)
    stops.forEach(({ requestId, kind }, sequence) =>
      places.set(`${requestId}-${kind}`, { courierId: vehicleId, sequence }),
    );
  const deliveries = snapshot.deliveries.map((delivery) => {
    const on = places.get(delivery.stops[0]!.stopId);
    if (!on) return delivery;
    const stops = delivery.stops.map((one) => ({ ...one, sequence: places.get(one.stopId)!.sequence }));
    return { ...delivery, state: 'assigned' as const, courierId: on.courierId, stops };
  });
  return { ...snapshot, deliveries };
}
