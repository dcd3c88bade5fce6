import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Me } from '../../access/allow.ts';
import type { Principal } from '../../access/principal.ts';
import { BodyLimit } from '../../platform/http/body-limit.ts';
import { NeverStored } from '../../platform/http/never-stored.ts';
import { queuedOut, solveOut, type QueuedView, type SolveView } from './solve.dto.ts';
import { ANSWER, QUEUED, SOLVED } from './solve-answer-example.ts';
import { EXAMPLE } from './solve-example.ts';
import { SolveService } from './solve.service.ts';
import { VroomFilter } from './vroom.filter.ts';
import { vroomInput, type VroomInput } from './vroom.input.ts';
import { vroomAnswer, type VroomAnswer } from './vroom.view.ts';

const id = { schema: z.uuid() };
/** Three matrices of a thousand places. */
const PROBLEM_BYTES = 32_000_000;

/** VROOM's door: who asked vroom-express or openrouteservice changes the URL. */
@ApiTags('solve')
@UseFilters(VroomFilter)
@Controller('api/v1/solve')
export class SolveController {
  constructor(private readonly problems: SolveService) {}

  @Post()
  @HttpCode(200)
  @BodyLimit(PROBLEM_BYTES)
  @NeverStored()
  @Allow('problems.solve')
  @ApiOperation({
    summary: "Solves a routing problem in VROOM's JSON.",
    description:
      'Small problems are answered at once (200); large ones, and those with `options.async` or `Prefer: respond-async`, are ' +
      "queued (202). A refusal is a problem document with VROOM's numeric `code` and `error` in it.",
  })
  @ApiBody({
    schema: { $ref: '#/components/schemas/VroomProblem' },
    examples: { 'a bicycle and a van': { value: EXAMPLE } },
  })
  @ApiHeader({ name: 'prefer', required: false, description: '`respond-async`: queue it.' })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'One problem in the queue for each key.',
  })
  @ApiOkResponse({ description: 'Solved.', standardSchema: vroomAnswer, example: ANSWER })
  @ApiAcceptedResponse({
    description: 'Queued; `Location` and `status_url` say where it is answered.',
    standardSchema: queuedOut,
    example: QUEUED,
  })
  async solve(
    @Me() me: Principal,
    @Body({ schema: vroomInput }) input: VroomInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('prefer') prefer?: string,
    @Headers('idempotency-key') requestKey?: string,
  ): Promise<VroomAnswer | QueuedView> {
    const later = /\brespond-async\b/.test(prefer ?? '');
    const wish = { later, key: requestKey ?? null, signal: untilGone(reply) };
    const solved = await this.problems.solve(me, input, request.body, wish);
    if ('answer' in solved) return solved.answer;
    void reply.status(202).header('location', solved.queued.status_url);
    return solved.queued;
  }

  @Get(':id')
  @Allow('problems.solve')
  @ApiOperation({ summary: 'How far a queued problem is, and its solution once it is done.' })
  @ApiOkResponse({ standardSchema: solveOut, example: SOLVED })
  view(@Me() me: Principal, @Param('id', id) solveId: string): Promise<SolveView> {
    return this.problems.view(me, solveId);
  }

  @Delete(':id')
  @Allow('problems.solve')
  @ApiOkResponse({ standardSchema: solveOut })
  cancel(@Me() me: Principal, @Param('id', id) solveId: string): Promise<SolveView> {
    return this.problems.cancel(me, solveId);
  }
}

/** Nobody searches for a caller who hung up. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}
