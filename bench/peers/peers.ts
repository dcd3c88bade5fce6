import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Run } from './scores.ts';
import { worthOf } from './verdict.ts';

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** How to call each peer: one instance file, a number of CPU seconds, a seed; one JSON line comes back. */
const COMMANDS: Record<string, (python: string) => string[]> = {
  pyvrp: (python) => [python, here('pyvrp_run.py')],
  vroom: (python) => [python, here('vroom_run.py')],
  ortools: (python) => [python, here('ortools_run.py')],
  jsprit: () => ['java', '-XX:+UseSerialGC', '-jar', here('jsprit/target/jsprit-run.jar')],
};

export const PEERS: readonly string[] = Object.keys(COMMANDS);

/** One thread, whatever the libraries inside would like. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** Lets a peer solve the file; a peer that fails has no plan, and says why on stderr. */
export async function runPeer(
  peer: string,
  path: string,
  instance: string,
  { python, seconds, seed }: { python: string; seconds: number; seed: number },
): Promise<Run> {
  const [command, ...args] = COMMANDS[peer]!(python);
  try {
    const { stdout } = await run(command!, [...args, path, '--seconds', `${seconds}`, '--seed', `${seed}`], {
      env: { ...process.env, ...ONE_THREAD },
      maxBuffer: 1e8,
    });
    const { routes, ...line } = JSON.parse(stdout) as Omit<Run, 'vehicles' | 'distance' | 'feasible'> & {
      routes: number[][];
    };
    const { vehicles, distance, feasible } = worthOf(path, routes);
    return { ...line, solver: peer, instance, vehicles, distance, feasible };
  } catch (error) {
    process.stderr.write(
      `${peer} on ${instance}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    const none = { vehicles: 0, distance: Infinity, feasible: false, iterations: null, seconds: 0 };
    return { solver: peer, instance, cpuSeconds: 0, ...none };
  }
}
