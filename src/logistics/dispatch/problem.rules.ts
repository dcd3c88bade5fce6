import type { LonLat } from '../../shared/geo.ts';
import type { Matrix, Profile } from '../routing/routing-engine.ts';
import { schedule } from './solver/schedule.ts';
import type { Plan, Problem, Request, StopRef, Task, Vehicle, Window } from './solver/problem.ts';
import {
  pinnedCount,
  routeOf,
  type PlanningCourier,
  type PlanningDelivery,
  type PlanningStop,
  type Snapshot,
} from './snapshot.ts';
import { fetchFromMs } from './fetch-time.rules.ts';
import { withReserves } from './reserve.rules.ts';
import { SETUP_S } from './service-times.ts';
import { changeCost, steadyDue } from './stability.rules.ts';

/** Behind its promised end a delivery is late, not impossible; this much later it is. */
const HARD_LATENESS_MS = 8 * 3_600_000;
/** What a second behind the aim costs: a minute weighs about as much as two minutes of a courier's work. */
const LATE_COST_PER_S = 0.15;
/** An order for as soon as possible aims at this share of its promise; one with a window at a little before its end. */
const AIM = { share: 0.5, beforeEndMs: 10 * 60_000 };
/** What an hour and a kilometre of each kind of courier costs, in the same unit. */
const COSTS: Record<Profile, { perHour: number; perKm: number }> = {
  foot: { perHour: 200, perKm: 0 },
  bike: { perHour: 210, perKm: 0.5 },
  car: { perHour: 230, perKm: 3 },
};
/** What a free courier at the stores is worth, in the same unit: as much as an order that comes 100 s too late. */
const RESERVE = { atHand: 15, lessPerS: 0.015 };

/** The places of a snapshot, each once. */
export class Places {
  readonly list: LonLat[] = [];
  readonly #index = new Map<string, number>();

  of(at: LonLat): number {
    const key = `${at.lon.toFixed(6)},${at.lat.toFixed(6)}`;
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    this.#index.set(key, this.list.length);
    return this.list.push(at) - 1;
  }
}

export const hasAddress = (delivery: PlanningDelivery) => delivery.stops.every((stop) => stop.at !== null);

/** Every place of a courier or stop that a plan may visit. */
export function placesOf(snapshot: Snapshot): Places {
  const places = new Places();
  for (const courier of snapshot.couriers) places.of(courier.at);
  for (const delivery of snapshot.deliveries)
    if (hasAddress(delivery)) for (const stop of delivery.stops) places.of(stop.at!);
  return places;
}

export const profilesOf = (snapshot: Snapshot): Profile[] =>
  [...new Set(snapshot.couriers.map((courier) => courier.profile))].sort();

/**
 * The solver's problem for a snapshot; seconds count from `snapshot.nowMs`, ids are delivery and courier ids. Goods for a later
 * window are fetched at most `fetchAheadMs` sooner than they must.
 */
export function toProblem(
  snapshot: Snapshot,
  places: Places,
  matrices: ReadonlyMap<Profile, Matrix>,
  fetchAheadMs: number,
): Problem {
  const profiles = [...matrices.keys()];
  const rideS = slowestRide(places, [...matrices.values()]);
  const fetchFrom = (one: PlanningDelivery) => fetchFromMs(one, rideS(one), fetchAheadMs);
  const problem: Problem = {
    places: places.list.length,
    profiles: profiles.map((profile) => matrices.get(profile)!),
    requests: snapshot.deliveries
      .filter(hasAddress)
      .map((delivery) => toRequest(snapshot, delivery, places, fetchFrom(delivery))),
    vehicles: snapshot.couriers.map((courier) => {
      const offStreet = matrices.get(courier.profile)!.unsnapped.sources.includes(places.of(courier.at));
      const vehicle = toVehicle(snapshot, courier, places, profiles);
      // Nowhere is next to everything: a courier off the streets is not lost to the plan.
      return offStreet ? { ...vehicle, start: undefined } : vehicle;
    }),
    weights: { money: 1, lateness: 1 },
  };
  return withReserves(problem, RESERVE);
}

/** Couriers whose route breaks a rule as it stands. */
export function brokenRoutes(problem: Problem, present: Plan): Set<string> {
  const faults = schedule(problem, present).violations.filter(({ locked }) => !locked);
  return new Set(faults.map(({ vehicleId }) => vehicleId));
}

/**
 * These couriers keep their routes, and everything else is planned around them: a route that breaks a rule was made so by a
 * person or by the day (goods aboard, shift nearly over).
 */
export function withRoutesKept(problem: Problem, present: Plan, kept: ReadonlySet<string>): Problem {
  if (kept.size === 0) return problem;
  const stops = new Map(present.routes.map((route) => [route.vehicleId, route.stops]));
  const vehicles = problem.vehicles.map((vehicle) =>
    kept.has(vehicle.id) ? { ...vehicle, locked: stops.get(vehicle.id)! } : vehicle,
  );
  return { ...problem, vehicles };
}

