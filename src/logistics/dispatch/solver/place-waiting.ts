import { unservedIds } from './explain.ts';
import { LivePlan } from './live-plan.ts';
import type { Plan, Problem } from './problem.ts';

export interface Placed {
  plan: Plan;
  /** Ids of the requests that fit nowhere. */
  missing: string[];
}

/**
 * The plan with every request that has no place put where it costs least, by priority; nothing else moves. Milliseconds where
 * solving takes a large part of a second.
 */
export function placeWaiting(problem: Problem, plan: Plan): Placed {
  const waiting = new Set(unservedIds(problem, plan));
  const byPriority = problem.requests
    .filter(({ id }) => waiting.has(id))
    .toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
  const live = new LivePlan(problem, plan);
  const missing: string[] = [];
  for (const { id } of byPriority) {
    const [found] = live.best(id, 1);
    if (found) live.accept(found);
    else missing.push(id);
  }
  return { plan: live.plan, missing };
}
