import { newBoard } from './solver-board.ts';
import { ask } from './solver-crew.ts';
import type { Budget, SolveMessage } from './solver-message.ts';
import type { Explaining } from './solver/explain.ts';
import type { Plan, Problem, Profile, Solution } from './solver/problem.ts';

export type { Budget } from './solver-message.ts';

export interface ThreadOptions {
  seed: number;
  budget: Budget;
  start?: Plan;
  explain?: Explaining;
  /** So many threads search together and compare their plans; with more than one the answer is not deterministic. */
  threads?: number;
  /** Ends the search early; the best plan so far is the answer, as when the budget is used up. */
  signal?: AbortSignal;
  /** A better plan on the way, at most every 100 ms. */
  onBetter?: (plan: Plan, iterations: number) => void;
}

/**
 * `solve` in threads of its own, so that the event loop stays free. Rejects when the problem contradicts itself (as `solve`
 * throws) or a thread dies.
 */
export async function solveInThread(problem: Problem, options: ThreadOptions): Promise<Solution> {
  const { signal, onBetter, threads = 1, seed, ...rest } = options;
  const cancel = new Int32Array(new SharedArrayBuffer(4));
  const stop = () => Atomics.store(cancel, 0, 1);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const message = { ...rest, problem: threads > 1 ? withSharedMatrices(problem) : problem, cancel };
  const board = threads > 1 ? newBoard(problem, threads) : undefined;
  try {
    const runs = Array.from({ length: threads }, (_, me) =>
      one(
        {
          ...message,
          seed: seed + me,
          wantsBetter: me === 0 && onBetter !== undefined,
          ...(board && { together: { board, me } }),
        },
        onBetter,
      ),
    );
    const found = await Promise.all(runs);
    const best = found.reduce((a, b) => (isBetter(b, a, problem.objective) ? b : a));
    return { ...best, iterations: found.reduce((sum, { iterations }) => sum + iterations, 0) };
  } finally {
    // When one thread died, nobody waits for the others any more.
    stop();
    signal?.removeEventListener('abort', stop);
  }
}

async function one(message: SolveMessage, onBetter: ThreadOptions['onBetter']): Promise<Solution> {
  const answer = await ask(message, ({ better, iterations }) => onBetter?.(better, iterations));
  if ('solution' in answer) return answer.solution;
  throw new Error('the solver thread answered something else');
}

function withSharedMatrices(problem: Problem): Problem {
  const shared = new Map<Profile['durationsS'], Profile['durationsS']>();
  const share = <T extends Profile['durationsS']>(matrix: T): T => {
    if (matrix.buffer instanceof SharedArrayBuffer) return matrix;
    // One matrix under two names stays one: the solver tells by identity that distance is time.
    const known = shared.get(matrix);
    if (known) return known as T;
    const buffer = new SharedArrayBuffer(matrix.byteLength);
    const copy = matrix instanceof Int32Array ? new Int32Array(buffer) : new Float64Array(buffer);
    copy.set(matrix);
    shared.set(matrix, copy);
    return copy as T;
  };
  const profiles = problem.profiles.map((profile) => ({
    ...profile,
    durationsS: share(profile.durationsS),
    ...(profile.distancesM && { distancesM: share(profile.distancesM) }),
  }));
  return { ...problem, profiles };
}

function isBetter(a: Solution, b: Solution, objective: Problem['objective']): boolean {
  if (a.cost.unserved !== b.cost.unserved) return a.cost.unserved < b.cost.unserved;
  if (objective === 'fleet' && a.routes.length !== b.routes.length) return a.routes.length < b.routes.length;
  return a.cost.total < b.cost.total;
}
