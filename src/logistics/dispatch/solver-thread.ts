import { Worker } from 'node:worker_threads';
import { DomainError, type ErrorDetail, type ErrorKind } from '../../shared/errors.ts';
import type { Explaining } from './solver/explain.ts';
import type { Plan, Problem, Solution } from './solver/problem.ts';

export interface Budget {
  /** Wall time of the search. */
  ms?: number;
  /** Deterministic instead: the same seed gives the same plan. */
  iterations?: number;
}

export interface ThreadOptions {
  seed: number;
  budget: Budget;
  start?: Plan;
  explain?: Explaining;
  /** Ends the search early; the best plan so far is the answer, as when the budget is used up. */
  signal?: AbortSignal;
  /** A better plan on the way, at most every 100 ms. */
  onBetter?: (plan: Plan, iterations: number) => void;
}

/** What goes to the worker. Shared matrices are shared, the rest is copied. */
export interface SolveMessage {
  problem: Problem;
  seed: number;
  budget: Budget;
  start?: Plan;
  explain?: Explaining;
  cancel: Int32Array;
  wantsBetter: boolean;
}

export interface Refusal {
  kind: ErrorKind;
  code: string;
  message: string;
  detail: ErrorDetail;
}

export type WorkerMessage =
  | { better: Plan; iterations: number }
  | { solution: Solution }
  | { refused: Refusal };

// From sources the worker is TypeScript too and needs the loader that main was started with.
const fromSources = import.meta.url.endsWith('.ts');
const workerUrl = new URL(`./solver.worker.${fromSources ? 'ts' : 'js'}`, import.meta.url);
const loader = new URL('../../../tools/ts-hook.mjs', import.meta.url);

/**
 * `solve` in a thread of its own, so that the event loop stays free. Rejects when the problem contradicts itself (as `solve`
 * throws) or the thread dies.
 */
export function solveInThread(problem: Problem, options: ThreadOptions): Promise<Solution> {
  const { signal, onBetter, ...rest } = options;
  const cancel = new Int32Array(new SharedArrayBuffer(4));
  const stop = () => Atomics.store(cancel, 0, 1);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const workerData: SolveMessage = { ...rest, problem, cancel, wantsBetter: onBetter !== undefined };
  return new Promise<Solution>((resolve, reject) => {
    const worker = new Worker(workerUrl, {
      workerData,
      execArgv: fromSources ? ['--import', loader.href] : [],
    });
    worker.on('message', (message: WorkerMessage) => {
      if ('better' in message) onBetter?.(message.better, message.iterations);
      else if ('solution' in message) resolve(message.solution);
      else reject(revived(message.refused));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the solver thread ended with code ${code}`)));
  }).finally(() => signal?.removeEventListener('abort', stop));
}

/** Errors lose their class on the way between threads. */
const revived = ({ kind, code, message, detail }: Refusal) => new DomainError(kind, code, message, detail);

/** Is plan a better than plan b: fewer left behind, then (for the fleet) fewer vehicles, then cheaper? */
export function better(a: Solution, b: Solution, objective: Problem['objective']): boolean {
  if (a.cost.unserved !== b.cost.unserved) return a.cost.unserved < b.cost.unserved;
  if (objective === 'fleet' && a.routes.length !== b.routes.length) return a.routes.length < b.routes.length;
  return a.cost.total < b.cost.total;
}
