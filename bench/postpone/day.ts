import type { RouteStop } from '../../src/logistics/deliveries/planning.service.ts';
import { nextDeparture } from '../../src/logistics/dispatch/departure.rules.ts';
import { SETUP_S } from '../../src/logistics/dispatch/service-times.ts';
import {
  routeOf,
  type PlanningDelivery,
  type RouteStop as PlannedAt,
  type PlanningStop,
  type Snapshot,
} from '../../src/logistics/dispatch/snapshot.ts';
import type { Drive } from '../../src/logistics/tracking/drive.ts';
import type { LonLat } from '../../src/shared/geo.ts';
import { MIN, type Placed } from './orders.ts';
import { planned, wayM, waySeconds, type Policy } from './plan.ts';

const STEP_MS = MIN / 2;

/** One way of a courier, and what is done at its end. */
interface Errand {
  delivery: PlanningDelivery;
  stop: PlanningStop;
  from: LonLat;
  leftMs: number;
  thereMs: number;
  doneMs: number;
}

/** What happened at one door. */
export interface Visit {
  order: PlanningDelivery;
  fetchedMs: number;
  thereMs: number;
  servedMs: number;
}

/** A day of a zone, driven by the product's rules; straight ways at a bike's pace, no surprises. */
export class Day {
  readonly visits: Visit[] = [];
  metres = 0;
  atCounterMs = 0;
  /** Couriers standing about with goods aboard, because the next door is not open yet. */
  ladenMs = 0;
  /** Deliveries that went to another courier while nobody had been asked for them. */
  moved = 0;
  #now: Snapshot;
  readonly #errands = new Map<string, Errand>();
  readonly #fetchedMs = new Map<string, number>();

  constructor(
    start: Snapshot,
    readonly placed: readonly Placed[],
    readonly policy: Policy,
  ) {
    this.#now = start;
  }

  /** Until the last order is delivered. */
  run(): void {
    let known = 0;
    for (let step = 0; known < this.placed.length || this.#now.deliveries.length > 0; step++) {
      const nowMs = this.#now.nowMs + STEP_MS;
      const fresh = this.placed.slice(known).filter(({ atMs }) => atMs <= nowMs);
      known += fresh.length;
      const deliveries = [...this.#now.deliveries, ...fresh.map(({ order }) => order)];
      this.#now = { ...this.#now, nowMs, deliveries };
      this.#drive();
      if (fresh.length > 0 || step % 2 === 0) this.#plan(step);
      this.#setOut();
    }
  }

  #plan(seed: number): void {
    const before = new Map(this.#now.deliveries.map((one) => [one.deliveryId, one]));
    this.#now = planned(this.#now, seed, this.policy);
    for (const { deliveryId, courierId } of this.#now.deliveries) {
      const was = before.get(deliveryId)!;
      if (was.offerAtMs !== null && was.courierId !== courierId) this.moved++;
    }
  }

  /** Couriers move, arrive and hand over. */
  #drive(): void {
    const { nowMs } = this.#now;
    for (const [courierId, errand] of this.#errands) {
      if (errand.doneMs <= nowMs) this.#finish(courierId, errand);
      else if (errand.thereMs <= nowMs) this.#change(errand.stop, 'arrived');
      this.#put(courierId, placeAt(errand, nowMs));
    }
  }

