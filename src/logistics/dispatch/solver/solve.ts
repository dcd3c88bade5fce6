import { anneal, heatOf } from './anneal.ts';
import { annealPackings } from './anneal-packings.ts';
import { compile } from './compile.ts';
import { startBlinking } from './insert-cheapest.ts';
import { annealParts, partSize } from './decompose.ts';
import { explainAll, type Explaining } from './explain.ts';
import { minimiseFleet } from './fleet.ts';
import type { Model } from './model.ts';
import { openSearch } from './open-search.ts';
import type { Plan, Problem, Solution } from './problem.ts';
import { recreate } from './recreate.ts';
import { schedule } from './schedule.ts';
import { keepBest, type Search, type Snapshot } from './search.ts';
import type { Stop } from './stop.ts';
import { begin } from './undo.ts';
import { validate } from './validate.ts';
import { warmStart } from './warm-start.ts';

export interface SolveOptions {
  seed: number;
  stop: Stop;
  /** The plan to start from; what still fits of it is kept as the first plan and improved. */
  start?: Plan;
  /** Called with every better plan while the search runs; it must not take long. */
  onBetter?: (plan: Plan, iterations: number) => void;
  /** What the answer says about unassigned requests, `full` when absent. */
  explain?: Explaining;
  /**
   * Most stops of a part when the plan is improved part by part; Infinity: always the whole plan at once. When absent, large
   * plans to start from are improved in parts where that pays.
   */
  parts?: number;
  /**
   * Threads that solve the same problem together compare their best plans here a few times: shows one, gives back a better
   * one of another thread. Nodes are numbered alike, since the problem is the same.
   */
  exchange?: (best: Snapshot) => Snapshot | undefined;
}

/**
 * The best plan found within the budget: inserts what has no place, then ruins and recreates. Same problem, seed and iteration
 * budget: same plan. Every plan it gives keeps all hard rules; what cannot be served is unassigned, with reasons. Throws
 * DomainError `invalid_input` on a problem that contradicts itself.
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  validate(problem);
  const m = compile(problem);
  const s = warmStart(m, options.seed, options.start);
  const { onBetter, exchange } = options;
  const x = openSearch(s, options.stop);
  x.exchange = exchange;
  x.onBetter = onBetter && ((best) => onBetter(planOf(m, best), x.iterations));
  begin(s);
  recreate(s, x.keys);
  keepBest(x);
  startBlinking(s);
  if (problem.objective === 'fleet') minimiseFleet(x);
  const heat = heatOf(s, options.start ? 0.1 : 1);
  const most = partSize(s, options);
  if (most < Infinity) annealParts(x, heat, most);
  else if (isSqueezed(x, options)) annealPackings(x, heat);
  else anneal(x, heat);
  return solutionOf(problem, planOf(m, x.best), x.iterations, options.explain);
}

/** The fewest vehicles were looked for, from scratch, and serve all. */
const isSqueezed = ({ s, best }: Search, { start }: SolveOptions): boolean =>
  s.m.problem.objective === 'fleet' && start === undefined && best.unserved === 0;

function planOf(m: Model, best: Snapshot): Plan {
  const routes = best.routes.map((nodes, v) => ({
    vehicleId: m.problem.vehicles[v]!.id,
    stops: nodes.map((node) => ({
      requestId: m.problem.requests[m.requestOf[node]!]!.id,
      kind: m.kind[node]!,
    })),
  }));
  return { routes: routes.filter((route) => route.stops.length > 0) };
}

function solutionOf(problem: Problem, plan: Plan, iterations: number, explain?: Explaining): Solution {
  const { routes, cost, violations } = schedule(problem, plan);
  const unassigned = explainAll(problem, plan, explain);
  const byId = new Map(problem.requests.map((request) => [request.id, request]));
  const unserved = unassigned.reduce(
    (sum, { requestId }) => sum + (byId.get(requestId)!.priority ?? 0) + 1,
    0,
  );
  return {
    routes,
    unassigned,
    cost: { ...cost, unserved },
    iterations,
    feasible: violations.every((v) => v.locked),
  };
}
