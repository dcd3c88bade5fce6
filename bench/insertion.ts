import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { bestInsertions } from '../src/logistics/dispatch/solver/best-insertions.ts';
import { check } from '../src/logistics/dispatch/solver/check.ts';
import { LivePlan } from '../src/logistics/dispatch/solver/live-plan.ts';
import type { Problem, Request, Vehicle } from '../src/logistics/dispatch/solver/problem.ts';
import { Random } from '../src/logistics/dispatch/solver/random.ts';
import { solve } from '../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../src/logistics/dispatch/solver/stop.ts';

/**
 * A new order into a running day: 1,000 open stops, 100 couriers, every constraint of a meal delivery on (due times, ride
 * limits, capacity, couriers under way). How long until it has its place, in a plan that is kept open while couriers move and
 * orders come and go; how long until its three best places are known from the plain problem, nothing prepared; and how fast
 * does the search improve such a day? CPU time, garbage collection included. One JSON line.
 */
const { values } = parseArgs({
  options: { couriers: { type: 'string', default: '100' }, stops: { type: 'string', default: '1000' } },
});
const couriers = Number(values.couriers);
const orders = Number(values.stops) / 2;
const NEW = 500;
const WARM_UP = 50;
const random = new Random(1);

function cpuMs(job: () => void): number {
  const from = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** How long things took, the first ones left out. */
class Spread {
  readonly #sorted: number[];
  constructor(times: readonly number[]) {
    this.#sorted = times.slice(WARM_UP).toSorted((a, b) => a - b);
  }
  at(share: number): number {
    return Number(this.#sorted[Math.ceil(share * this.#sorted.length) - 1]!.toFixed(2));
  }
}

const places = couriers + 2 * (orders + NEW);
const points = Array.from({ length: places }, () => [random.next() * 1800, random.next() * 1800] as const);
const durationsS = Float64Array.from({ length: places * places }, (_, k) => {
  const [a, b] = [points[Math.floor(k / places)]!, points[k % places]!];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
});

const request = (k: number): Request => {
  const ready = random.int(3 * 3600);
  const place = couriers + 2 * k;
  return {
    id: `o${k}`,
    pickup: { place, serviceS: 120, windows: [[ready, ready + 3600]] },
    delivery: { place: place + 1, serviceS: 120, windows: [[0, ready + 3 * 3600]], dueS: ready + 2400 },
    load: [1],
    maxRideS: 2700,
  };
};
const vehicle = (v: number): Vehicle => ({
  id: `c${v}`,
  start: v,
  shift: [0, 6 * 3600],
  availableAtS: random.int(600),
  capacity: [8],
  costs: { perHour: 20 },
});
const requests = Array.from({ length: orders + NEW }, (_, k) => request(k));
const day: Problem = {
  places,
  profiles: [{ durationsS }],
  requests: requests.slice(0, orders),
  vehicles: Array.from({ length: couriers }, (_, v) => vehicle(v)),
};

const began = performance.now();
const plan = solve(day, { seed: 1, stop: iterations(0) });
const firstPlanMs = performance.now() - began;
const slice = process.cpuUsage();
const improved = solve(day, { seed: 1, stop: iterations(2000), start: plan });
const sliceCpu = process.cpuUsage(slice);
const iterationsPerS = 2e9 / (sliceCpu.user + sliceCpu.system);

// Each order comes into a plan that has just changed: a courier has moved, an order has been delivered.
const live = new LivePlan(day, improved);
let unplaced = 0;
const kept = requests.slice(orders).map((one, k) => {
  live.update({
    ...day.vehicles[random.int(couriers)]!,
    start: random.int(places),
    availableAtS: random.int(600),
  });
  live.remove(requests[k]!.id);
  return cpuMs(() => {
    live.add(one);
    const [found] = live.best(one.id, 3);
    if (found) live.accept(found);
    else unplaced++;
  });
});
const cold = requests.slice(orders).map((one) => {
  const problem = { ...day, requests: [...day.requests, one] };
  return cpuMs(() => bestInsertions(problem, improved, one.id, 3));
});

const [coldMs, keptMs] = [new Spread(cold), new Spread(kept)];
const line = {
  bench: 'insertion',
  stops: orders * 2,
  couriers,
  p50Ms: keptMs.at(0.5),
  p99Ms: keptMs.at(0.99),
  maxMs: keptMs.at(1),
  target: 5,
  ratio: Number((keptMs.at(0.99) / 5).toFixed(2)),
  unplaced,
  coldP50Ms: coldMs.at(0.5),
  coldP99Ms: coldMs.at(0.99),
  firstPlanMs: Math.round(firstPlanMs),
  iterationsPerS: Math.round(iterationsPerS),
  unassigned: improved.unassigned.length,
  feasible: check(day, improved).feasible,
};
process.stdout.write(`${JSON.stringify(line)}\n`);
