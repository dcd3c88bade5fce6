import { createInterface } from 'node:readline';
import { dataFolder, instanceFiles } from '../solver/instances.ts';
import { worthOf } from './verdict.ts';

/**
 * Judges what a peer printed: takes its lines on stdin, prints each with vehicles, distance in double precision, unassigned and
 * feasible as the independent checker says.
 *   python bench/peers/pyvrp_run.py FILE | BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/peers/check.ts SET
 */
const [set] = process.argv.slice(2);
if (set === undefined) throw new Error('name the set, such as li-lim/200');
const folder = dataFolder();
for await (const text of createInterface({ input: process.stdin })) {
  const { routes, ...line } = JSON.parse(text) as { instance: string; routes: number[][] };
  const [path] = instanceFiles(folder, { set, every: 1, only: line.instance });
  process.stdout.write(`${JSON.stringify({ ...line, ...worthOf(path!, routes) })}\n`);
}
