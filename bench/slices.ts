import { parseArgs } from 'node:util';
import { placesOf, presentPlan, toProblem } from '../src/logistics/dispatch/problem.rules.ts';
import type { Snapshot } from '../src/logistics/dispatch/snapshot.ts';
import { check } from '../src/logistics/dispatch/solver/check.ts';
import type { Problem, Solution } from '../src/logistics/dispatch/solver/problem.ts';
import { Random } from '../src/logistics/dispatch/solver/random.ts';
import { solve } from '../src/logistics/dispatch/solver/solve.ts';
import { iterations, untilMs } from '../src/logistics/dispatch/solver/stop.ts';
import { distanceM } from '../src/shared/geo.ts';
import { driven, MIN, NOW, ZoneDay } from './zone-day.ts';

/**
 * How much ten slices of 200 ms gain on a running day, as the improver asks for them: 1,000 open stops of 40 stores, 100
 * couriers who have been told what they do next, the product's own costs and due times, straight ways at bicycle speed. The
 * same slices with the whole plan at once and part by part, one after the other; CPU time. One JSON line.
 */
const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '100' },
    stops: { type: 'string', default: '1000' },
    slices: { type: 'string', default: '10' },
    ms: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** How long the running plan was searched for: so many iterations. */
    settled: { type: 'string', default: '300' },
  },
});
const SPEED_MPS = 4.5;
const FETCH_AHEAD_MS = 10 * MIN;

function pose(of: Snapshot): Problem {
  const places = placesOf(of);
  const distancesM = Float64Array.from(places.list.flatMap((a) => places.list.map((b) => distanceM(a, b))));
  const durationsS = distancesM.map((m) => Math.round(m / SPEED_MPS));
  const matrix = { distancesM, durationsS, unsnapped: { sources: [], targets: [] } };
  return toProblem(of, places, new Map([['bike', matrix]]), FETCH_AHEAD_MS);
}

/** The snapshot with this plan agreed to, and its times told. */
function running(of: Snapshot, plan: Solution): Snapshot {
  const startMs = new Map(
    plan.routes.flatMap(({ stops }) =>
      stops.map(({ requestId, kind, startS }) => [`${requestId}-${kind}`, NOW + startS * 1000]),
    ),
  );
  const day = driven(of, plan);
  const deliveries = day.deliveries.map((delivery) => ({
    ...delivery,
    stops: delivery.stops.map((one) => ({ ...one, toldMs: startMs.get(one.stopId) ?? null })),
  }));
  return { ...day, deliveries };
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function slices(problem: Problem, from: Solution, parts?: number) {
  let best = from;
  const costs: number[] = [];
  let done = 0;
  for (let k = 1; k <= Number(values.slices); k++) {
    best = solve(problem, {
      seed: k,
      stop: untilMs(cpuMs, Number(values.ms)),
      start: best,
      explain: 'codes',
      ...(parts !== undefined && { parts }),
    });
    const { faults } = check(problem, best);
    if (faults.length > 0) throw new Error(faults[0]);
    done += best.iterations;
    costs.push(Math.round(best.cost.total));
  }
  return {
    gainPct: Number((100 * (1 - best.cost.total / from.cost.total)).toFixed(2)),
    iterations: done,
    unserved: best.cost.unserved,
    costs,
  };
}

const snapshot = new ZoneDay({
  couriers: Number(values.couriers),
  orders: Number(values.stops) / 2,
  random: new Random(Number(values.seed)),
  bbox: [11.8, 57.62, 12.13, 57.79],
}).snapshot();
const plan = solve(pose(snapshot), { seed: 1, stop: iterations(Number(values.settled)), explain: 'none' });
const day = running(snapshot, plan);
const problem = pose(day);
const begun = solve(problem, { seed: 1, stop: iterations(0), start: presentPlan(day), explain: 'none' });
slices(problem, begun);
const line = {
  bench: 'slices',
  stops: Number(values.stops),
  couriers: Number(values.couriers),
  seed: Number(values.seed),
  start: Math.round(begun.cost.total),
  whole: slices(problem, begun, Infinity),
  parts: slices(problem, begun),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
