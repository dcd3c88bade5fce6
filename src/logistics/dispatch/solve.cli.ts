/**
 * Solves one benchmark file and prints one JSON line; `feasible` and `distance` are the independent checker's.
 *   npm run -s solve -- FILE [--format li-lim|solomon|sartori-buriol] [--seconds S] [--iterations N] [--threads T] [--seed K]
 *                            [--objective fleet|distance] [--routes]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { better, solveInThread } from './solver-thread.ts';
import { check } from './solver/check.ts';
import type { Solution } from './solver/problem.ts';
import { FORMATS, readInstance, type Format } from './solver/read/read.ts';
import { solve } from './solver/solve.ts';
import { anyOf, iterations, untilMs, type Stop } from './solver/stop.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    seconds: { type: 'string' },
    iterations: { type: 'string' },
    threads: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    objective: { type: 'string', default: 'distance' },
    routes: { type: 'boolean', default: false },
  },
});

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const [file] = positionals;
if (file === undefined || positionals.length > 1) fail('solve: give one file');
if (values.format !== undefined && !(values.format in FORMATS))
  fail(`solve: the formats are ${Object.keys(FORMATS).join(', ')}`);
if (!['fleet', 'distance'].includes(values.objective)) fail('solve: the objectives are fleet and distance');

function positive(name: 'seconds' | 'iterations' | 'threads' | 'seed'): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : fail(`solve: --${name} must be a number`);
}

const count = positive('iterations');
const seconds = positive('seconds') ?? (count === undefined ? 10 : undefined);
const threads = positive('threads')!;
const seed = positive('seed')!;

let text: string;
try {
  text = readFileSync(file, 'utf8');
} catch {
  fail(`solve: cannot read ${file}`);
}
const objective = values.objective === 'fleet' ? 'fleet' : 'cost';
const { name, problem } = readInstance(text, file, objective, values.format as Format | undefined);

async function run(): Promise<Solution> {
  const budget = {
    ...(seconds !== undefined && { ms: seconds * 1000 }),
    ...(count !== undefined && { iterations: count }),
  };
  if (threads > 1) {
    const runs = Array.from({ length: threads }, (_, k) =>
      solveInThread(problem, { seed: seed + k, budget }),
    );
    return (await Promise.all(runs)).reduce((a, b) => (better(b, a, objective) ? b : a));
  }
  const stops: Stop[] = [];
  if (seconds !== undefined) stops.push(untilMs(() => performance.now(), seconds * 1000));
  if (count !== undefined) stops.push(iterations(count));
  return solve(problem, { seed, stop: anyOf(...stops) });
}

const began = performance.now();
const solution = await run();
const wall = (performance.now() - began) / 1000;
const cpu = process.cpuUsage();
const verdict = check(problem, solution);
const line = {
  instance: name,
  vehicles: verdict.vehicles,
  distance: verdict.distanceM,
  unassigned: solution.unassigned.length,
  feasible: verdict.feasible,
  iterations: solution.iterations,
  seconds: Number(wall.toFixed(3)),
  cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(3)),
  ...(values.routes && {
    routes: solution.routes.map(({ stops }) => stops.map(({ place }) => place)),
  }),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