  #finish(courierId: string, { delivery, stop, doneMs }: Errand): void {
    this.#errands.delete(courierId);
    if (stop.kind === 'pickup') this.#fetchedMs.set(delivery.deliveryId, doneMs);
    const deliveries = this.#now.deliveries.flatMap((one) => {
      const stops = one.stops.filter(({ stopId }) => stopId !== stop.stopId);
      return stops.length > 0 ? [{ ...one, stops, state: stateWithout(one, stops) }] : [];
    });
    this.#now = { ...this.#now, deliveries };
  }

  #setOut(): void {
    for (const courier of this.#now.couriers) {
      if (this.#errands.has(courier.courierId)) continue;
      const route = routeOf(this.#now, courier.courierId).filter(
        ({ delivery }) => delivery.offerAtMs === null,
      );
      const next = this.#next(courier.at, route);
      if (next) this.#begin(courier.courierId, courier.at, next);
      else if (route.some(({ delivery }) => delivery.state === 'picked_up')) this.ladenMs += STEP_MS;
    }
  }

  /** Where the courier is sent now; asking at once, nobody looks ahead to the door before fetching. */
  #next(at: LonLat, route: readonly PlannedAt[]): PlannedAt | undefined {
    const door = route.findIndex(({ stop }) => stop.kind !== 'pickup');
    const seen = this.policy.leadMin < 1_440 || door < 1 ? route : route.slice(0, door);
    const held = seen.map(({ delivery, stop }) => toRouteStop(delivery, stop));
    const places = [at, ...seen.map(({ stop }) => stop.at!)];
    const stops = seen.map(({ stop }, k) => ({
      stopId: stop.stopId,
      plannedLegS: waySeconds(places[k]!, stop.at!),
    }));
    const stopId = nextDeparture(held, { stops } as Partial<Drive> as Drive, new Date(this.#now.nowMs));
    return route.find(({ stop }) => stop.stopId === stopId);
  }

  #begin(courierId: string, from: LonLat, { delivery, stop }: PlannedAt): void {
    const leftMs = this.#now.nowMs;
    const thereMs = leftMs + waySeconds(from, stop.at!) * 1000;
    const setupMs = thereMs > leftMs ? SETUP_S * 1000 : 0;
    const opensMs = (stop.kind === 'pickup' ? delivery.readyAtMs : stop.windowFromMs) ?? 0;
    const servedMs = Math.max(thereMs + setupMs, opensMs);
    const doneMs = servedMs + (stop.serviceS - SETUP_S) * 1000;
    this.#errands.set(courierId, { delivery, stop, from, leftMs, thereMs, doneMs });
    this.#change(stop, 'enroute');
    this.metres += wayM(from, stop.at!);
    if (stop.kind === 'pickup') this.atCounterMs += servedMs - thereMs - setupMs;
    else
      this.visits.push({
        order: delivery,
        fetchedMs: this.#fetchedMs.get(delivery.deliveryId)!,
        thereMs,
        servedMs,
      });
  }

  #change({ stopId }: PlanningStop, state: PlanningStop['state']): void {
    const deliveries = this.#now.deliveries.map((one) => ({
      ...one,
      stops: one.stops.map((stop) => (stop.stopId === stopId ? { ...stop, state } : stop)),
    }));
    this.#now = { ...this.#now, deliveries };
  }

  #put(courierId: string, at: LonLat): void {
    const couriers = this.#now.couriers.map((one) => (one.courierId === courierId ? { ...one, at } : one));
    this.#now = { ...this.#now, couriers };
  }
}

const stateWithout = (
  { state }: PlanningDelivery,
  stops: readonly PlanningStop[],
): PlanningDelivery['state'] => (stops[0]!.kind === 'pickup' ? state : 'picked_up');

function placeAt({ from, stop, leftMs, thereMs }: Errand, nowMs: number): LonLat {
  const share = thereMs > leftMs ? Math.min(1, (nowMs - leftMs) / (thereMs - leftMs)) : 1;
  const between = (a: number, b: number) => a + (b - a) * share;
  return { lon: between(from.lon, stop.at!.lon), lat: between(from.lat, stop.at!.lat) };
}

const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
const toRouteStop = (
  { storeId, readyAtMs, stops }: PlanningDelivery,
  { stopId, kind, state }: PlanningStop,
) =>
  ({
    id: stopId,
    kind,
    state,
    delivery: {
      storeId,
      readyAt: dateOf(readyAtMs),
      windowFrom: dateOf(stops.at(-1)!.windowFromMs),
    },
  }) as Partial<RouteStop> as RouteStop;
