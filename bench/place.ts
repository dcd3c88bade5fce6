import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { presentPlan } from '../src/logistics/dispatch/problem.rules.ts';
import type { Snapshot } from '../src/logistics/dispatch/snapshot.ts';
import { solveInThread } from '../src/logistics/dispatch/solver-thread.ts';
import { placeWaiting } from '../src/logistics/dispatch/solver/place-waiting.ts';
import { Random } from '../src/logistics/dispatch/solver/random.ts';
import { TravelService } from '../src/logistics/dispatch/travel.service.ts';
import { EmbeddedEngine } from '../src/logistics/routing/embedded-engine.ts';
import { RoutingService } from '../src/logistics/routing/routing.service.ts';
import { driven, ZoneDay } from './zone-day.ts';

/**
 * From an order to its place as the planner does it, without the database: a zone with 1,000 open stops of 40 stores and 100
 * couriers on the embedded streets. Each round every courier has moved and one order is new: how long to pose the problem
 * (travel times of the streets) and to place the order? Median of the rounds, clock and processor. One JSON line.
 */
const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '100' },
    stops: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
const random = new Random(1);
const folder = await mkdtemp(join(tmpdir(), 'waylight-bench-'));
const engine = new EmbeddedEngine({ dataDir: folder });
const { bbox } = await engine.about();
const day = new ZoneDay({
  couriers: Number(values.couriers),
  orders: Number(values.stops) / 2,
  random,
  bbox,
});

const moved = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  couriers: snapshot.couriers.map((one) => ({
    ...one,
    at: { lon: one.at.lon + random.next() * 1e-3, lat: one.at.lat + random.next() * 1e-3 },
  })),
});

async function timed<T>(job: () => Promise<T> | T): Promise<[T, { ms: number; cpuMs: number }]> {
  const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
  const result = await job();
  const { user, system } = process.cpuUsage(cpuFrom);
  return [result, { ms: performance.now() - from, cpuMs: (user + system) / 1000 }];
}

function median(of: { ms: number; cpuMs: number }[]) {
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
  return {
    ms: Number(middle(of.map(({ ms }) => ms)).toFixed(1)),
    cpuMs: Number(middle(of.map(({ cpuMs }) => cpuMs)).toFixed(1)),
  };
}

const travel = new TravelService(new RoutingService(null, engine), loadConfig({}));
let snapshot = day.snapshot();
const [posed, first] = await timed(() => travel.pose(snapshot));
snapshot = driven(
  snapshot,
  await solveInThread(posed.problem, { seed: 1, budget: { iterations: 300 }, explain: 'none' }),
);
const [, again] = await timed(() => travel.pose(snapshot));

const poses: { ms: number; cpuMs: number }[] = [];
const places: { ms: number; cpuMs: number }[] = [];
let missing = 0;
for (let round = 0; round < Number(values.rounds); round++) {
  snapshot = moved({ ...snapshot, deliveries: [...snapshot.deliveries, day.order(`new${round}`)] });
  const [{ problem }, pose] = await timed(() => travel.pose(snapshot));
  const [placed, place] = await timed(() => placeWaiting(problem, presentPlan(snapshot)));
  missing += placed.missing.length;
  poses.push(pose);
  places.push(place);
  snapshot = driven(snapshot, placed.plan);
}
await engine.close();
await rm(folder, { recursive: true });
process.stdout.write(
  `${JSON.stringify({
    bench: 'place',
    stops: Number(values.stops),
    couriers: Number(values.couriers),
    firstPose: median([first]),
    poseAgain: median([again]),
    pose: median(poses),
    place: median(places),
    missing,
  })}\n`,
);
