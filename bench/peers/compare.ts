import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { bestKnown } from '../solver/best-known.ts';
import { dataFolder, instanceFiles } from '../solver/instances.ts';
import { solveInstance } from '../solver/solve-instance.ts';
import { PEERS, runPeer } from './peers.ts';
import { scores, type Run, type Score } from './scores.ts';

/**
 * Ours and the peers on the same instances in the same run, one after the other, one thread and so many CPU seconds each,
 * distance objective, every plan judged by the same checker. Every run goes to `--out` as a JSON line; `--resume` keeps what is
 * there. The best of an instance is the shortest plan of all solvers and of the published one.
 *   BENCH_DATA=DIR node --import ./tools/ts-hook.mjs bench/peers/compare.ts --python VENV/bin/python --set li-lim/200 --seconds 10
 *     [--every N] [--only NAME] [--peers pyvrp,vroom,ortools,jsprit] [--seed K] [--out FILE [--resume]]
 */
const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    set: { type: 'string', default: 'li-lim/200' },
    every: { type: 'string', default: '1' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    peers: { type: 'string', default: 'pyvrp,vroom,ortools' },
    out: { type: 'string' },
    resume: { type: 'boolean' },
  },
});
const peers = values.peers.split(',').filter(Boolean);
const stranger = peers.find((peer) => !PEERS.includes(peer));
if (stranger !== undefined) throw new Error(`${stranger} is none of ${PEERS.join(', ')}`);
const OURS = 'waylight';
const data = dataFolder();
const known = bestKnown(data);
const effort = { seconds: Number(values.seconds), seed: Number(values.seed) };
const files = instanceFiles(data, { set: values.set, every: Number(values.every), only: values.only });

type Recorded = Run & { set: string; budget: number; seed: number };
const same = (run: Recorded) =>
  run.set === values.set && run.budget === effort.seconds && run.seed === effort.seed;
const done = values.out !== undefined && values.resume ? recorded(values.out).filter(same) : [];

const runs: Run[] = [];
for (const [k, path] of files.entries()) {
  const instance = basename(path, '.txt');
  for (const solver of [OURS, ...peers]) {
    const old = done.find((run) => run.solver === solver && run.instance === instance);
    const run = old ?? (await once(solver, path, instance));
    if (!old && values.out !== undefined) {
      const line: Recorded = { ...run, set: values.set, budget: effort.seconds, seed: effort.seed };
      appendFileSync(values.out, `${JSON.stringify(line)}\n`);
    }
    runs.push(run);
    process.stderr.write(
      `${k + 1}/${files.length} ${instance.padEnd(12)} ${solver.padEnd(9)} ${run.distance} (${run.vehicles} vehicles, ${run.cpuSeconds} CPU s)${run.feasible ? '' : ' NO PLAN'}\n`,
    );
  }
}
const result = scores(
  runs,
  OURS,
  (instance) => known(instance, 'distance')?.distance ?? known(instance, 'fleet')?.distance,
);
const verdict = judge(result);
process.stderr.write(`\n${table(result)}\n\n${JSON.stringify(verdict)}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: 'peers', set: values.set, ...effort, instances: files.length, ...verdict, scores: result, runs })}\n`,
);

/** What is promised against PyVRP, when it took part. */
function judge(all: readonly Score[]) {
  const [ours, pyvrp] = [OURS, 'pyvrp'].map((name) => all.find(({ solver }) => solver === name));
  if (!ours || !pyvrp) return {};
  return {
    must: { says: 'a better mean than PyVRP', passed: ours.meanGapPct < pyvrp.meanGapPct },
    aim: { says: 'never worse than PyVRP', passed: pyvrp.worse === 0 },
  };
}

async function once(solver: string, path: string, instance: string): Promise<Run> {
  if (solver !== OURS) return runPeer(solver, path, instance, { python: values.python, ...effort });
  const row = await solveInstance(path, () => undefined, { ...effort, threads: 1, objective: 'distance' });
  return { ...row, solver, instance, feasible: row.feasible && row.unassigned === 0 };
}

function recorded(out: string): Recorded[] {
  if (!existsSync(out)) return [];
  return readFileSync(out, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Recorded);
}

function table(all: readonly Score[]): string {
  const rows = all.map((one) =>
    [
      one.solver,
      one.solved,
      one.meanGapPct.toFixed(3),
      one.worstGapPct.toFixed(2),
      one.meanCpuSeconds,
      one.solver === OURS ? '' : `${one.better} / ${one.equal} / ${one.worse}`,
    ].join(' | '),
  );
  const head = '| solver | solved | mean gap % | worst gap % | mean CPU s | ours better / equal / worse |';
  return [head, `|${' --- |'.repeat(6)}`, ...rows.map((cells) => `| ${cells} |`)].join('\n');
}
