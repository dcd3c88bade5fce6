import { Injectable } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { z } from 'zod';
import { Config } from '../config.ts';
import { AccessService } from '../access/access.service.ts';
import { RateLimits } from '../access/rate-limits.ts';
import { parse } from '../platform/http/input.ts';
import { toProblem } from '../platform/http/problem.ts';
import type { Handshake, JoinAnswer } from '../shared/live.ts';
import { LiveWatchers } from './live-watchers.ts';
import type { LiveServer, LiveSocket } from './live-socket.ts';
import { isForeignOrigin } from './stream-access.rules.ts';
import { StreamJoin } from './stream-join.ts';

const stream = z.string().max(120);
const joinSchema = z.strictObject({
  stream,
  cursor: z.strictObject({ epoch: z.string().max(64), seq: z.number().int().min(0) }).optional(),
});
const leaveSchema = z.strictObject({ stream });

/** The socket's door: who may come in, and which streams they join. */
@Injectable()
@WebSocketGateway()
export class LiveGateway implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket> {
  @WebSocketServer() server!: LiveServer;

  constructor(
    private readonly access: AccessService,
    private readonly joins: StreamJoin,
    private readonly watchers: LiveWatchers,
    private readonly limits: RateLimits,
    private readonly config: Config,
  ) {}

  afterInit(server: LiveServer): void {
    server.use((socket, next) => {
      this.#greet(socket).then(() => next(), next);
    });
    this.watchers.serve(server);
  }

  handleConnection(socket: LiveSocket): void {
    this.watchers.welcome(socket);
  }

  @SubscribeMessage('join')
  async join(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<JoinAnswer> {
    try {
      await this.limits.spend(socket.data.principal);
      const { stream: name, cursor } = parse(joinSchema, message);
      return await this.joins.join(socket, name, cursor);
    } catch (error) {
      return { ok: false, problem: toProblem(error) };
    }
  }

  @SubscribeMessage('leave')
  async leave(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<{ ok: true }> {
    const parsed = leaveSchema.safeParse(message);
    if (parsed.success) await socket.leave(parsed.data.stream);
    return { ok: true };
  }

  async #greet(socket: LiveSocket): Promise<void> {
    const { share, device, key } = socket.handshake.auth as Handshake;
    const { cookie, origin, host } = socket.handshake.headers;
    const trusted = isForeignOrigin(origin, host, this.config.publicUrl) ? undefined : cookie;
    const principal = await this.access.principalOf({ cookie: trusted, bearer: device ?? key, share });
    if (!principal) throw Object.assign(new Error('unauthenticated'), { data: { code: 'unauthenticated' } });
    socket.data.principal = principal;
  }
}
