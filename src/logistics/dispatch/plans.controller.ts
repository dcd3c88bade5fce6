import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../access/allow.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { PlansService } from './plans.service.ts';

const id = { schema: z.uuid() };
const plansQuery = z.strictObject(pageQuery);

/** What was published, and taking it back. */
@ApiTags('dispatch')
@Controller('api/v1')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get('zones/:id/plans')
  @Allow('dispatch.read')
  list(@Param('id', id) zoneId: string, @Query({ schema: plansQuery }) query: z.output<typeof plansQuery>) {
    return this.plans.list(zoneId, query);
  }
}
