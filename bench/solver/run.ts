import { parseArgs } from 'node:util';
import { bestKnown, type Objective } from './best-known.ts';
import { dataFolder, instanceFiles } from './instances.ts';
import { solveSet } from './solve-set.ts';
import { summarise, type Row } from './summary.ts';

/**
 * One set of published instances against the best known plans: every instance, then the whole. Seconds are of
 * the processor, for each thread, so that a busy machine does not count.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/solver/run.ts --set li-lim/200 [--every N] [--only NAME] [--seconds S]
 *     [--threads T] [--objective fleet|distance] [--seed K] [--format json|table] [--out FILE [--resume]]
 */
const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'li-lim/100' },
    every: { type: 'string', default: '1' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '1' },
    objective: { type: 'string', default: 'fleet' },
    seed: { type: 'string', default: '1' },
    format: { type: 'string', default: 'json' },
    out: { type: 'string' },
    resume: { type: 'boolean' },
  },
});
if (!['fleet', 'distance'].includes(values.objective)) throw new Error('--objective is fleet or distance');
const data = dataFolder();
const effort = {
  seconds: Number(values.seconds),
  threads: Number(values.threads),
  seed: Number(values.seed),
  objective: values.objective as Objective,
};
const files = instanceFiles(data, { set: values.set, every: Number(values.every), only: values.only });
const rows = await solveSet(files, bestKnown(data), effort, values);
const summary = summarise(rows, effort.objective);

if (values.format === 'table') process.stdout.write(table(rows));
else
  process.stdout.write(
    `${JSON.stringify({ bench: 'solver', set: values.set, ...effort, ...summary, rows })}\n`,
  );

function table(all: readonly Row[]): string {
  const head = '| instance | vehicles | best | distance | best | gap % | iterations | CPU s | feasible |';
  const body = all.map((row) =>
    [
      row.instance,
      row.vehicles,
      row.bestVehicles ?? '-',
      row.distance.toFixed(2),
      row.bestDistance?.toFixed(2) ?? '-',
      row.gapPct?.toFixed(3) ?? '-',
      row.iterations,
      row.cpuSeconds,
      row.feasible && row.unassigned === 0 ? 'yes' : 'NO',
    ].join(' | '),
  );
  const rule = `|${' --- |'.repeat(9)}`;
  return `${[head, rule, ...body.map((cells) => `| ${cells} |`)].join('\n')}\n\n${JSON.stringify(summary)}\n`;
}
