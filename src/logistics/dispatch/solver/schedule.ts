import { drive, type Driven } from './drive.ts';
import { driver } from './drive-legs.ts';
import type { Cost, Plan, PlannedRoute, Problem } from './problem.ts';
import { violations, type Violation } from './violations.ts';

export interface Schedule {
  routes: PlannedRoute[];
  cost: Omit<Cost, 'unserved'>;
  violations: Violation[];
}

/**
 * The times of a plan in which everybody serves each stop as early as he can. Never refuses: what breaks a rule is driven as
 * ordered and reported. Throws on a request or vehicle that the problem does not have.
 */
export function schedule(problem: Problem, plan: Plan): Schedule {
  const look = driver(problem);
  const driven = plan.routes
    .filter((route) => route.stops.length > 0)
    .map((route) => drive(look, route.vehicleId, route.stops));
  return {
    routes: driven.map(({ route }) => route),
    cost: sumCosts(driven),
    violations: violations(look, driven),
  };
}

function sumCosts(driven: Driven[]): Schedule['cost'] {
  const sum = { total: 0, fixed: 0, travel: 0, distance: 0, duty: 0, lateness: 0, change: 0 };
  for (const { cost } of driven)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += cost[key];
  return sum;
}
