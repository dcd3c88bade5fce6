import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { entities } from './entities.ts';
import { openDatabase, type Database } from './platform/database/database.ts';
import { migrate, openOrm } from './platform/database/orm.ts';
import { describeApi } from './platform/http/openapi.ts';
import { PAGES_FOLDER } from './platform/http/pages.controller.ts';
import { Logs } from './platform/logs/logs.ts';
import { Metrics } from './platform/metrics/metrics.ts';
import type { Ground } from './platform/platform.module.ts';
import { LiveAdapter } from './platform/sockets/live-adapter.ts';

/** Proofs carry photos; everything else is far smaller. */
const BODY_LIMIT_BYTES = 6_000_000;

type Progress = (step: string) => void;

/** Opens the database and brings its schema up to date. */
async function prepare(config: Config, progress: Progress): Promise<Ground> {
  progress(config.databaseUrl ? 'connecting to PostgreSQL' : 'opening the embedded database');
  const database: Database = await openDatabase(config);
  try {
    const orm = await openOrm(database, entities);
    progress('migrating');
    await migrate(orm, database);
    return { config, logs: new Logs(config.logLevel), database, orm };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function fastify(logs: Logs): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: (request: IncomingMessage) =>
      String(request.headers['x-request-id'] ?? randomUUID()).slice(0, 64),
    trustProxy: true,
    forceCloseConnections: true,
  });
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    logs.within(request.id, done);
  });
  return adapter;
}

/** The whole application, ready to listen; the caller listens and closes. */
export async function createApp(
  config: Config,
  progress: Progress = () => {},
): Promise<NestFastifyApplication> {
  const ground = await prepare(config, progress);
  const { logs } = ground;
  progress('starting the features');
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(ground), fastify(logs), {
    logger: logs,
    abortOnError: false,
  });
  await app.register(cookie);
  if (existsSync(join(PAGES_FOLDER, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(PAGES_FOLDER, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    });
  }
  const metrics = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      metrics.requests.observe(
        { method: request.method, route: request.routeOptions.url ?? '', status: reply.statusCode },
        reply.elapsedTime / 1_000,
      );
      done();
    });
  app.useWebSocketAdapter(new LiveAdapter(app, config.redisUrl));
  describeApi(app);
  return app;
}
