import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTrips } from './check-trips.ts';
import { LiveDispatcher } from './dispatcher.ts';
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
    hand: { type: 'string', default: '240' },
    away: { type: 'string', default: '0.1' },
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
    new LiveDispatcher({ travel: Number(values.travel), aheadMinutes: Number(values.ahead), reserve: { atHandS: Number(values.hand), perSecondAway: Number(values.away) } }, Number(values.rounds)),
  );
  const { user, system } = process.cpuUsage(from);
  const { faults, driving } = checkTrips(day, trips);
  if (process.env.DEBUG) { const got = new Set(trips.flatMap((t) => t.drops.map((d) => d.orderId))); for (const o of day.orders) if (!got.has(o.id)) console.error('missed', JSON.stringify(o), day.couriers.filter((c) => c.onAt <= o.readyAt && c.offAt >= o.readyAt).length); }
  const row = { instance: name, faults: faults.length, cpuSeconds: (user + system) / 1e6, ...metricsOf(day, trips, driving) };
  process.stderr.write(`${name} ctd ${row.clickToDoor} rtp ${row.readyToPickup} und ${row.undeliveredPct} cost ${row.costPerOrder} bundle ${row.ordersPerBundle} cpu ${row.cpuSeconds.toFixed(1)} ${faults.slice(0, 3).join('; ')}\n`);
  return row;
});
process.stdout.write(`${JSON.stringify({ bench: 'meals', cpuSeconds: rows.reduce((s, r) => s + r.cpuSeconds, 0), mean: meanOf(rows.map(({ instance: _i, faults: _f, cpuSeconds: _c, ...m }) => m)) })}\n`);
