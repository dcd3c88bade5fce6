import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { RateLimits } from '../../access/rate-limits.ts';
import { Config } from '../../config.ts';
import { Snapshots } from '../../platform/sockets/snapshots.ts';
import { conflict, DomainError, invalid, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { assertSize, budgetOf, isAtOnce } from './budget.rules.ts';
import { Lane } from './lane.ts';
import { ProblemSolver } from './problem-solver.service.ts';
import { SolveRunner } from './solve-runner.service.ts';
import { keptUntil, SolveStore, type SolveRow } from './solve-store.ts';
import { toQueuedView, toSolveView, type QueuedView, type SolveView } from './solve.dto.ts';
import type { VroomInput } from './vroom.input.ts';
import type { VroomAnswer } from './vroom.view.ts';

export interface Wish {
  /** `Prefer: respond-async`. */
  later: boolean;
  /** Of `Idempotency-Key`: one problem in the queue for each. */
  key: string | null;
  /** Aborted when the caller is gone. */
  signal?: AbortSignal;
}

export type Solved = { answer: VroomAnswer } | { queued: QueuedView };

/** Callers that wait for the threads; who comes later shall try again. */
const MOST_WAITING = 16;
const MOST_OPEN = 20;

const ownerOf = ({ kind, id }: Principal): string => `${kind}/${id}`;

/** Problems posed from outside: small ones are answered at once, large ones in the queue. */
@Injectable()
export class SolveService implements OnModuleInit {
  readonly #lane: Lane;

  constructor(
    private readonly solver: ProblemSolver,
    private readonly store: SolveStore,
    private readonly runner: SolveRunner,
    private readonly limits: RateLimits,
    private readonly snapshots: Snapshots,
    private readonly config: Config,
  ) {
    this.#lane = new Lane(config.solve.threads, MOST_WAITING);
  }

  onModuleInit(): void {
    this.snapshots.provide('solve', {
      take: async (id) => {
        const { state, progress, failure } = await this.#found(id);
        return { id, state, progress, failure };
      },
      ownerOf: async (id) => (isId(id) ? ((await this.store.find(id))?.owner ?? null) : null),
    });
  }

  /** Solves a problem, or queues it; `body` is what was sent, from which `input` was read. */
  async solve(me: Principal, input: VroomInput, body: unknown, wish: Wish): Promise<Solved> {
    assertSize(input, this.config.solve);
    const budget = budgetOf(input, this.config.solve);
    const spend = () =>
      this.limits.spendSolver(me, input.options?.c ? 0 : (budget.ms / 1_000) * budget.threads);
    if (!isAtOnce(input, budget, wish.later)) return { queued: await this.#queue(me, body, wish.key, spend) };
    await spend();
    const { signal } = wish;
    const work = () => this.solver.solve(input, { budget, ...(signal && { signal }) });
    return { answer: await (input.options?.c ? work() : this.#lane.run(work)) };
  }

  /** How a problem stands, with its answer once there is one. Somebody else's looks like none. */
  async view(me: Principal, id: string): Promise<SolveView> {
    const row = await this.#own(me, id);
    return toSolveView(row, row.state === 'done' ? await this.store.answerOf(id) : null);
  }

  /** Ends the search; one that is over stays as it is. */
  async cancel(me: Principal, id: string): Promise<SolveView> {
    await this.#own(me, id);
    if (await this.store.cancel(id, new Date())) await this.runner.tell(id);
    return this.view(me, id);
  }

  /** A problem that is queued already, by its key, costs nothing again. */
  async #queue(
    me: Principal,
    body: unknown,
    key: string | null,
    spend: () => Promise<void>,
  ): Promise<QueuedView> {
    if (key !== null && (key.length < 1 || key.length > 200))
      throw invalid('Idempotency-Key', 'An Idempotency-Key has 1 to 200 characters.');
    const owner = ownerOf(me);
    const input = JSON.stringify(body);
    const requestHash = createHash('sha256').update(input).digest('hex');
    const repeated = key === null ? null : await this.store.findByKey(owner, key);
    if (repeated) return this.#same(repeated, requestHash);
    if ((await this.store.openCount(owner)) >= MOST_OPEN)
      throw new DomainError(
        'overloaded',
        'too_many_problems',
        `${MOST_OPEN} of your problems wait already.`,
        {
          retryAfterS: 30,
        },
      );
    await spend();
    const [id, now] = [newId(), new Date()];
    const expiresAt = keptUntil(now);
    if (!(await this.store.add({ id, owner, requestKey: key, requestHash, input, now, expiresAt })))
      return this.#same((await this.store.findByKey(owner, key!))!, requestHash);
    this.runner.enqueue(id);
    return toQueuedView(await this.#found(id));
  }

  #same(row: SolveRow, requestHash: string): QueuedView {
    if (row.requestHash !== requestHash)
      throw conflict('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
    return toQueuedView(row);
  }

  async #own(me: Principal, id: string): Promise<SolveRow> {
    const row = await this.#found(id);
    if (row.owner !== ownerOf(me)) throw notFound('solve');
    return row;
  }

  async #found(id: string): Promise<SolveRow> {
    const row = await this.store.find(id);
    if (!row) throw notFound('solve');
    return row;
  }
}

const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
