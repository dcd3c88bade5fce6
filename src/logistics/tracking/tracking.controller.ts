import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { BodyLimit, BATCH_BYTES } from '../../platform/http/body-limit.ts';
import { instantField } from '../../platform/http/fields.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { FixesService } from './fixes.service.ts';
import { fixBatchSchema, fixResultsSchema, type FixBatch } from './fix.dto.ts';
import { TrailService } from './trail.service.ts';

const trailQuery = z.strictObject({ from: instantField, to: instantField.optional() });
type TrailQuery = z.output<typeof trailQuery>;
const zoneQuery = z.strictObject({ zoneId: z.uuid() });

@ApiTags('tracking')
@Controller('api/v1')
export class TrackingController {
  constructor(
    private readonly fixes: FixesService,
    private readonly trails: TrailService,
  ) {}

  @Post('fixes')
  @HttpCode(200)
  @BodyLimit(BATCH_BYTES)
  @NeverStored()
  @Allow('fixes.send')
  @ApiOkResponse({ standardSchema: fixResultsSchema })
  async send(@Me() me: Principal, @Body({ schema: fixBatchSchema }) body: FixBatch) {
    return { results: await this.fixes.take(me, body.fixes, 'http') };
  }

  @Get('couriers/positions')
  @Allow('positions.read')
  positions(@Query({ schema: zoneQuery }) query: z.output<typeof zoneQuery>) {
    return this.trails.positions(query.zoneId);
  }

  @Get('couriers/:id/trail')
  @Allow('positions.read')
  trail(@Param('id', { schema: z.uuid() }) id: string, @Query({ schema: trailQuery }) query: TrailQuery) {
    return this.trails.trail(id, query);
  }
}
