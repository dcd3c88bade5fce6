import { presentPlan } from './problem.rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Cost, Plan, PlannedRoute, Problem } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';

/** A plan with its times and its price. */
export interface Running {
  plan: Plan;
  routes: PlannedRoute[];
  cost: Cost;
}

/** What the couriers do now, driven from where they are: the route of a courier who runs late is late here. */
export function runningPlan(problem: Problem, snapshot: Snapshot): Running {
  const plan = presentPlan(snapshot);
  const { routes, cost } = schedule(problem, plan);
  const served = new Set(plan.routes.flatMap(({ stops }) => stops.map(({ requestId }) => requestId)));
  const unserved = problem.requests
    .filter(({ id }) => !served.has(id))
    .reduce((sum, { priority = 0 }) => sum + priority + 1, 0);
  return { plan, routes, cost: { ...cost, unserved } };
}
