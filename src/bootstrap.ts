import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { entities } from './entities.ts';
import { openDatabase, type Database } from './platform/database/database.ts';
import { migrate, openOrm } from './platform/database/orm.ts';
import { BODY_BYTES, limitBody } from './platform/http/body-limit.ts';
import { describeApi } from './platform/http/openapi.ts';
import { PAGES_FOLDER } from './platform/http/pages.controller.ts';
import { answerProblem } from './platform/http/problem.filter.ts';
import { Logs } from './platform/logs/logs.ts';
import { Metrics } from './platform/metrics/metrics.ts';
import type { Ground } from './platform/platform.module.ts';
import { LiveAdapter } from './platform/sockets/live-adapter.ts';

/** A proxy in front stands on this machine or in its private network; nobody else may say for whom they speak. */
const TRUSTED_PROXIES = ['loopback', 'linklocal', 'uniquelocal'];
/** A photo over a bad mobile line takes a while; nobody needs longer. */
const REQUEST_TIMEOUT_MS = 120_000;

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

/** The caller's own id for the request, when it is a sane one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:@/+=-]{1,64}$/.test(given) ? given : randomUUID();
}

function fastify(logs: Logs): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: requestId,
    trustProxy: TRUSTED_PROXIES,
    forceCloseConnections: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void answerProblem(error, request, reply),
  });
  const instance = adapter.getInstance();
  instance.addHook('onRoute', limitBody);
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    // What the API answers is for whoever asked, now.
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    logs.within(request.id, done);
  });
  // while stopping, a connection ends with the answer it waits for: one kept alive would hold up the stop
  instance.addHook('onSend', (_request, reply, _payload, done) => {
    if (!instance.server.listening) void reply.header('connection', 'close');
    done();
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
