import type { ChoiceView } from '../../shared/explain-views.ts';
import { justInTime } from './just-in-time.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Insertion } from './solver/best-insertions.ts';
import type { Plan, PlannedRoute, PlannedStop, Problem } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

/** A problem, and a plan in which the delivery asked about has no place. */
export interface Question {
  snapshot: Snapshot;
  problem: Problem;
  plan: Plan;
  deliveryId: string;
}

/** What it means for people to put the delivery there. Lateness counts from the promise, not from what plans aim at. */
export function effectOf(question: Question, found: Insertion, courierName: string): ChoiceView {
  const { snapshot, problem, plan, deliveryId } = question;
  const routeIn = (of: Plan): PlannedRoute | undefined =>
    schedule(problem, of).routes.find((one) => one.vehicleId === found.vehicleId);
  const before = routeIn({ routes: plan.routes.filter((one) => one.vehicleId === found.vehicleId) });
  const after = routeIn({ routes: [found] })!;
  const indexOf = (kind: 'pickup' | 'delivery') =>
    found.stops.findIndex((stop) => stop.requestId === deliveryId && stop.kind === kind);
  const door = after.stops[indexOf('delivery')]!;
  const { arriveS } = justInTime(after)[indexOf('delivery')]!;
  const late = latenessS(snapshot);
  const othersLateS = sum(others(after, deliveryId), late) - sum(others(before, deliveryId), late);
  const delays = delaysS(before, after, deliveryId).filter((delayS) => delayS >= 60);
  return {
    courierId: found.vehicleId,
    courierName,
    addedMinutes: Math.max(0, Math.round((workS(after) - workS(before)) / 60)),
    lateMinutes: Math.max(0, Math.round(othersLateS / 60)),
    pickupIndex: indexOf('pickup'),
    dropoffIndex: indexOf('delivery'),
    dropoffEta: new Date(snapshot.nowMs + arriveS * 1000).toISOString(),
    selfLateMinutes: Math.ceil(late(door) / 60),
    delayedOthers: delays.length,
    delayMinutes: Math.round(Math.max(0, ...delays) / 60),
    cost: Math.round(found.cost * 100) / 100,
  };
}

const workS = (route: PlannedRoute | undefined): number =>
  route ? route.endS - route.departS - route.waitingS : 0;

const others = (route: PlannedRoute | undefined, deliveryId: string): PlannedStop[] =>
  route?.stops.filter((stop) => stop.requestId !== deliveryId) ?? [];

const sum = (stops: PlannedStop[], of: (stop: PlannedStop) => number): number =>
  stops.reduce((total, stop) => total + of(stop), 0);

/** Seconds that a door is reached behind its promise. */
function latenessS(snapshot: Snapshot): (stop: PlannedStop) => number {
  const promised = new Map(
    snapshot.deliveries.map(({ deliveryId, stops }) => [
      deliveryId,
      stops.find(({ kind }) => kind === 'dropoff')?.windowToMs ?? Infinity,
    ]),
  );
  return ({ requestId, kind, arriveS }) =>
    kind === 'pickup'
      ? 0
      : Math.max(0, arriveS - ((promised.get(requestId) ?? Infinity) - snapshot.nowMs) / 1000);
}

/** How much later the other doors are reached. */
function delaysS(before: PlannedRoute | undefined, after: PlannedRoute, deliveryId: string): number[] {
  const was = new Map(
    before?.stops.filter(({ kind }) => kind !== 'pickup').map((stop) => [stop.requestId, stop.arriveS]),
  );
  return others(after, deliveryId)
    .filter(({ kind }) => kind !== 'pickup')
    .map((stop) => stop.arriveS - (was.get(stop.requestId) ?? stop.arriveS));
}
