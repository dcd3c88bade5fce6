import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Logs } from '../logs/logs.ts';

interface Gathered<T = unknown> {
  items: T[];
  write: (em: SqlEntityManager, items: T[]) => Promise<void>;
}

interface OpenWork {
  em: SqlEntityManager;
  open: boolean;
  /** What is written last, in one go per key, keys in order. */
  gathered: Map<string, Gathered>;
  after: (() => unknown)[];
  undone: (() => unknown)[];
}

/** Deadlock and serialisation failure: the losing transaction may simply run again. */
const MAY_RETRY = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

/**
 * One use case, one transaction. Everything called inside `run` joins it, so that on the embedded database's single
 * session nothing ever waits for itself.
 */
@Injectable()
export class Transactions {
  readonly #work = new AsyncLocalStorage<OpenWork>();

  constructor(
    private readonly orm: MikroORM,
    private readonly logs: Logs,
  ) {}

  /** Runs `job` in the open transaction, or in a new one that commits when it returns and rolls back when it throws. */
  async run<T>(job: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const open = this.#open();
    if (open) return job(open.em);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#begin(job);
      } catch (error) {
        if (attempt === ATTEMPTS || !MAY_RETRY.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** Runs `job` on the open transaction's entity manager, or on a fresh one without a transaction. */
  async read<T>(job: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return job(this.#open()?.em ?? this.#fresh());
  }

  /** A transaction of its own inside the open one: when `job` throws, only its own writes are undone. */
  async nested<T>(job: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const outer = this.#open();
    if (!outer) return this.run(job);
    const kept = new Map([...outer.gathered].map(([key, { items }]) => [key, items.length]));
    const [keptAfter, keptUndone] = [outer.after.length, outer.undone.length];
    const work: OpenWork = { ...outer };
    try {
      return await outer.em.transactional((em) => {
        work.em = em as SqlEntityManager;
        return this.#work.run(work, async () => {
          const result = await job(work.em);
          await work.em.flush();
          return result;
        });
      });
    } catch (error) {
      for (const [key, { items }] of outer.gathered) items.length = kept.get(key) ?? 0;
      // Undone already, whatever becomes of the outer one: what was to follow a rollback follows either end.
      outer.after.splice(keptAfter, Infinity, ...outer.undone.slice(keptUndone));
      throw error;
    } finally {
      work.open = false;
    }
  }

  /** Keeps `item` until just before the commit of the open transaction; `write` then gets all items of its key at once. */
  gather<T>(key: string, item: T, write: (em: SqlEntityManager, items: T[]) => Promise<void>): void {
    const { gathered } = this.#required();
    const existing = gathered.get(key);
    if (existing) existing.items.push(item);
    else gathered.set(key, { items: [item], write: write as Gathered['write'] });
  }

  /**
   * Runs `job` once the open transaction is committed, or at once when there is none. Never inside a transaction. What is
   * committed stands: a job that fails is logged, and costs neither the answer nor the jobs behind it.
   */
  afterCommit(job: () => unknown): void {
    const open = this.#open();
    if (open) open.after.push(job);
    else void this.#follow(job);
  }

  /** Runs `job` in its own time once the open transaction was rolled back: what a refusal must leave behind. */
  afterRollback(job: () => Promise<unknown>): void {
    this.#required().undone.push(job);
  }

  #open(): OpenWork | undefined {
    const work = this.#work.getStore();
    return work?.open ? work : undefined;
  }

  #required(): OpenWork {
    const open = this.#open();
    if (!open) throw new Error('This needs an open transaction: call it inside Transactions.run.');
    return open;
  }

  #fresh(): SqlEntityManager {
    return this.orm.em.fork() as SqlEntityManager;
  }

  async #writeGathered(work: OpenWork): Promise<void> {
    for (const key of [...work.gathered.keys()].sort()) {
      const { items, write } = work.gathered.get(key)!;
      if (items.length > 0) await write(work.em, items);
    }
  }

  async #begin<T>(job: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const work: OpenWork = { em: this.#fresh(), open: true, gathered: new Map(), after: [], undone: [] };
    let result: T;
    try {
      result = await work.em.transactional((em) => {
        work.em = em as SqlEntityManager;
        return this.#work.run(work, async () => {
          const value = await job(work.em);
          await work.em.flush();
          await this.#writeGathered(work);
          return value;
        });
      });
    } catch (error) {
      work.open = false;
      for (const undone of work.undone) await this.#follow(undone);
      throw error;
    }
    work.open = false;
    for (const after of work.after) await this.#follow(after);
    return result;
  }

  async #follow(job: () => unknown): Promise<void> {
    try {
      await this.#work.exit(async () => job());
    } catch (error) {
      this.logs.error('database', 'What follows a transaction failed', error);
    }
  }
}
