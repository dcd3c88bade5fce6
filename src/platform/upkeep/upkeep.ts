import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DATABASE } from '../database/database.module.ts';
import type { Database } from '../database/database.ts';
import { Transactions } from '../database/transactions.ts';
import { Jobs } from '../jobs/jobs.service.ts';
import { StreamsService } from '../streams/streams.service.ts';

const HOUR_MS = 3_600_000;
/** How long each kind of row may serve: reconnecting watchers, replays of history, repeated commands. */
const KEPT_MS = { entries: 48 * HOUR_MS, facts: 30 * 24 * HOUR_MS, answers: 48 * HOUR_MS };

/** Hourly: lets go of what nobody can need any more, and does for the embedded database what a server's autovacuum does. */
@Injectable()
export class Upkeep implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly streams: StreamsService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.jobs.define('upkeep', () => this.run(new Date()));
    this.jobs.every('upkeep', HOUR_MS);
  }

  async run(now: Date): Promise<void> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    await this.streams.trim(before(KEPT_MS.entries));
    await this.transactions.run(async (em) => {
      await em.execute('delete from stored_answer where created_at < ?', [before(KEPT_MS.answers)]);
      await em.execute(
        `delete from fact where recorded_at < ? and relayed_at is not null
         and not exists (select 1 from fact_retry r where r.fact_id = fact.id)`,
        [before(KEPT_MS.facts)],
      );
    });
    if (this.database.kind === 'embedded')
      await this.transactions.read((em) => em.execute('vacuum (analyze)'));
  }
}
