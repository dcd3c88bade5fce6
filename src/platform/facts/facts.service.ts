import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { FactName, Facts } from '../../shared/events.ts';
import { Transactions } from '../database/transactions.ts';
import { Listeners } from './listeners.ts';

interface Recorded {
  name: FactName;
  payload: unknown;
}

export interface ParkedFact {
  id: string;
  name: string;
  consumer: string;
  error: string;
}

/** The outbox: what happened, stored in the transaction that made it true, told to listeners after it. */
@Injectable()
export class FactsService {
  #wake: () => void = () => {};

  constructor(
    private readonly transactions: Transactions,
    private readonly listeners: Listeners,
  ) {}

  /** Records a fact in the open transaction; throws when there is none. */
  record<N extends FactName>(name: N, payload: Facts[N]): void {
    this.transactions.gather<Recorded>('facts', { name, payload }, async (em, facts) =>
      this.#store(em, facts),
    );
  }

  /** Facts that a listener could not take even at its last attempt; somebody must look. */
  async parked(): Promise<ParkedFact[]> {
    return this.transactions.read((em) =>
      em.execute<ParkedFact[]>(
        `select r.fact_id as id, f.name, r.consumer, r.last_error as error
         from fact_retry r join fact f on f.id = r.fact_id where r.parked order by r.fact_id limit 100`,
      ),
    );
  }

  /** Whom to wake when facts wait. */
  onCommitted(wake: () => void): void {
    this.#wake = wake;
  }

  /** What was recorded under a name since an instant, heard or not; look back minutes, not days. */
  async since<N extends FactName>(name: N, since: Date): Promise<Facts[N][]> {
    const rows = await this.transactions.read((em) =>
      em.execute<{ payload: Facts[N] }[]>(
        'select payload from fact where name = ? and recorded_at >= ? order by id',
        [name, since],
      ),
    );
    return rows.map(({ payload }) => payload);
  }

  async #store(em: SqlEntityManager, facts: Recorded[]): Promise<void> {
    const now = new Date();
    const rows = facts.map(({ name, payload }) => ({ name, payload, heard: this.listeners.hears(name) }));
    await em.execute(
      `insert into fact (name, payload, recorded_at, relayed_at)
       select name, payload, ?::timestamptz, case when heard then null else ?::timestamptz end
       from jsonb_to_recordset(?::jsonb) as f(name text, payload jsonb, heard boolean)`,
      [now, now, JSON.stringify(rows)],
    );
    if (rows.some(({ heard }) => heard)) this.transactions.afterCommit(this.#wake);
  }
}
