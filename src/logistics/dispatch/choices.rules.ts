import type { ChoicesView, ChoiceView } from '../../shared/explain-views.ts';
import { effectOf, type Question } from './effect.rules.ts';
import { hasAddress, presentPlan } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import { bestInsertions, type Insertion } from './solver/best-insertions.ts';
import type { Plan, Problem } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

/**
 * Who has a delivery at what price, and who would be next, cheapest first. Nothing else moves. A stop that keeps its place is
 * looked at as if it did not, so that the price of giving it away is known before anybody does.
 */
export function choicesOf(
  snapshot: Snapshot,
  problem: Problem,
  deliveryId: string,
  limit: number,
): ChoicesView {
  const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
  const present = presentPlan(snapshot);
  const holder = present.routes.find(({ stops }) => stops.some((stop) => stop.requestId === deliveryId));
  const plain = { deliveryId, present: null, others: [] };
  if (!delivery || !hasAddress(delivery) || !holder) return { ...plain, state: 'unassigned' };
  const question: Question = {
    snapshot,
    deliveryId,
    problem: unlocked(problem, deliveryId),
    plan: without(present, deliveryId),
  };
  const nameOf = new Map(snapshot.couriers.map(({ courierId, name }) => [courierId, name]));
  const effect = (found: Insertion) => effectOf(question, found, nameOf.get(found.vehicleId)!);
  const cost = (plan: Plan) => schedule(question.problem, plan).cost.total;
  const own = { ...holder, cost: cost(present) - cost(question.plan) };
  const isAboard = delivery.stops[0]?.kind !== 'pickup';
  const others = isAboard
    ? []
    : bestInsertions(question.problem, question.plan, deliveryId, limit + 1).filter(
        ({ vehicleId }) => vehicleId !== holder.vehicleId,
      );
  return {
    deliveryId,
    state: isAboard ? 'aboard' : 'assigned',
    present: effect(own),
    others: others.slice(0, limit).map(effect),
  };
}

/** The `limit` cheapest couriers for a delivery, cheapest first, as if nobody had it. */
export function insertionsOf(
  snapshot: Snapshot,
  problem: Problem,
  deliveryId: string,
  limit: number,
): ChoiceView[] {
  const plan = without(presentPlan(snapshot), deliveryId);
  const nameOf = new Map(snapshot.couriers.map(({ courierId, name }) => [courierId, name]));
  const question = { snapshot, problem: unlocked(problem, deliveryId), plan, deliveryId };
  return bestInsertions(question.problem, plan, deliveryId, limit).map((found) =>
    effectOf(question, found, nameOf.get(found.vehicleId)!),
  );
}

/** The plan with this delivery in nobody's route. */
export const without = (plan: Plan, deliveryId: string): Plan => ({
  routes: plan.routes.map((route) => ({
    ...route,
    stops: route.stops.filter((stop) => stop.requestId !== deliveryId),
  })),
});

/** The problem in which this delivery keeps no place: it may be given to anybody. */
export const unlocked = (problem: Problem, deliveryId: string): Problem => ({
  ...problem,
  vehicles: problem.vehicles.map((vehicle) => ({
    ...vehicle,
    ...(vehicle.locked && { locked: vehicle.locked.filter((stop) => stop.requestId !== deliveryId) }),
  })),
});
