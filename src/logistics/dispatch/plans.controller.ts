import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { pageView } from '../../platform/http/fields.ts';
import { pageQuery } from '../../platform/http/paging.ts';
import { planOut, undoOut } from './plans.dto.ts';
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
  @ApiOkResponse({ standardSchema: pageView(planOut) })
  list(@Param('id', id) zoneId: string, @Query({ schema: plansQuery }) query: z.output<typeof plansQuery>) {
    return this.plans.list(zoneId, query);
  }

  @Get('plans/:id/undo')
  @Allow('dispatch.read')
  @ApiOkResponse({ standardSchema: undoOut })
  look(@Param('id', id) planId: string) {
    return this.undos.look(planId);
  }

  @Post('plans/:id/undo')
  @HttpCode(200)
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: undoOut })
  undo(@Me() me: Principal, @Param('id', id) planId: string) {
    return this.undos.undo(me, planId);
  }
}
