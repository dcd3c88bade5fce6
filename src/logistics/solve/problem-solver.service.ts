import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import type { Plan, Problem, Solution } from '../dispatch/solver/problem.ts';
import { schedule } from '../dispatch/solver/schedule.ts';
import { solveInThread } from '../dispatch/solver-thread.ts';
import type { Explaining } from '../dispatch/solver/explain.ts';
import { explainingOf, type Budget } from './budget.rules.ts';
import { fromVroom, type Posed } from './from-vroom.ts';
import { Lane } from './lane.ts';
import { planRoutes } from './plan-mode.ts';
import { SolveStreets } from './solve-streets.service.ts';
import { solvedRoutes } from './solved-routes.ts';
import type { TimedRoute } from './timed-route.ts';
import { toVroom } from './to-vroom.ts';
import { missingProfiles, travelOf, type Legs, type Travel } from './travel.ts';
import type { VroomInput } from './vroom.input.ts';
import type { VroomAnswer } from './vroom.view.ts';
import { readWorld, type World } from './world.ts';

export interface Progress {
  /** After which the best plan so far was found; in the end all of them. */
  iterations: number;
  /** As the solver weighs it. */
  cost: number;
  unassigned: number;
}

export interface SolveHow {
  budget: Budget;
  signal?: AbortSignal;
  /** Streets are known and the search begins. */
  onSearch?: () => void;
  onProgress?: (progress: Progress) => void;
}

/** The streets have others to serve meanwhile. */
const LINES_AT_ONCE = 4;

/** From VROOM's problem to VROOM's answer: streets, search in a thread, times, lines on the map. */
@Injectable()
export class ProblemSolver {
  constructor(private readonly streets: SolveStreets) {}

  /** Throws DomainError when the problem contradicts itself or a place is on no street. An aborted search answers early. */
  async solve(input: VroomInput, how: SolveHow): Promise<VroomAnswer> {
    const clock = stopwatch();
    const world = readWorld(input);
    const missing = missingProfiles(world, input);
    // What the solver cannot express is refused before the streets are asked.
    if (!input.options?.c) fromVroom(input, world, travelOf(world, input, emptyLegs(missing)));
    const found = new Map<string, Legs>();
    for (const profile of missing) found.set(profile, await this.streets.legs(world, profile, how.signal));
    const travel = travelOf(world, input, found);
    const loading = clock();
    const { routes, unassigned } = await this.#routes(input, world, travel, how);
    const solving = clock();
    const geometries = input.options?.g ? await this.#lines(world, routes, how.signal) : [];
    return toVroom({
      world,
      routes,
      ...(unassigned && { unassigned }),
      withDistance: travel.legs.every(({ distances }) => distances !== undefined),
      geometries,
      computingMs: { loading, solving, routing: clock() },
    });
  }

  #lines(world: World, routes: readonly TimedRoute[], signal?: AbortSignal): Promise<(string | undefined)[]> {
    const lane = new Lane(LINES_AT_ONCE, routes.length);
    return Promise.all(routes.map((route) => lane.run(() => this.streets.geometry(world, route, signal))));
  }

  async #routes(input: VroomInput, world: World, travel: Travel, how: SolveHow) {
    if (input.options?.c) return { routes: planRoutes(world, travel) };
    const posed = fromVroom(input, world, travel);
    how.onSearch?.();
    const solution = await search(posed, explainingOf(input), how);
    const { iterations, cost, unassigned } = solution;
    how.onProgress?.({ iterations, cost: Math.round(cost.total), unassigned: unassigned.length });
    return { routes: solvedRoutes(world, travel, posed, solution), unassigned };
  }
}

const emptyLegs = (profiles: string[]) =>
  new Map(profiles.map((profile) => [profile, { durations: new Int32Array(0) }]));

const search = (
  { problem, start }: Posed,
  explain: Explaining,
  { budget, signal, onProgress }: SolveHow,
): Promise<Solution> =>
  solveInThread(problem, {
    explain,
    seed: budget.seed,
    threads: budget.threads,
    budget: { ms: budget.ms },
    ...(start && { start }),
    ...(signal && { signal }),
    ...(onProgress && {
      onBetter: (plan, iterations) => onProgress(progressOf(problem, plan, iterations)),
    }),
  });

function progressOf(problem: Problem, plan: Plan, iterations: number): Progress {
  const served = plan.routes.flatMap(({ stops }) => stops.filter(({ kind }) => kind !== 'pickup'));
  return {
    iterations,
    cost: Math.round(schedule(problem, plan).cost.total),
    unassigned: problem.requests.length - served.length,
  };
}

/** Milliseconds since the last call. */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const ms = performance.now() - since;
    since += ms;
    return ms;
  };
}