/** The plan the couriers are following now. */
export function presentPlan(snapshot: Snapshot): Plan {
  return {
    routes: snapshot.couriers.map(({ courierId }) => ({
      vehicleId: courierId,
      stops: routeOf(snapshot, courierId)
        .filter(({ delivery }) => hasAddress(delivery))
        .map(({ delivery, stop }) => refOf(delivery, stop)),
    })),
  };
}

/** Seconds from the store of a delivery to its door for the slowest couriers; -Infinity when there are none. */
function slowestRide(places: Places, matrices: readonly Matrix[]) {
  return ({ stops }: PlanningDelivery): number => {
    const [from, to] = [places.of(stops[0]!.at!), places.of(stops.at(-1)!.at!)];
    return Math.max(...matrices.map(({ durationsS }) => durationsS[from * places.list.length + to]!));
  };
}

function toRequest(
  snapshot: Snapshot,
  delivery: PlanningDelivery,
  places: Places,
  fetchFrom: number | null,
): Request {
  const pickup = delivery.stops.find((stop) => stop.kind === 'pickup');
  const drop = delivery.stops.find((stop) => stop.kind !== 'pickup')!;
  const load = delivery.demand.length > 0 ? { load: delivery.demand } : {};
  // Of what is postponed no courier has been told: it may go to another for nothing.
  const wasTold =
    delivery.offerAtMs === null &&
    snapshot.couriers.some(({ courierId }) => courierId === delivery.courierId);
  return {
    id: delivery.deliveryId,
    ...load,
    skills: delivery.skills,
    priority: delivery.priority,
    ...(pickup ? { pickup: toTask(snapshot, pickup, places, fetchFrom) } : { aboard: delivery.courierId! }),
    delivery: toTask(snapshot, drop, places, null, delivery.readyAtMs),
    forbiddenVehicles: delivery.refusedBy.filter((courierId) => courierId !== delivery.courierId),
    ...(pickup && wasTold
      ? {
          previousVehicle: delivery.courierId!,
          changeCost: changeCost((pickup.toldMs ?? Infinity) - snapshot.nowMs),
        }
      : {}),
  };
}

/** When a delivery should be there so that the promise is kept with room to spare, and nobody waits while couriers idle. */
export function aimMs(fromMs: number | null, toMs: number, promisedAtMs: number | null): number {
  if (fromMs === null && promisedAtMs !== null)
    return promisedAtMs + Math.max(0, toMs - promisedAtMs) * AIM.share;
  return Math.max(fromMs ?? 0, toMs - AIM.beforeEndMs);
}

function toTask(
  snapshot: Snapshot,
  stop: PlanningStop,
  places: Places,
  readyAtMs: number | null,
  promisedAtMs: number | null = null,
): Task {
  const fromMs = Math.max(stop.windowFromMs ?? -Infinity, readyAtMs ?? -Infinity);
  const earliestS = fromMs === -Infinity ? 0 : Math.max(0, secondsFrom(snapshot, fromMs));
  // Parking and stairs come once per place: the orders of one store are fetched together.
  const setupS = Math.min(SETUP_S, stop.serviceS);
  const task: Task = { place: places.of(stop.at!), setupS, serviceS: stop.serviceS - setupS };
  if (stop.windowToMs === null)
    return earliestS > 0
      ? { ...task, windows: [[earliestS, earliestS + HARD_LATENESS_MS / 1000] as Window] }
      : task;
  const aim = aimMs(stop.windowFromMs, stop.windowToMs, promisedAtMs);
  const { dueMs, lateFactor } = steadyDue(aim, stop.toldMs, snapshot.nowMs);
  const dueS = secondsFrom(snapshot, dueMs);
  const latestS = Math.max(secondsFrom(snapshot, stop.windowToMs), 0, earliestS) + HARD_LATENESS_MS / 1000;
  return { ...task, windows: [[earliestS, latestS]], dueS, lateCostPerS: LATE_COST_PER_S * lateFactor };
}

function toVehicle(
  snapshot: Snapshot,
  courier: PlanningCourier,
  places: Places,
  profiles: Profile[],
): Vehicle {
  const route = routeOf(snapshot, courier.courierId).filter(({ delivery }) => hasAddress(delivery));
  const from = Math.max(0, secondsFrom(snapshot, courier.shiftFromMs));
  return {
    id: courier.courierId,
    profile: profiles.indexOf(courier.profile),
    start: places.of(courier.at),
    shift: [from, Math.max(from, secondsFrom(snapshot, courier.shiftToMs))],
    capacity: courier.capacity,
    skills: courier.skills,
    costs: COSTS[courier.profile],
    locked: route
      .slice(0, courier.takesMore ? pinnedCount(route) : route.length)
      .map(({ delivery, stop }) => refOf(delivery, stop)),
    ...(courier.takesMore ? {} : { maxTasks: route.length }),
  };
}

export const refOf = (delivery: PlanningDelivery, stop: PlanningStop): StopRef => ({
  requestId: delivery.deliveryId,
  kind: stop.kind === 'pickup' ? 'pickup' : 'delivery',
});

const secondsFrom = (snapshot: Snapshot, ms: number) => Math.round((ms - snapshot.nowMs) / 1000);
