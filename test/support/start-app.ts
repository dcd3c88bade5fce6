import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { createApp } from '../../src/bootstrap.ts';
import { Config } from '../../src/config.ts';
import { Relay } from '../../src/platform/facts/relay.ts';

export interface StartedApp {
  app: NestFastifyApplication;
  url: string;
  config: Config;
  /** Waits until every recorded fact reached its listeners. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A database of its own on the server that DATABASE_URL names. */
async function serverDatabase(name: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const base = process.env.DATABASE_URL!;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: base });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** Test files that run side by side share a server of Redis, but not its contents. */
export function ownRedis(): string | undefined {
  if (!process.env.REDIS_URL) return undefined;
  const url = new URL(process.env.REDIS_URL);
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;
  return url.href;
}

/**
 * The whole application on a free port: on a copy of the migrated embedded database, or, where DATABASE_URL is set, on
 * a fresh database of that server (and REDIS_URL, when set).
 */
export async function startApp(options: Partial<Config> = {}): Promise<StartedApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'waylight-'));
  const server = process.env.DATABASE_URL
    ? await serverDatabase(`waylight_${process.pid}_${Date.now()}`)
    : undefined;
  if (!server) cpSync(process.env.WAYLIGHT_TEMPLATE!, dataDir, { recursive: true });
  cpSync(process.env.WAYLIGHT_STREETS!, dataDir, { recursive: true });
  const config = new Config({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: server?.url,
    redisUrl: server ? ownRedis() : undefined,
    dataDir,
    role: 'all',
    logLevel: (process.env.TEST_LOG as Config['logLevel']) ?? 'silent',
    ...options,
  });
  const app = await createApp(config);
  await app.listen(0, '127.0.0.1');
  const stop = async () => {
    await app.close();
    await server?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { app, url: await app.getUrl(), config, settled: () => app.get(Relay).settled(), stop };
}
