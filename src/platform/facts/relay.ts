import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Config } from '../../config.ts';
import type { FactName } from '../../shared/events.ts';
import { Transactions } from '../database/transactions.ts';
import { Logs } from '../logs/logs.ts';
import { FactsService } from './facts.service.ts';
import { Listeners, type Heard } from './listeners.ts';
import { retryAt } from './retry.rules.ts';

interface FactRow {
  id: string;
  name: FactName;
  payload: never;
  recorded_at: Date;
  attempts?: number;
  consumer?: string;
}

const POLL_MS = 1_000;

/**
 * Carries facts from the outbox to their listeners, oldest first, each listener in a nested transaction of its own. A
 * listener that fails is retried alone with growing pauses and parked, visible, after its last attempt.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer?: NodeJS.Timeout;
  #running?: Promise<void>;
  #again = false;
  #stopped = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly listeners: Listeners,
    private readonly facts: FactsService,
    private readonly logs: Logs,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.works) return;
    this.facts.onCommitted(() => this.wake());
    this.#timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
      if (this.#again) this.wake();
    });
  }

  /** Resolves when nothing waits any more; for tests and shutdown. */
  async settled(): Promise<void> {
    this.wake();
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    this.#again = false;
    try {
      // The embedded database answers without ever leaving this turn of the loop: let sockets and timers in between.
      while (!this.#stopped && ((await this.#relayNext()) || (await this.#retryNext()))) await nextTurn();
    } catch (error) {
      this.logs.error('relay', 'The outbox could not be read', error);
    }
  }

  async #relayNext(): Promise<boolean> {
    return this.#withNext(async (em, took) => {
      const [fact] = await em.execute<FactRow[]>(
        `update fact set relayed_at = now() where id = (
           select id from fact where relayed_at is null order by id limit 1 for update skip locked)
         returning id, name, payload, recorded_at`,
      );
      if (!fact) return false;
      const consumers = [...this.listeners.of(fact.name).keys()];
      took(fact, consumers);
      for (const consumer of consumers) await this.#deliver(em, fact, consumer, 0);
      return true;
    });
  }

  async #retryNext(): Promise<boolean> {
    return this.#withNext(async (em, took) => {
      const [due] = await em.execute<FactRow[]>(
        `select r.consumer, r.attempts, f.id, f.name, f.payload, f.recorded_at
         from fact_retry r join fact f on f.id = r.fact_id
         where not r.parked and r.due_at <= now() order by r.due_at limit 1 for update of r skip locked`,
      );
      if (!due) return false;
      took(due, [due.consumer!]);
      await this.#deliver(em, due, due.consumer!, due.attempts!);
      return true;
    });
  }

  /**
   * One transaction for one fact. When it fails as a whole (what listeners gathered is written at its end), the fact is
   * set aside for each consumer to try alone: it must not hold up those behind it.
   */
  async #withNext(
    job: (em: SqlEntityManager, took: (fact: FactRow, consumers: string[]) => void) => Promise<boolean>,
  ): Promise<boolean> {
    let taken: { fact: FactRow; consumers: string[] } | undefined;
    try {
      return await this.transactions.run((em) => job(em, (fact, consumers) => (taken = { fact, consumers })));
    } catch (error) {
      if (!taken) throw error;
      const { fact, consumers } = taken;
      await this.transactions.run(async (em) => {
        await em.execute('update fact set relayed_at = now() where id = ?', [fact.id]);
        for (const consumer of consumers)
          await this.#postpone(em, fact, consumer, (fact.attempts ?? 0) + 1, error as Error);
      });
      return true;
    }
  }

  async #deliver(em: SqlEntityManager, row: FactRow, consumer: string, attempts: number): Promise<void> {
    const handler = this.listeners.of(row.name).get(consumer);
    const fact: Heard<FactName> = {
      id: row.id,
      name: row.name,
      recordedAt: row.recorded_at,
      payload: row.payload,
    };
    try {
      if (handler) await this.transactions.nested(() => handler(fact.payload, fact));
      if (attempts > 0)
        await em.execute('delete from fact_retry where fact_id = ? and consumer = ?', [row.id, consumer]);
    } catch (error) {
      await this.#postpone(em, row, consumer, attempts + 1, error as Error);
    }
  }

  async #postpone(
    em: SqlEntityManager,
    row: FactRow,
    consumer: string,
    attempts: number,
    error: Error,
  ): Promise<void> {
    const dueAt = retryAt(attempts, new Date());
    this.logs.error(
      'relay',
      `${consumer} failed on ${row.name} ${row.id}, attempt ${attempts}${dueAt ? '' : ', parked'}`,
      error,
    );
    await em.execute(
      `insert into fact_retry (fact_id, consumer, attempts, last_error, due_at, parked) values (?, ?, ?, ?, ?, ?)
       on conflict (fact_id, consumer) do update
       set attempts = excluded.attempts, last_error = excluded.last_error, due_at = excluded.due_at, parked = excluded.parked`,
      [
        row.id,
        consumer,
        attempts,
        String(error.message).slice(0, 2_000),
        dueAt ?? new Date(),
        dueAt === null,
      ],
    );
  }
}
