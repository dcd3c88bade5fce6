import { withFrozenStarts } from '../../src/logistics/dispatch/freeze.rules.ts';
import { isWorthIt, toCourierPlans, type CourierPlan } from '../../src/logistics/dispatch/plan.rules.ts';
import { postponed } from '../../src/logistics/dispatch/postpone.rules.ts';
import { placesOf, toProblem } from '../../src/logistics/dispatch/problem.rules.ts';
import { runningPlan } from '../../src/logistics/dispatch/running.rules.ts';
import type { PlanningDelivery, Snapshot } from '../../src/logistics/dispatch/snapshot.ts';
import { placeWaiting } from '../../src/logistics/dispatch/solver/place-waiting.ts';
import type { Problem } from '../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../src/logistics/dispatch/solver/stop.ts';
import { distanceM, type LonLat } from '../../src/shared/geo.ts';
import { MIN } from './orders.ts';

/** What the operator may set; a lead and an advance of a day ask and fetch at once, as if nothing could wait. */
export interface Policy {
  leadMin: number;
  fetchAheadMin: number;
}

const MPS = 4.2;
/** Streets are longer than straight lines. */
export const wayM = (a: LonLat, b: LonLat): number => 1.3 * distanceM(a, b);
export const waySeconds = (a: LonLat, b: LonLat): number => wayM(a, b) / MPS;

const FREEZE_MS = 3 * MIN;
const ROUNDS = 200;

/** What the product's planner does when it is woken: place what is new, improve what is not firm, ask whom it must. */
export function planned(snapshot: Snapshot, seed: number, policy: Policy): Snapshot {
  const problem = problemOf(snapshot, policy);
  const running = runningPlan(problem, snapshot);
  const frozen = withFrozenStarts(problem, snapshot, running.routes, {
    horizonMs: FREEZE_MS,
    held: new Set(),
  });
  const { plan } = placeWaiting(frozen, running.plan);
  const present = schedule(frozen, plan);
  const found = solve(frozen, { seed, stop: iterations(ROUNDS), start: plan, explain: 'none' });
  const unserved = (routes: typeof found.routes) =>
    problem.requests.length -
    new Set(routes.flatMap(({ stops }) => stops.map((stop) => stop.requestId))).size;
  const priced = {
    routes: present.routes,
    cost: { ...present.cost, unserved: unserved(present.routes) * 51 },
  };
  const best = isWorthIt(priced, found) ? found : present;
  return applied(snapshot, toCourierPlans(snapshot, best), policy);
}

function problemOf(snapshot: Snapshot, { fetchAheadMin }: Policy): Problem {
  const places = placesOf(snapshot);
  const distancesM = Float64Array.from(places.list.flatMap((a) => places.list.map((b) => wayM(a, b))));
  const matrix = {
    distancesM,
    durationsS: distancesM.map((m) => m / MPS),
    unsnapped: { sources: [], targets: [] },
  };
  return toProblem(snapshot, places, new Map([['bike', matrix]]), fetchAheadMin * MIN);
}

/** Everybody takes what he is asked for. */
function applied(snapshot: Snapshot, plans: readonly CourierPlan[], { leadMin }: Policy): Snapshot {
  const later = postponed(snapshot, plans, leadMin * MIN);
  const places = new Map(
    plans.flatMap(({ courierId, visits }) =>
      visits.map((visit, sequence) => [visit.stopId, { courierId, sequence, visit }] as const),
    ),
  );
  const deliveries = snapshot.deliveries.map((delivery): PlanningDelivery => {
    const on = places.get(delivery.stops[0]!.stopId);
    if (!on) return { ...delivery, state: 'confirmed', courierId: null, offerAtMs: null };
    const offerAtMs = later.get(delivery.deliveryId)?.getTime() ?? null;
    const isNew = delivery.courierId !== on.courierId;
    const stops = delivery.stops.map((stop) => {
      const { sequence, visit } = places.get(stop.stopId)!;
      return { ...stop, sequence, toldMs: isNew ? visit.plannedArrival.getTime() : stop.toldMs };
    });
    const isAboard = stops[0]!.kind !== 'pickup';
    const state = isAboard ? 'picked_up' : offerAtMs === null ? 'assigned' : 'confirmed';
    return { ...delivery, state, courierId: on.courierId, offerAtMs, stops };
  });
  return { ...snapshot, deliveries };
}
