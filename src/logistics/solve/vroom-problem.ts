import type { Problem } from '../../shared/problem.ts';
import { CODE } from './refusals.ts';

/** A refusal in both tongues: a problem document whose `code` is VROOM's, with VROOM's `error`. */
export type VroomProblem = Omit<Problem, 'code'> & {
  status: number;
  code: string | number;
  error: string;
  errors?: Problem['errors'];
};

/** What the routing engines refuse. */
const ROUTING = /^(unroutable|no_route|out_of_area|point_not_snappable|bad_routing_request|routing_\w+)$/;

/** Statuses that say: not now. Another try may find a way. */
const MAY_PASS: ReadonlySet<number> = new Set([429, 503]);

/**
 * Gives a refusal VROOM's code and sentence: 2 and 3 for a problem that is at fault, 1 when we are, 4 (vroom-express) for
 * what is too large. Who may not ask at all, or too often, keeps our own code; `type` always holds it.
 */
export function toVroomProblem(problem: Problem): VroomProblem {
  const first = problem.errors?.[0];
  const error = first ? [first.field, first.message].filter(Boolean).join(': ') : problem.title;
  if (problem.code === 'solve_too_large' || problem.status === 413)
    return { ...problem, status: 413, code: CODE.tooLarge, error };
  if (ROUTING.test(problem.code))
    return {
      ...problem,
      status: MAY_PASS.has(problem.status) ? problem.status : 422,
      code: CODE.routing,
      error,
    };
  if (problem.status === 400 || problem.status === 415 || problem.status === 422)
    return { ...problem, code: CODE.input, error };
  if (problem.status >= 500) return { ...problem, code: CODE.internal, error };
  return { ...problem, error };
}
