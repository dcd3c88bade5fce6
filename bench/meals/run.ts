import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTrips } from './check-trips.ts';
import { LiveDispatcher } from './dispatcher.ts';
import { meanOf, metricsOf } from './metrics.ts';
import { readDay } from './read.ts';
import { World } from './world.ts';

/**
 * Grubhub's meal delivery days through our dispatch rules, order by order as they come, with the official metrics. One JSON
 * line: the means over the instances and every instance; `faults` counts breaches found by a check that shares no code.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/meals/run.ts [--instances 16|all|NAME] [--every 5] [--rounds 200]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    instances: { type: 'string', default: '16' },
    every: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '200' },
  },
});
const folder = join(values.data ?? process.env.BENCH_DATA ?? '', 'mdrp-grubhub');
if (!existsSync(folder)) {
  process.stderr.write('bench/meals: BENCH_DATA or --data must name the folder of the instances\n');
  process.exit(1);
}

/** Those whose figures Reyes et al. 2018 give one by one (table 4). */
const PUBLISHED = /^0[or]50/;

const isWanted = (name: string) =>
  values.instances === 'all' ||
  (values.instances === '16' ? PUBLISHED.test(name) : name === values.instances);
const names = readdirSync(folder)
  .filter(isWanted)
  .toSorted()
  .filter((_, k) => k % Number(values.every) === 0);

const results = names.map((instance) => {
  const from = process.cpuUsage();
  const day = readDay(folder, instance);
  const trips = new World(day).run(new LiveDispatcher(Number(values.rounds)));
  const { user, system } = process.cpuUsage(from);
  const { faults, driving } = checkTrips(day, trips);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(2));
  return { instance, faults: faults.length, cpuSeconds, metrics: metricsOf(day, trips, driving) };
});

const sum = (pick: (row: (typeof results)[number]) => number) =>
  Number(results.reduce((total, row) => total + pick(row), 0).toFixed(1));
const line = {
  bench: 'meals',
  instances: results.length,
  rounds: Number(values.rounds),
  faults: sum((row) => row.faults),
  cpuSeconds: sum((row) => row.cpuSeconds),
  mean: meanOf(results.map((row) => row.metrics)),
  rows: results.map(({ metrics, ...row }) => ({ ...row, ...metrics })),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
