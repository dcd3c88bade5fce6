import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { Jobs } from '../../platform/jobs/jobs.service.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const PARTITION_LOCK = 726_302;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const nameOf = (day: string) => `fix_${day.replaceAll('-', '')}`;

/** The history's days: each is a table of its own, made before its first fix and dropped after 30 days. */
@Injectable()
export class FixPartitions implements OnModuleInit {
  readonly #ready = new Set<string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define('fix.retention', () => this.dropBefore(Date.now() - KEPT_DAYS * DAY_MS));
    this.jobs.every('fix.retention', DAY_MS);
  }

  /** Makes sure the days of these instants (epoch ms) have their tables. Call it outside of a transaction. */
  async ensure(instants: Iterable<number>): Promise<void> {
    const missing = [...new Set([...instants].map(dayOf))].filter((day) => !this.#ready.has(day)).sort();
    for (const day of missing) {
      await this.#create(day);
      this.#ready.add(day);
    }
  }

  async #create(day: string): Promise<void> {
    const next = dayOf(Date.parse(day) + DAY_MS);
    await this.transactions.run(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [PARTITION_LOCK]);
      await em.execute(
        `create table if not exists ${nameOf(day)} partition of fix for values from ('${day} 00:00:00+00') to ('${next} 00:00:00+00')`,
      );
    });
  }

  /** Drops the days that ended before `ms`. */
  async dropBefore(ms: number): Promise<void> {
    const limit = nameOf(dayOf(ms));
    await this.transactions.run(async (em) => {
      const days = await em.execute<{ name: string }[]>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'fix'::regclass and c.relname < ?`,
        [limit],
      );
      for (const { name } of days) await em.execute(`drop table ${name}`);
    });
  }
}
