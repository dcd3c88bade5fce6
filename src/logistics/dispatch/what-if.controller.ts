import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow } from '../../access/allow.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { whatIfOut } from './explain.dto.ts';
import { whatIfSchema, type WhatIfBody } from './what-if.input.ts';
import { WhatIfService } from './what-if.service.ts';

/** Trying things out without doing them. */
@ApiTags('dispatch')
@Controller('api/v1')
export class WhatIfController {
  constructor(private readonly whatIf: WhatIfService) {}

  @Post('zones/:id/what-if')
  @HttpCode(200)
  @NeverStored()
  @Allow('dispatch.plan')
  @ApiOkResponse({ standardSchema: whatIfOut })
  ask(
    @Param('id', { schema: z.uuid() }) zoneId: string,
    @Body({ schema: whatIfSchema }) { couriersMore, seconds, ...changes }: WhatIfBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // Who goes away wants no answer: the search ends then.
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const more = couriersMore && { ...couriersMore, untilMs: couriersMore.until.getTime() };
    const all = { ...changes, ...(more && { couriersMore: more }) };
    return this.whatIf.ask(zoneId, all, { seconds, signal: gone.signal });
  }
}
