import { parseArgs } from 'node:util';
import { check } from '../src/logistics/dispatch/solver/check.ts';
import type { Plan, Problem, Request } from '../src/logistics/dispatch/solver/problem.ts';
import { Random } from '../src/logistics/dispatch/solver/random.ts';
import { solve } from '../src/logistics/dispatch/solver/solve.ts';
import { untilMs } from '../src/logistics/dispatch/solver/stop.ts';

/**
 * A day of 2,000 stops from nothing: pairs on a plane, half of them around town centres, windows of a tenth of the day, one
 * depot. The same seconds of the processor with the whole plan at once and part by part, from nothing and once more from the
 * plan that the whole came to. One JSON line.
 */
const { values } = parseArgs({
  options: {
    stops: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    objective: { type: 'string', default: 'distance' },
    seed: { type: 'string', default: '1' },
    /** Length of the windows in seconds of a day of 1,000. */
    window: { type: 'string', default: '100' },
    /** Seconds from pickup to delivery, at most. */
    trip: { type: 'string', default: '60' },
  },
});
const pairs = Number(values.stops) / 2;
/** Stops of a part. */
const PARTS = 200;
const DAY_S = 1_000;
const SIDE_S = 250;
const random = new Random(Number(values.seed));
const towns = Array.from(
  { length: Math.ceil(pairs / 50) },
  () => [random.next() * SIDE_S, random.next() * SIDE_S] as const,
);

function somewhere(): readonly [number, number] {
  if (random.next() < 0.5) return [random.next() * SIDE_S, random.next() * SIDE_S];
  const [x, y] = towns[random.int(towns.length)]!;
  return [x + (random.next() - 0.5) * 20, y + (random.next() - 0.5) * 20];
}

function trip(): (readonly [number, number])[] {
  const from = somewhere();
  const [way, angle] = [random.next() * Number(values.trip), random.next() * 2 * Math.PI];
  return [from, [from[0] + way * Math.cos(angle), from[1] + way * Math.sin(angle)]];
}

const points: (readonly [number, number])[] = [
  [SIDE_S / 2, SIDE_S / 2],
  ...Array.from({ length: pairs }, trip).flat(),
];
const places = points.length;
const matrix = new Float64Array(places * places);
points.forEach(([x, y], a) =>
  points.forEach(([z, w], b) => (matrix[a * places + b] = Math.hypot(x - z, y - w))),
);
const requests = Array.from({ length: pairs }, (_, k): Request => {
  const [from, to] = [1 + 2 * k, 2 + 2 * k];
  const way = matrix[from * places + to]!;
  const opens = matrix[from]! + random.next() * (DAY_S - 2 * SIDE_S - Number(values.window));
  const window = Number(values.window);
  return {
    id: String(k),
    pickup: { place: from, serviceS: 5, windows: [[opens, opens + window]] },
    delivery: { place: to, serviceS: 5, windows: [[opens + way, opens + way + 2 * window]] },
    load: [1 + random.int(20)],
  };
});
const problem: Problem = {
  places,
  profiles: [{ durationsS: matrix, distancesM: matrix }],
  requests,
  vehicles: Array.from({ length: Math.ceil(pairs / 3) }, (_, v) => ({
    id: `v${v}`,
    start: 0,
    end: 0,
    shift: [0, 2 * DAY_S] as [number, number],
    capacity: [100],
  })),
  weights: { distance: 1 },
  objective: values.objective === 'fleet' ? 'fleet' : 'cost',
  triangle: true,
};

function solved(parts?: number, start?: Plan) {
  const from = process.cpuUsage();
  const cpuMs = () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  const stop = untilMs(cpuMs, Number(values.seconds) * 1000);
  const plan = solve(problem, {
    seed: start ? 2 : 1,
    stop,
    explain: 'none',
    ...(parts !== undefined && { parts }),
    ...(start && { start }),
  });
  const { feasible, distanceM, vehicles } = check(problem, plan);
  const figures = {
    feasible,
    unassigned: plan.unassigned.length,
    vehicles,
    distance: Number(distanceM.toFixed(1)),
    iterations: plan.iterations,
    cpuSeconds: Number((cpuMs() / 1000).toFixed(1)),
  };
  return { plan, figures };
}

const scratch = { whole: solved(Infinity), parts: solved(PARTS) };
const start = scratch.whole.plan;
const further = { whole: solved(Infinity, start), parts: solved(PARTS, start) };
const line = {
  bench: 'large',
  stops: pairs * 2,
  objective: values.objective,
  seconds: Number(values.seconds),
  scratch: { whole: scratch.whole.figures, parts: scratch.parts.figures },
  further: { whole: further.whole.figures, parts: further.parts.figures },
};
process.stdout.write(`${JSON.stringify(line)}\n`);
