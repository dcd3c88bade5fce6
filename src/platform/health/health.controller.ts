import { Controller, Get, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Transactions } from '../database/transactions.ts';
import { PUBLIC } from '../http/public.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Health } from './health.ts';

const RETRY_AFTER_S = 5;

@ApiExcludeController()
@SetMetadata(PUBLIC, true)
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly transactions: Transactions,
  ) {
    health.register('database', async () => {
      await transactions.read((em) => em.execute('select 1 as one'));
      return { ok: true };
    });
    health.register('facts', async () => {
      const { waiting, parked } = await this.#facts();
      return { ok: parked === 0, optional: true, detail: `${waiting} waiting, ${parked} parked` };
    });
  }

  @Get('health/live')
  live(): { ok: true } {
    return { ok: true };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answer = await this.health.ready();
    if (!answer.ok) void reply.status(503).header('retry-after', RETRY_AFTER_S);
    await reply.send(answer);
  }

  @Get('metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    // With the database away the other numbers are wanted all the more.
    const facts = await this.#facts().catch(() => ({}));
    this.metrics.facts.reset();
    for (const [state, count] of Object.entries(facts)) this.metrics.facts.set({ state }, count);
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }

  async #facts(): Promise<{ waiting: number; parked: number }> {
    const [row] = await this.transactions.read((em) =>
      em.execute<{ waiting: number; parked: number }[]>(
        `select (select count(*) from fact where relayed_at is null)::int as waiting,
                (select count(*) from fact_retry where parked)::int as parked`,
      ),
    );
    return row!;
  }
}
