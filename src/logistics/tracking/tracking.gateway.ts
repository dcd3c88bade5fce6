import { Injectable } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import type { Principal } from '../../access/principal.ts';
import { RateLimits } from '../../access/rate-limits.ts';
import { may } from '../../access/permissions.ts';
import { parse } from '../../platform/http/input.ts';
import { toProblem } from '../../platform/http/problem.ts';
import { DomainError } from '../../shared/errors.ts';
import type { FixResult } from '../../shared/live.ts';
import type { Problem } from '../../shared/problem.ts';
import { fixBatchSchema } from './fix.dto.ts';
import { FixesService } from './fixes.service.ts';

type Answer = { ok: true; results: FixResult[] } | { ok: false; problem: Problem };

/** Fixes over the socket; the ack goes out after the commit. */
@Injectable()
@WebSocketGateway()
export class TrackingGateway {
  constructor(
    private readonly fixes: FixesService,
    private readonly limits: RateLimits,
  ) {}

  @SubscribeMessage('fixes')
  async take(@ConnectedSocket() socket: Socket, @MessageBody() message: unknown): Promise<Answer> {
    try {
      const me = socket.data.principal as Principal;
      if (!may(me.role, 'fixes.send'))
        throw new DomainError('forbidden', 'forbidden', 'You may not send fixes.');
      await this.limits.spend(me);
      return { ok: true, results: await this.fixes.take(me, parse(fixBatchSchema, message).fixes, 'socket') };
    } catch (error) {
      return { ok: false, problem: toProblem(error) };
    }
  }
}
