import { parseArgs } from 'node:util';
import { choicesOf, insertionsOf } from '../src/logistics/dispatch/choices.rules.ts';
import {
  choicesInThread,
  insertionsInThread,
  reasonsInThread,
} from '../src/logistics/dispatch/explain-thread.ts';
import { placesOf, toProblem } from '../src/logistics/dispatch/problem.rules.ts';
import { EXTRA, fitFor, reasonsOf } from '../src/logistics/dispatch/reasons.rules.ts';
import type { Snapshot } from '../src/logistics/dispatch/snapshot.ts';
import { solveInThread } from '../src/logistics/dispatch/solver-thread.ts';
import { Random } from '../src/logistics/dispatch/solver/random.ts';
import { usualCourier } from '../src/logistics/dispatch/usual-courier.rules.ts';
import { zoneMatrix } from '../src/logistics/dispatch/zone-matrix.ts';
import { distanceM } from '../src/shared/geo.ts';
import { driven, MIN, NOW, ZoneDay } from './zone-day.ts';

/**
 * How long nobody else is answered while a plan explains itself: a zone of 100 couriers and 600 orders (straight lines), asked
 * why nobody has one that needs a skill nobody has, why another has its courier and where it could go; here and now, and in the solver's thread.
 * Longest and median stall of the event loop and time to the answer, in milliseconds. One JSON line.
 */
const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '100' },
    orders: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '15' },
  },
});
const day = new ZoneDay({
  couriers: Number(values.couriers),
  orders: Number(values.orders),
  random: new Random(1),
  bbox: [11.9, 57.65, 12.05, 57.75],
});

async function problemOf(snapshot: Snapshot) {
  const places = placesOf(snapshot);
  const at = (index: number) => places.list[index]!;
  const straight = async (from: readonly number[], to: readonly number[]) => {
    const distancesM = Float64Array.from(from.flatMap((a) => to.map((b) => distanceM(at(a), at(b)))));
    return {
      distancesM,
      durationsS: distancesM.map((m) => m / 4.2),
      unsnapped: { sources: [], targets: [] },
    };
  };
  return toProblem(
    snapshot,
    places,
    new Map([['bike', await zoneMatrix(snapshot, places, 'bike', straight)]]),
    0,
  );
}

const fresh = day.snapshot();
const plan = await solveInThread(await problemOf(fresh), {
  seed: 1,
  budget: { iterations: 3000 },
  explain: 'none',
});
const cold = { ...day.order('cold'), skills: ['fridge'] };
const snapshot = driven({ ...fresh, deliveries: [...fresh.deliveries, cold] }, plan);
const wish = {
  courierId: EXTRA,
  at: cold.stops[0]!.at!,
  untilMs: NOW + 480 * MIN,
  profileOf: () => 'bike' as const,
};
const extra = fitFor(usualCourier(snapshot, wish), cold);
const posed = {
  snapshot,
  problem: await problemOf({ ...snapshot, couriers: [...snapshot.couriers, extra] }),
  extra,
};
const problem = await problemOf(snapshot);
const held = snapshot.deliveries.find(({ courierId }) => courierId !== null)!.deliveryId;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;

async function stalls(job: () => unknown) {
  const found: { stall: number; answer: number }[] = [];
  for (let round = 0; round <= Number(values.rounds); round++) {
    let [stall, last, watching] = [0, performance.now(), true];
    const watch = () => {
      const now = performance.now();
      stall = Math.max(stall, now - last);
      last = now;
      if (watching) setTimeout(watch, 0);
    };
    watch();
    await pause(20);
    stall = 0;
    const from = performance.now();
    await job();
    const answer = performance.now() - from;
    await pause(20);
    watching = false;
    // The first one warms up.
    if (round > 0) found.push({ stall, answer });
  }
  const stall = found.map((one) => one.stall);
  const rounded = (ms: number) => Number(ms.toFixed(1));
  return {
    stallMs: rounded(median(stall)),
    longestStallMs: rounded(Math.max(...stall)),
    answerMs: rounded(median(found.map((one) => one.answer))),
  };
}

const figures = {
  bench: 'reasons',
  couriers: Number(values.couriers),
  orders: Number(values.orders),
  relaxations: reasonsOf(posed, cold).relaxations.length,
  reasonsHere: await stalls(() => reasonsOf(posed, cold)),
  reasonsInThread: await stalls(() => reasonsInThread(posed, cold)),
  choicesHere: await stalls(() => choicesOf(snapshot, problem, held, 3)),
  insertionsHere: await stalls(() => insertionsOf(snapshot, problem, held, 12)),
  insertionsInThread: await stalls(() => insertionsInThread(snapshot, problem, held, 12)),
  choicesInThread: await stalls(() => choicesInThread(snapshot, problem, held, 3)),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
