import { performance } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../config.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { parse } from '../../platform/http/input.ts';
import { toProblem } from '../../platform/http/problem.ts';
import { Jobs } from '../../platform/jobs/jobs.service.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import type { SolveFailure, SolveProgress } from '../../shared/solve-views.ts';
import { budgetOf } from './budget.rules.ts';
import { ProblemSolver, type Progress } from './problem-solver.service.ts';
import { CODE } from './refusals.ts';
import { SolveStore } from './solve-store.ts';
import { toVroomProblem } from './vroom-problem.ts';
import { vroomInput } from './vroom.input.ts';

const BEAT_MS = 1_000;
const LOOK_MS = 30_000;
/** A problem that ends its process each time is given up. */
const TRIES = 3;

/** Works off the queue; a problem whose process died is run again. */
@Injectable()
export class SolveRunner implements OnModuleInit, OnModuleDestroy {
  readonly #running = new Map<string, AbortController>();
  #stopped = false;

  constructor(
    private readonly store: SolveStore,
    private readonly solver: ProblemSolver,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly streams: StreamsService,
    private readonly config: Config,
    private readonly logs: Logs,
  ) {}

  onModuleInit(): void {
    const { threads } = this.config.solve;
    this.jobs.define<{ id: string }>('solve', ({ id }) => this.run(id), { concurrency: threads });
    this.jobs.define('solve.look', () => this.look(new Date()));
    this.jobs.every('solve.look', LOOK_MS);
  }

  /** Before the queue closes, which would wait for the whole search. */
  onModuleDestroy(): void {
    this.#stopped = true;
    for (const cancel of this.#running.values()) cancel.abort();
  }

  /** Lets a worker take the problem up. */
  enqueue(id: string): void {
    this.jobs.post('solve', { id }, { removeOnComplete: true, removeOnFail: true, attempts: 1 });
  }

  /** Queues again what was forgotten, and lets go of what has expired. */
  async look(now: Date): Promise<void> {
    await this.store.dropExpired(now);
    for (const id of await this.store.forgotten(now)) this.enqueue(id);
  }

  /** Solves one problem of the queue, unless somebody else does or did. */
  async run(id: string): Promise<void> {
    const claimed = this.#stopped ? null : await this.store.claim(id, new Date());
    if (!claimed) return;
    if (claimed.attempts > TRIES) {
      const failure = { code: CODE.internal, error: 'It could not be solved: its process ended each time.' };
      await this.#end(id, { state: 'failed', failure });
      return;
    }
    const cancel = new AbortController();
    this.#running.set(id, cancel);
    try {
      const answer = await this.#solve(id, claimed.input, cancel);
      if (this.#stopped && cancel.signal.aborted) await this.store.putBack(id);
      else await this.#end(id, { state: 'done', answer: JSON.stringify(answer) });
    } catch (error) {
      if (cancel.signal.aborted) await this.#putBackIfStopped(id);
      else await this.#fail(id, error);
    } finally {
      this.#running.delete(id);
    }
  }

  /** Tells its watchers how a problem stands. */
  async tell(id: string): Promise<void> {
    const row = await this.store.find(id);
    if (!row) return;
    const { state, progress, failure } = row;
    await this.transactions.run(async () =>
      this.streams.tell(`solve:${id}`, { kind: 'solve', solve: { id, state, progress, failure } }),
    );
  }

  async #solve(id: string, text: string, cancel: AbortController) {
    const input = parse(vroomInput, JSON.parse(text));
    const budget = budgetOf(input, this.config.solve);
    let began = Infinity;
    let found: Progress | null = null;
    const beat = async () => {
      const progress = progressView(found, Math.max(0, performance.now() - began) / budget.ms);
      const isMine = await this.store.beat(id, progress, new Date());
      if (isMine) await this.tell(id);
      else cancel.abort();
    };
    await beat();
    const timer = setInterval(
      () => beat().catch((error: unknown) => this.logs.error('solve', `${id} could not be told`, error)),
      BEAT_MS,
    );
    try {
      const onSearch = () => (began = performance.now());
      const onProgress = (progress: Progress) => (found = progress);
      const answer = await this.solver.solve(input, { budget, signal: cancel.signal, onSearch, onProgress });
      if (!cancel.signal.aborted) await this.store.beat(id, progressView(found, 1), new Date());
      return answer;
    } finally {
      clearInterval(timer);
    }
  }

  async #fail(id: string, error: unknown): Promise<void> {
    const problem = toVroomProblem(toProblem(error));
    if (problem.status >= 500) this.logs.error('solve', `${id} failed`, error);
    const { code, error: sentence, errors } = problem;
    await this.#end(id, { state: 'failed', failure: { code, error: sentence, ...(errors && { errors }) } });
  }

  async #end(
    id: string,
    end: { state: 'done' | 'failed'; answer?: string; failure?: SolveFailure },
  ): Promise<void> {
    if (await this.store.finish(id, { ...end, now: new Date() })) await this.tell(id);
  }

  async #putBackIfStopped(id: string): Promise<void> {
    if (this.#stopped) await this.store.putBack(id);
  }
}

function progressView(found: Progress | null, share: number): SolveProgress {
  const rounded = Math.min(1, Math.round(share * 1_000) / 1_000);
  const { iterations, cost, unassigned } = found ?? { iterations: 0, cost: null, unassigned: null };
  return { iterations, cost, unassigned, share: rounded };
}
