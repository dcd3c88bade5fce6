import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Namespace, Server, ServerOptions } from 'socket.io';
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
    if (this.#redis) server.adapter(besidesRedis(this.#redis));
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    this.#redis?.disconnect();
  }
}

interface Publisher {
  doPublish: (message: unknown) => Promise<string>;
}

/** While Redis is away nothing is queued for it: watchers heal from the database, and memory stays as it is. */
function besidesRedis(redis: Redis): ReturnType<typeof createAdapter> {
  const attach = createAdapter(redis);
  // socket.io calls it with `new`.
  return function besides(namespace: Namespace) {
    const adapter = attach(namespace);
    const publisher = adapter as unknown as Publisher;
    const publish = publisher.doPublish.bind(adapter);
    publisher.doPublish = (message) => (redis.status === 'ready' ? publish(message) : Promise.resolve(''));
    return adapter;
  };
}
