/** One solver on one instance. */
export interface Run {
  solver: string;
  instance: string;
  vehicles: number;
  distance: number;
  feasible: boolean;
  iterations: number | null;
  seconds: number;
  cpuSeconds: number;
}

export interface Score {
  solver: string;
  /** Instances with a plan that is whole. */
  solved: number;
  /** Above the best of all solvers (and of the known plans), over the instances it solved. */
  meanGapPct: number;
  worstGapPct: number;
  meanCpuSeconds: number;
  /** Instances on which ours is shorter, the same to a hundredth of a percent, longer. */
  better: number;
  equal: number;
  worse: number;
}

/** Distances this close are the same plan, or as good as. */
const SAME = 1e-4;

/** How the solvers compare by distance; `known` are further bars for an instance. A plan with faults counts as none. */
export function scores(
  runs: readonly Run[],
  ours: string,
  known: (instance: string) => number | undefined,
): Score[] {
  const best = new Map<string, number>();
  for (const { instance, distance, feasible } of runs) {
    const bar = best.get(instance) ?? known(instance) ?? Infinity;
    best.set(instance, feasible ? Math.min(bar, distance) : bar);
  }
  const own = new Map(runs.filter((run) => run.solver === ours).map((run) => [run.instance, run]));
  return [...new Set(runs.map(({ solver }) => solver))].map((solver) => {
    const all = runs.filter((run) => run.solver === solver);
    const good = all.filter(({ feasible }) => feasible);
    const gaps = good.map(({ instance, distance }) => (distance / best.get(instance)! - 1) * 100);
    const against = all.map((run) => compare(own.get(run.instance), run));
    return {
      solver,
      solved: good.length,
      meanGapPct: Number(mean(gaps).toFixed(4)),
      worstGapPct: Number(Math.max(...gaps).toFixed(4)),
      meanCpuSeconds: Number(mean(all.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)),
      better: against.filter((sign) => sign < 0).length,
      equal: against.filter((sign) => sign === 0).length,
      worse: against.filter((sign) => sign > 0).length,
    };
  });
}

/** Negative: ours is shorter. */
function compare(own: Run | undefined, other: Run): number {
  if (!own) return 0;
  if (own.feasible !== other.feasible) return own.feasible ? -1 : 1;
  if (!own.feasible || Math.abs(own.distance / other.distance - 1) < SAME) return 0;
  return own.distance - other.distance;
}

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / Math.max(1, numbers.length);
