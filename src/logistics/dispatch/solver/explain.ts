import type { Plan, Problem, Unassigned } from './problem.ts';

/** Why each request without a place in the plan has none. */
export function explainAll(problem: Problem, plan: Plan): Unassigned[] {
  const served = new Set(plan.routes.flatMap((route) => route.stops.map((stop) => stop.requestId)));
  return problem.requests
    .filter(({ id }) => !served.has(id))
    .map(({ id }) => ({ requestId: id, reasons: [] }));
}
