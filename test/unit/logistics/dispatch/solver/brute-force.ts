import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { unservedIds } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import type {
  Plan,
  Problem,
  Solution,
  StopRef,
} from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';

/** The plan with its times, as the checker wants to see it. */
export function asSolution(problem: Problem, plan: Plan): Solution {
  const { routes, cost } = schedule(problem, plan);
  const missing = unservedIds(problem, plan);
  const unserved = missing.reduce(
    (sum, id) => sum + (problem.requests.find((r) => r.id === id)!.priority ?? 0) + 1,
    0,
  );
  return {
    routes,
    cost: { ...cost, unserved },
    unassigned: missing.map((requestId) => ({ requestId, reasons: [] })),
    iterations: 0,
    feasible: true,
  };
}

/** Cheapest feasible position (in one vehicle's route, if named) by trying them all and asking the independent checker. */
export function bruteForce(problem: Problem, plan: Plan, requestId: string, only?: string): number {
  const request = problem.requests.find(({ id }) => id === requestId)!;
  const before = schedule(problem, plan).cost.total;
  const pickup: StopRef = { requestId, kind: 'pickup' };
  const last: StopRef = { requestId, kind: request.job ? 'job' : 'delivery' };
  const pickupThere = plan.routes.some(({ stops }) => stops.some((s) => s.requestId === requestId));
  let best = Infinity;
  for (const { id: vehicleId } of problem.vehicles) {
    if (only !== undefined && vehicleId !== only) continue;
    const stops = plan.routes.find((route) => route.vehicleId === vehicleId)?.stops ?? [];
    for (let i = 0; i <= stops.length; i++)
      for (let j = i; j <= stops.length; j++) {
        if (!(request.pickup && !pickupThere) && j !== i) continue;
        const inserted =
          request.pickup && !pickupThere
            ? [...stops.slice(0, i), pickup, ...stops.slice(i, j), last, ...stops.slice(j)]
            : stops.toSpliced(i, 0, last);
        const others = plan.routes.filter((route) => route.vehicleId !== vehicleId);
        const solution = asSolution(problem, { routes: [...others, { vehicleId, stops: inserted }] });
        if (check(problem, solution).feasible) best = Math.min(best, solution.cost.total - before);
      }
  }
  return best;
}

export const isLocked = (problem: Problem, requestId: string): boolean =>
  problem.vehicles.some((v) => v.locked?.some((s) => s.requestId === requestId));
