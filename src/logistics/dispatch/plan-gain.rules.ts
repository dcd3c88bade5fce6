import type { PlanGainView } from '../../shared/page-views.ts';
import type { CourierPlan } from './plan.rules.ts';
import { presentPlan, refOf } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Plan, PlannedRoute, Problem } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

/** What a plan saves against going on as before; both are driven from now, so that a late courier is late in both. */
export function planGain(problem: Problem, snapshot: Snapshot, plans: readonly CourierPlan[]): PlanGainView {
  const touched = new Set(plans.map(({ courierId }) => courierId));
  const present = presentPlan(snapshot);
  const before = schedule(problem, {
    routes: present.routes.filter(({ vehicleId }) => touched.has(vehicleId)),
  }).routes;
  const after = schedule(problem, planOf(snapshot, plans)).routes;
  const served = (routes: readonly { stops: readonly { requestId: string }[] }[]) =>
    new Set(routes.flatMap(({ stops }) => stops.map(({ requestId }) => requestId))).size;
  const unservedBefore = problem.requests.length - served(present.routes);
  return {
    workMinutes: minutes(workS(before) - workS(after)),
    lateMinutes: minutes(sum(lateByCourier(snapshot, before)) - sum(lateByCourier(snapshot, after))),
    waitMinutes: minutes(soonerS(before, after)),
    unservedBefore,
    unservedAfter: unservedBefore + served(before) - served(after),
  };
}

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
