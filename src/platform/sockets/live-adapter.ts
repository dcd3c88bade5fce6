import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Server, ServerOptions } from 'socket.io';
import { LIVE_PATH } from '../../shared/live.ts';

const MAX_MESSAGE_BYTES = 1_000_000;

/** socket.io on the server's own port; across processes through Redis streams when there is a Redis. */
export class LiveAdapter extends IoAdapter {
  readonly #redis?: Redis;

  constructor(app: INestApplicationContext, redisUrl?: string) {
    super(app);
    if (redisUrl) this.#redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    this.#redis?.on('error', () => undefined);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      path: LIVE_PATH,
      transports: ['websocket', 'polling'],
      perMessageDeflate: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      serveClient: false,
    } as ServerOptions) as Server;
    if (this.#redis) server.adapter(createAdapter(this.#redis));
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    this.#redis?.disconnect();
  }
}
