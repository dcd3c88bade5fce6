import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { DomainError } from '../../shared/errors.ts';
import { choicesOf, insertionsOf } from './choices.rules.ts';
import { reasonsOf } from './reasons.rules.ts';
import type { Plan } from './solver/problem.ts';
import { solve } from './solver/solve.ts';
import { anyOf, cancelled, iterations, untilMs, type Stop } from './solver/stop.ts';
import { exchanger } from './solver-board.ts';
import type { Answer, Budget, ExplainMessage, SolveMessage, WorkerMessage } from './solver-message.ts';

/** The first seconds of a search find hundreds of better plans: the listener gets ten a second. */
const PAUSE_MS = 100;

const answer = (message: WorkerMessage) => parentPort!.postMessage(message);

parentPort!.on('message', (message: SolveMessage | ExplainMessage) => {
  try {
    answer(answerTo(message));
  } catch (error) {
    if (error instanceof DomainError) {
      const { kind, code, message: sentence, detail } = error;
      answer({ refused: { kind, code, message: sentence, detail } });
    } else answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

function answerTo(message: SolveMessage | ExplainMessage): Answer {
  if ('reasons' in message) return { reasons: reasonsOf(...message.reasons) };
  if ('choices' in message) return { choices: choicesOf(...message.choices) };
  if ('insertions' in message) return { insertions: insertionsOf(...message.insertions) };
  return { solution: solved(message) };
}

function solved({ problem, seed, budget, start, explain, cancel, wantsBetter, together }: SolveMessage) {
  let sentAt = -Infinity;
  const onBetter = (plan: Plan, done: number) => {
    if (performance.now() - sentAt < PAUSE_MS) return;
    sentAt = performance.now();
    answer({ better: plan, iterations: done });
  };
  return solve(problem, {
    seed,
    stop: stopOf(budget, cancel),
    ...(start && { start }),
    ...(explain && { explain }),
    ...(wantsBetter && { onBetter }),
    ...(together && { exchange: exchanger(together.board, together.me, problem) }),
  });
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function stopOf(budget: Budget, cancel: Int32Array): Stop {
  const stops: Stop[] = [cancelled(cancel)];
  if (budget.iterations !== undefined) stops.push(iterations(budget.iterations));
  if (budget.ms !== undefined) stops.push(untilMs(() => performance.now(), budget.ms));
  if (budget.cpuMs !== undefined) stops.push(untilMs(threadMs, budget.cpuMs));
  if (stops.length === 1) stops.push(iterations(0));
  return anyOf(...stops);
}
