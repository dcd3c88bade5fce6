import { Worker } from 'node:worker_threads';
import { DomainError } from '../../shared/errors.ts';
import type { Answer, ExplainMessage, Refusal, SolveMessage, WorkerMessage } from './solver-message.ts';

/** Threads without work that are kept for the next question: starting one costs more than a short search. */
const KEPT = 2;

// From sources the worker is TypeScript too and needs the loader that main was started with.
const fromSources = import.meta.url.endsWith('.ts');
const workerUrl = new URL(`./solver.worker.${fromSources ? 'ts' : 'js'}`, import.meta.url);
const loader = new URL('../../../tools/ts-hook.mjs', import.meta.url);

const idle: Worker[] = [];

function hire(): Worker {
  const known = idle.pop();
  if (known) return known;
  const worker = new Worker(workerUrl, { execArgv: fromSources ? ['--import', loader.href] : [] });
  // A thread that dies while it waits is not missed.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
  });
  return worker;
}

function dismiss(worker: Worker): void {
  worker.unref();
  if (idle.length < KEPT) idle.push(worker);
  else void worker.terminate();
}

type Better = Extract<WorkerMessage, { better: unknown }>;

/**
 * Puts a question to a thread of its own. Rejects when the question contradicts itself (DomainError, as it was thrown there) or
 * the thread dies. An idle thread does not keep the process alive.
 */
export async function ask(
  message: SolveMessage | ExplainMessage,
  onBetter: (better: Better) => void = () => undefined,
): Promise<Answer> {
  const heard = await put(message, onBetter);
  if ('failed' in heard) throw new Error(heard.failed);
  if ('refused' in heard) throw refusal(heard.refused);
  return heard;
}

const refusal = ({ kind, code, message, detail }: Refusal): DomainError =>
  new DomainError(kind, code, message, detail);

function put(
  message: SolveMessage | ExplainMessage,
  onBetter: (better: Better) => void,
): Promise<Exclude<WorkerMessage, Better>> {
  const worker = hire();
  worker.ref();
  return new Promise((resolve, reject) => {
    const hear = (heard: WorkerMessage) => {
      if ('better' in heard) return onBetter(heard);
      leave();
      dismiss(worker);
      resolve(heard);
    };
    const fail = (error: Error) => {
      leave();
      reject(error);
    };
    const end = (code: number) => fail(new Error(`the solver thread ended with code ${code}`));
    const leave = () => worker.off('message', hear).off('error', fail).off('exit', end);
    worker.on('message', hear).on('error', fail).on('exit', end);
    try {
      worker.postMessage(message);
    } catch (error) {
      leave();
      dismiss(worker);
      throw error;
    }
  });
}
