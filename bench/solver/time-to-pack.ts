import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compile } from '../../src/logistics/dispatch/solver/compile.ts';
import { minimiseFleet } from '../../src/logistics/dispatch/solver/fleet.ts';
import { startBlinking } from '../../src/logistics/dispatch/solver/insert-cheapest.ts';
import { openSearch } from '../../src/logistics/dispatch/solver/open-search.ts';
import type { Problem } from '../../src/logistics/dispatch/solver/problem.ts';
import { readInstance } from '../../src/logistics/dispatch/solver/read/read.ts';
import { recreate } from '../../src/logistics/dispatch/solver/recreate.ts';
import { keepBest, type Search } from '../../src/logistics/dispatch/solver/search.ts';
import { begin } from '../../src/logistics/dispatch/solver/undo.ts';
import { warmStart } from '../../src/logistics/dispatch/solver/warm-start.ts';
import { dataFolder, instanceFiles } from './instances.ts';

/**
 * How long until all requests of an instance have a place in so few vehicles, seed by seed: the cheapest way to compare two
 * ways of minimising the fleet. Seconds are of the processor.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/solver/time-to-pack.ts --only R112 --vehicles 9 [--set solomon]
 *     [--seeds 24] [--seconds 10]
 */
const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'solomon' },
    only: { type: 'string' },
    vehicles: { type: 'string' },
    seeds: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '10' },
  },
});
if (!values.only || !values.vehicles) throw new Error('--only and --vehicles say what to pack');
const [file] = instanceFiles(dataFolder(), { set: values.set, every: 1, only: values.only });
const { problem } = readInstance(readFileSync(file!, 'utf8'), file!, 'fleet');
const mostS = Number(values.seconds);
const perSeed = Array.from({ length: Number(values.seeds) }, (_, k) => secondsToPack(problem, k + 1));
const packed = perSeed.filter((seconds) => seconds !== null);
const spent = perSeed.reduce<number>((sum, seconds) => sum + (seconds ?? mostS), 0);
// Were every search as likely to end at any moment, this would be how long one takes.
const meanS = packed.length > 0 ? Number((spent / packed.length).toFixed(2)) : null;
process.stdout.write(
  `${JSON.stringify({ bench: 'time-to-pack', instance: values.only, vehicles: Number(values.vehicles), meanS, packed: packed.length, perSeed })}\n`,
);

/** Null when it took longer than allowed. */
function secondsToPack(asked: Problem, seed: number): number | null {
  const from = process.cpuUsage();
  const usedS = () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  const isPacked = () => x.best.vehicles <= Number(values.vehicles);
  // A budget that does not run down: the search gives up after a share of it.
  const x: Search = openSearch(warmStart(compile(asked), seed, undefined), () =>
    isPacked() || usedS() >= mostS ? 1 : 0,
  );
  begin(x.s);
  recreate(x.s, x.keys);
  keepBest(x);
  startBlinking(x.s);
  minimiseFleet(x);
  return isPacked() ? Number(usedS().toFixed(2)) : null;
}
