import type { PlanGainView } from '../../shared/page-views.ts';
import type { CourierPlan } from './plan.rules.ts';
import { presentPlan, refOf } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Plan, PlannedRoute, Problem } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

/** The routes that a plan changes, driven from now: a courier who runs late is late in both. */
export interface Compared {
  before: PlannedRoute[];
  after: PlannedRoute[];
  /** Orders on no route before. */
  unserved: number;
}

/** Drives the changed routes as they are and as they would be. */
export function compared(problem: Problem, snapshot: Snapshot, plans: readonly CourierPlan[]): Compared {
  const touched = new Set(plans.map(({ courierId }) => courierId));
  const present = presentPlan(snapshot).routes;
  return {
    before: schedule(problem, { routes: present.filter(({ vehicleId }) => touched.has(vehicleId)) }).routes,
    after: schedule(problem, planOf(snapshot, plans)).routes,
    unserved: problem.requests.length - served(present),
  };
}

/** What a plan saves against going on as before. */
export function planGain(snapshot: Snapshot, { before, after, unserved }: Compared): PlanGainView {
  return {
    workMinutes: minutes(workS(before) - workS(after)),
    lateMinutes: minutes(sum(lateByCourier(snapshot, before)) - sum(lateByCourier(snapshot, after))),
    waitMinutes: minutes(soonerS(before, after)),
    unservedBefore: unserved,
    unservedAfter: unserved + served(before) - served(after),
  };
}

const served = (routes: readonly { stops: readonly { requestId: string }[] }[]): number =>
  new Set(routes.flatMap(({ stops }) => stops.map(({ requestId }) => requestId))).size;

/** How much sooner all customers are served that are served before and after. */
function soonerS(before: readonly PlannedRoute[], after: readonly PlannedRoute[]): number {
  const drops = (routes: readonly PlannedRoute[]) =>
    routes.flatMap(({ stops }) => stops.filter(({ kind }) => kind !== 'pickup'));
  const was = new Map(drops(before).map(({ requestId, arriveS }) => [requestId, arriveS]));
  return drops(after).reduce(
    (total, { requestId, arriveS }) => total + ((was.get(requestId) ?? arriveS) - arriveS),
    0,
  );
}

/** Seconds behind the promise on each route. */
export function lateByCourier(
  snapshot: Snapshot,
  routes: readonly PlannedRoute[],
): ReadonlyMap<string, number> {
  const promised = new Map(
    snapshot.deliveries.map(({ deliveryId, stops }) => [deliveryId, stops.at(-1)?.windowToMs ?? null]),
  );
  return new Map(
    routes.map(({ vehicleId, stops }) => [
      vehicleId,
      stops
        .filter(({ kind }) => kind !== 'pickup')
        .reduce((late, { requestId, arriveS }) => {
          const toMs = promised.get(requestId) ?? Infinity;
          return late + Math.max(0, snapshot.nowMs + arriveS * 1000 - toMs) / 1000;
        }, 0),
    ]),
  );
}

const minutes = (seconds: number): number => Math.round(seconds / 60) + 0;
const sum = (values: ReadonlyMap<string, number>): number =>
  [...values.values()].reduce((total, value) => total + value, 0);
const workS = (routes: readonly PlannedRoute[]): number =>
  routes.reduce((total, { departS, endS, waitingS }) => total + endS - departS - waitingS, 0);

function planOf(snapshot: Snapshot, plans: readonly CourierPlan[]): Plan {
  const refs = new Map(
    snapshot.deliveries.flatMap((delivery) =>
      delivery.stops.map((stop) => [stop.stopId, refOf(delivery, stop)]),
    ),
  );
  return {
    routes: plans.map(({ courierId, visits }) => ({
      vehicleId: courierId,
      stops: visits.flatMap(({ stopId }) => refs.get(stopId) ?? []),
    })),
  };
}
