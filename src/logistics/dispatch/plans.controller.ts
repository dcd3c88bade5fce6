import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { PlansService } from './plans.service.ts';
import { UndoService } from './undo.service.ts';

const id = { schema: z.uuid() };
const plansQuery = z.strictObject(pageQuery);

/** What was published, and taking it back. */
@ApiTags('dispatch')
@Controller('api/v1')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly undos: UndoService,
  ) {}

  @Get('zones/:id/plans')
  @Allow('dispatch.read')
  list(@Param('id', id) zoneId: string, @Query({ schema: plansQuery }) query: z.output<typeof plansQuery>) {
    return this.plans.list(zoneId, query);
  }

  @Get('plans/:id/undo')
  @Allow('dispatch.read')
  look(@Param('id', id) planId: string) {
    return this.undos.look(planId);
  }

  @Post('plans/:id/undo')
  @HttpCode(200)
  @Allow('dispatch.plan')
  undo(@Me() me: Principal, @Param('id', id) planId: string) {
    return this.undos.undo(me, planId);
  }
}
