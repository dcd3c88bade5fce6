/**
 * Solves one benchmark file, or a problem in VROOM's JSON, and prints one JSON line; `feasible` and `distance` are the
 * independent checker's.
 *   npm run -s solve -- FILE [--format li-lim|solomon|sartori-buriol|vroom] [--seconds S] [--iterations N] [--threads T] [--seed K]
 *                            [--objective fleet|distance] [--routes]
 * A VROOM file keeps its own objective unless one is given. Where its matrices give `costs`, these are what `distance` adds up.
 */
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { solveInThread } from '../dispatch/solver-thread.ts';
import { check } from '../dispatch/solver/check.ts';
import type { Plan, Problem, Solution } from '../dispatch/solver/problem.ts';
import type { Instance } from '../dispatch/solver/read/benchmark.ts';
import { FORMATS, readInstance, type Format } from '../dispatch/solver/read/read.ts';
import { solve } from '../dispatch/solver/solve.ts';
import { anyOf, iterations, untilMs, type Stop } from '../dispatch/solver/stop.ts';
import { validate } from '../dispatch/solver/validate.ts';
import { readVroom } from './read-vroom.ts';

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** What `make` gives; why it cannot, in one line and no stack, where it throws. */
function told<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return fail(`solve: ${(error as Error).message.replaceAll('\n', ' ')}`);
  }
}

const { values, positionals } = told(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      seconds: { type: 'string' },
      iterations: { type: 'string' },
      threads: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      objective: { type: 'string' },
      routes: { type: 'boolean', default: false },
    },
  }),
);

const [file] = positionals;
if (file === undefined || positionals.length > 1) fail('solve: give one file');
if (values.format !== undefined && values.format !== 'vroom' && !(values.format in FORMATS))
  fail(`solve: the formats are ${Object.keys(FORMATS).join(', ')} and vroom`);
if (values.objective !== undefined && !['fleet', 'distance'].includes(values.objective))
  fail('solve: the objectives are fleet and distance');

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

const text = told(() => readFileSync(file, 'utf8'));
if (text.trim() === '') fail(`solve: ${file} is empty`);
const objective = values.objective === 'fleet' ? 'fleet' : 'cost';
const { name, problem, start } = read(text, file);

function read(content: string, path: string): { name: string; problem: Problem; start?: Plan } {
  const format = values.format ?? (extname(path) === '.json' ? 'vroom' : undefined);
  if (format !== 'vroom') return readBenchmark(content, path, format as Format | undefined);
  try {
    const posed = readVroom(content);
    if (values.objective !== undefined) posed.problem.objective = objective;
    return { name: basename(path, extname(path)), ...posed };
  } catch (error) {
    return fail((error as Error).message);
  }
}

function readBenchmark(content: string, path: string, format?: Format): Instance {
  try {
    const instance = readInstance(content, path, objective, format);
    validate(instance.problem);
    return instance;
  } catch {
    return fail(
      `solve: ${path} is not in the format ${format ?? `${Object.keys(FORMATS).join(', ')} or vroom`}`,
    );
  }
}

async function run(): Promise<Solution> {
  const budget = {
    ...(seconds !== undefined && { ms: seconds * 1000 }),
    ...(count !== undefined && { iterations: count }),
  };
  if (threads > 1) return solveInThread(problem, { seed, threads, budget, ...(start && { start }) });
  const stops: Stop[] = [];
  if (seconds !== undefined) stops.push(untilMs(() => performance.now(), seconds * 1000));
  if (count !== undefined) stops.push(iterations(count));
  return solve(problem, { seed, stop: anyOf(...stops), ...(start && { start }) });
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
