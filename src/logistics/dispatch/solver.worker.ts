import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '../../shared/errors.ts';
import type { Plan } from './solver/problem.ts';
import { solve } from './solver/solve.ts';
import { anyOf, cancelled, iterations, untilMs, type Stop } from './solver/stop.ts';
import type { SolveMessage, WorkerMessage } from './solver-thread.ts';

const { problem, seed, budget, start, explain, cancel, wantsBetter } = workerData as SolveMessage;
const answer = (message: WorkerMessage) => parentPort!.postMessage(message);

const stops: Stop[] = [cancelled(cancel)];
if (budget.iterations !== undefined) stops.push(iterations(budget.iterations));
if (budget.ms !== undefined) stops.push(untilMs(() => performance.now(), budget.ms));
if (stops.length === 1) stops.push(iterations(0));

// The first seconds of a search find hundreds of better plans: the listener gets ten a second.
const PAUSE_MS = 100;
let sentAt = -Infinity;
const onBetter = (plan: Plan, done: number) => {
  if (performance.now() - sentAt < PAUSE_MS) return;
  sentAt = performance.now();
  answer({ better: plan, iterations: done });
};

try {
  answer({
    solution: solve(problem, {
      seed,
      stop: anyOf(...stops),
      ...(start && { start }),
      ...(explain && { explain }),
      ...(wantsBetter && { onBetter }),
    }),
  });
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  const { kind, code, message, detail } = error;
  answer({ refused: { kind, code, message, detail } });
}
