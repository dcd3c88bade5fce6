import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { bestQuery } from './dispatch.input.ts';
import { choicesOut, reasonsOut } from './explain.dto.ts';
import { ReasonsService } from './reasons.service.ts';

const id = { schema: z.uuid() };

/** The plan explains itself to the dispatcher. */
@ApiTags('dispatch')
@Controller('api/v1')
export class ExplainController {
  constructor(private readonly explaining: ReasonsService) {}

  @Get('deliveries/:id/reasons')
  @Allow('dispatch.read')
  @ApiOkResponse({ standardSchema: reasonsOut })
  reasons(@Me() me: Principal, @Param('id', id) deliveryId: string) {
    return this.explaining.reasons(me, deliveryId);
  }

  @Get('deliveries/:id/choices')
  @Allow('dispatch.read')
  @ApiOkResponse({ standardSchema: choicesOut })
  choices(
    @Me() me: Principal,
    @Param('id', id) deliveryId: string,
    @Query({ schema: bestQuery }) query: z.output<typeof bestQuery>,
  ) {
    return this.explaining.choices(me, deliveryId, query.limit);
  }
}
