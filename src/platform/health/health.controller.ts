import { Controller, Get, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Transactions } from '../database/transactions.ts';
import { PUBLIC } from '../http/public.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Health } from './health.ts';

@ApiExcludeController()
@SetMetadata(PUBLIC, true)
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    transactions: Transactions,
  ) {
    health.register('database', async () => {
      await transactions.read((em) => em.execute('select 1 as one'));
      return { ok: true };
    });
    health.register('facts', async () => {
      const [row] = await transactions.read((em) =>
        em.execute<{ waiting: number; parked: number }[]>(
          `select (select count(*) from fact where relayed_at is null)::int as waiting,
                  (select count(*) from fact_retry where parked)::int as parked`,
        ),
      );
      return {
        ok: row!.parked === 0,
        optional: true,
        detail: `${row!.waiting} waiting, ${row!.parked} parked`,
      };
    });
  }

  @Get('health/live')
  live(): { ok: true } {
    return { ok: true };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answer = await this.health.ready();
    await reply.status(answer.ok ? 200 : 503).send(answer);
  }

  @Get('metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
