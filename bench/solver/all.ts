import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bestKnown } from './best-known.ts';
import { dataFolder, instanceFiles } from './instances.ts';
import { PROMISES, type Bar } from './promises.ts';
import { solveSet } from './solve-set.ts';
import { summarise, type Summary } from './summary.ts';

/**
 * Every promise about plans under the fleet objective, with what must come out beside what did; one JSON line each. Ends with
 * code 1 when a `must` fails. All of it takes about two hours; `--list` says what and how long, `--row` picks one.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/solver/all.ts [--list] [--row NAME] [--seed K] [--out FOLDER [--resume]]
 */
const { values } = parseArgs({
  options: {
    list: { type: 'boolean' },
    row: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    resume: { type: 'boolean' },
  },
});
const chosen = PROMISES.filter(({ name }) => values.row === undefined || name === values.row);
if (chosen.length === 0) throw new Error(`the rows are ${PROMISES.map(({ name }) => name).join(', ')}`);
if (values.list) {
  for (const one of chosen)
    process.stdout.write(
      `${one.name.padEnd(22)} ${one.instances} x ${one.seconds} s, ${one.threads} threads: must ${one.must?.says ?? '-'}; aim ${one.aim?.says ?? '-'}\n`,
    );
  process.exit(0);
}

const data = dataFolder();
const known = bestKnown(data);
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
let failed = false;
for (const { name, set, objective, seconds, threads, must, aim } of chosen) {
  process.stderr.write(`${name}\n`);
  const effort = { seconds, threads, seed: Number(values.seed), objective };
  const out = values.out && join(values.out, `${name}.jsonl`);
  const rows = await solveSet(instanceFiles(data, { set, every: 1 }), known, effort, {
    out,
    resume: values.resume,
  });
  const summary = summarise(rows, objective);
  const verdict = { must: judge(must, summary), aim: judge(aim, summary) };
  failed ||= verdict.must?.passed === false;
  process.stdout.write(
    `${JSON.stringify({ bench: 'solver', row: name, ...effort, ...summary, ...verdict, rows })}\n`,
  );
  process.stderr.write(`${name}: ${JSON.stringify({ ...summary, ...verdict })}\n`);
}
if (failed) process.exitCode = 1;

function judge(bar: Bar | undefined, summary: Summary) {
  return bar && { says: bar.says, passed: bar.holds(summary) };
}
