import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { solveInThread } from '../../src/logistics/dispatch/solver-thread.ts';
import { check } from '../../src/logistics/dispatch/solver/check.ts';
import type { Problem, Solution } from '../../src/logistics/dispatch/solver/problem.ts';
import { readInstance } from '../../src/logistics/dispatch/solver/read/read.ts';
import { solve } from '../../src/logistics/dispatch/solver/solve.ts';
import { untilMs } from '../../src/logistics/dispatch/solver/stop.ts';
import type { Lookup, Objective } from './best-known.ts';
import { gapPct, type Row } from './summary.ts';

export interface Effort {
  /** Of the processor, for each thread. */
  seconds: number;
  threads: number;
  seed: number;
  objective: Objective;
}

/** Solves one published instance; what the plan is worth is said by the independent checker. */
export async function solveInstance(path: string, known: Lookup, effort: Effort): Promise<Row> {
  const objective = effort.objective === 'fleet' ? 'fleet' : 'cost';
  const { name, problem } = readInstance(readFileSync(path, 'utf8'), path, objective);
  const [cpuFrom, wallFrom] = [process.cpuUsage(), performance.now()];
  const solution = effort.threads > 1 ? await inThreads(problem, effort) : inThisThread(problem, effort);
  const cpu = process.cpuUsage(cpuFrom);
  const wallMs = performance.now() - wallFrom;
  const { feasible, distanceM, vehicles } = check(problem, solution);
  const best = known(name, effort.objective);
  return {
    instance: name,
    vehicles,
    distance: Number(distanceM.toFixed(2)),
    unassigned: solution.unassigned.length,
    feasible,
    ...(best && {
      bestVehicles: best.vehicles,
      bestDistance: best.distance,
      gapPct: gapPct(distanceM, best.distance),
    }),
    iterations: solution.iterations,
    seconds: Number((wallMs / 1000).toFixed(2)),
    cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(2)),
  };
}

const inThisThread = (problem: Problem, { seconds, seed }: Effort): Solution =>
  solve(problem, { seed, stop: untilMs(processorMs(), seconds * 1000) });

/**
 * Milliseconds of the processor that the whole process has taken, garbage collection included, from the first question on.
 * Asked anew every 5 ms only: on a busy machine the question alone takes 0.1 ms, and the search asks every third of one.
 */
function processorMs(): () => number {
  const from = process.cpuUsage();
  let [askedAt, ms] = [-Infinity, 0];
  return () => {
    const now = performance.now();
    if (now - askedAt < 5) return ms;
    const { user, system } = process.cpuUsage(from);
    askedAt = now;
    return (ms = (user + system) / 1000);
  };
}

const inThreads = (problem: Problem, { seconds, threads, seed }: Effort): Promise<Solution> =>
  solveInThread(problem, { seed, threads, budget: { cpuMs: seconds * 1000 } });
