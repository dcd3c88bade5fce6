import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTrips } from './check-trips.ts';
import { Planner } from './dispatcher.ts';
import { meanOf, metricsOf } from './metrics.ts';
import { readDay } from './read.ts';
import { World } from './world.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    instances: { type: 'string', default: '16' },
    every: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '600' },
    travel: { type: 'string', default: '0.1' },
    home: { type: 'string', default: '0' },
    shift: { type: 'string', default: '0' },
    pay: { type: 'string', default: '0' },
    seeds: { type: 'string', default: '0' },
    ahead: { type: 'string', default: '60' },
  },
});
const data = values.data ?? process.env.BENCH_DATA;
const folder = join(data!, 'mdrp-grubhub');
const PUBLISHED = new RegExp(`^[${values.seeds}][or]50`);
const names = readdirSync(folder)
  .toSorted()
  .filter((name) => values.instances === 'all' || (values.instances === '16' ? PUBLISHED.test(name) : name === values.instances))
  .filter((_, k) => k % Number(values.every) === 0);

const rows = names.map((name) => {
  const from = process.cpuUsage();
  const day = readDay(folder, name);
  const trips = new World(day).run(
    new Planner({ travel: Number(values.travel), aheadMinutes: Number(values.ahead), home: Number(values.home), shift: Number(values.shift), pay: Number(values.pay), bundle: 0, prior: 0 }, Number(values.rounds)),
  );
  const { user, system } = process.cpuUsage(from);
  const { faults, driving } = checkTrips(day, trips);
  const row = { instance: name, faults: faults.length, cpuSeconds: (user + system) / 1e6, ...metricsOf(day, trips, driving) };
  process.stderr.write(`${name} ctd ${row.clickToDoor} rtp ${row.readyToPickup} und ${row.undeliveredPct} cost ${row.costPerOrder} bundle ${row.ordersPerBundle} cpu ${row.cpuSeconds.toFixed(1)} ${faults.slice(0, 3).join('; ')}\n`);
  return row;
});
process.stdout.write(`${JSON.stringify({ bench: 'meals', cpuSeconds: rows.reduce((s, r) => s + r.cpuSeconds, 0), mean: meanOf(rows.map(({ instance: _i, faults: _f, cpuSeconds: _c, ...m }) => m)) })}\n`);
