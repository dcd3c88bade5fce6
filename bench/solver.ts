import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from '../src/logistics/dispatch/solver/check.ts';
import { readInstance } from '../src/logistics/dispatch/solver/read/read.ts';
import { solve } from '../src/logistics/dispatch/solver/solve.ts';
import { untilMs } from '../src/logistics/dispatch/solver/stop.ts';

/**
 * Plans for published instances against the best known ones, one thread, budget in CPU seconds so that a busy machine does
 * not count. One JSON line with every instance; a negative gap under `distance` means a shorter plan with more vehicles.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/solver.ts [--set li-lim/100] [--every 4] [--seconds 2] [--objective fleet|distance]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    set: { type: 'string', default: 'li-lim/100' },
    every: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    objective: { type: 'string', default: 'fleet' },
  },
});
const data = values.data ?? process.env.BENCH_DATA;
if (data === undefined || !existsSync(join(data, values.set))) {
  process.stderr.write('bench/solver: BENCH_DATA or --data must name the folder of the instances\n');
  process.exit(1);
}

const known = bestKnown(data);
const objective = values.objective === 'fleet' ? 'fleet' : 'cost';
const files = readdirSync(join(data, values.set))
  .filter((file) => file.endsWith('.txt'))
  .toSorted()
  .filter((_, k) => k % Number(values.every) === 0);

const rows = files.map((file) => {
  const path = join(data, values.set, file);
  const { name, problem } = readInstance(readFileSync(path, 'utf8'), path, objective);
  const from = process.cpuUsage();
  const cpuMs = () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  const solution = solve(problem, {
    seed: Number(values.seed),
    stop: untilMs(cpuMs, Number(values.seconds) * 1000),
  });
  const { feasible, distanceM, vehicles } = check(problem, solution);
  const best =
    known.get(`${name.toLowerCase()}/${values.objective}`) ?? known.get(`${name.toLowerCase()}/fleet`);
  return {
    instance: name,
    feasible,
    unassigned: solution.unassigned.length,
    vehicles,
    distance: Number(distanceM.toFixed(2)),
    iterations: solution.iterations,
    ...(best && {
      bestVehicles: best.vehicles,
      bestDistance: best.distance,
      gapPct: gap(distanceM, best.distance),
    }),
  };
});

const compared = rows.filter(
  (row) => row.gapPct !== undefined && (objective === 'cost' || row.vehicles === row.bestVehicles),
);
const sum = (pick: (row: (typeof rows)[number]) => number | undefined) =>
  rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
const line = {
  bench: 'solver',
  set: values.set,
  objective: values.objective,
  cpuSeconds: Number(values.seconds),
  instances: rows.length,
  infeasible: rows.filter((row) => !row.feasible || row.unassigned > 0).length,
  vehicles: sum((row) => row.vehicles),
  bestVehicles: sum((row) => row.bestVehicles),
  compared: compared.length,
  meanGapPct: Number(
    (compared.reduce((total, row) => total + row.gapPct!, 0) / Math.max(1, compared.length)).toFixed(3),
  ),
  rows,
};
process.stdout.write(`${JSON.stringify(line)}\n`);

function gap(distance: number, best: number): number {
  return Number(((distance / best - 1) * 100).toFixed(3));
}

/** By `instance/objective`, from the two tables of best known plans and the list of the street instances. */
function bestKnown(folder: string): Map<string, { vehicles: number; distance: number }> {
  const table = new Map<string, { vehicles: number; distance: number }>();
  const cells = (file: string, separator: string) =>
    existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8')
          .split(/\r?\n/)
          .slice(1)
          .map((row) => row.split(separator))
      : [];
  const put = (
    name: string | undefined,
    which: string,
    vehicles: string | undefined,
    distance: string | undefined,
  ) => {
    if (name && distance)
      table.set(`${name.toLowerCase()}/${which}`, { vehicles: Number(vehicles), distance: Number(distance) });
  };
  for (const row of cells('bks/li-lim-pdptw-bks.csv', ',')) put(row[1], 'fleet', row[5], row[6]);
  for (const row of cells('bks/vrptw-bks.csv', ','))
    put(row[1], row[5] === 'distance' ? 'distance' : 'fleet', row[6], row[7]);
  for (const row of cells('sartori-buriol/bks.dat', ';')) put(row[0], 'fleet', row[2], row[3]);
  return table;
}
