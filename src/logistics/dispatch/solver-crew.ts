import { Worker } from 'node:worker_threads';
import type { SolveMessage, WorkerMessage } from './solver-message.ts';

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

/** Puts a problem to a thread of its own; rejects when the thread dies. An idle thread does not keep the process alive. */
export function ask(
  message: SolveMessage,
  onMessage: (message: WorkerMessage) => void,
): Promise<Exclude<WorkerMessage, { better: unknown }>> {
  const worker = hire();
  worker.ref();
  return new Promise((resolve, reject) => {
    const hear = (heard: WorkerMessage) => {
      if ('better' in heard) return onMessage(heard);
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
    worker.postMessage(message);
  });
}
