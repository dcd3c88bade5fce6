import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../../../../src/config.ts';
import { writeGraph } from '../../../../src/logistics/routing/graph/graph-file.ts';
import { RoutingModule } from '../../../../src/logistics/routing/routing.module.ts';
import { RoutingService } from '../../../../src/logistics/routing/routing.service.ts';
import { streetsFile } from '../../../../src/logistics/routing/streets.ts';
import { Health } from '../../../../src/platform/health/health.ts';
import { inputPipe } from '../../../../src/platform/http/input.ts';
import { Logs } from '../../../../src/platform/logs/logs.ts';
import { emptyDataDir } from './demo-city.ts';
import { gridCity, spot } from './tiny-city.ts';

const graph = gridCity(6);
const apps: NestFastifyApplication[] = [];
let dataDir: string;
let url: string;

/** The module by itself, on a ground without database and guards. */
async function start(more: Partial<Config>): Promise<NestFastifyApplication> {
  const values = { port: 0, host: '127.0.0.1', role: 'all', logLevel: 'silent', dataDir, ...more } as Config;
  const providers = [
    { provide: Config, useValue: new Config(values) },
    { provide: Logs, useValue: new Logs('silent') },
    Health,
  ];
  @Global()
  @Module({ providers, exports: providers })
  class Ground {}
  @Module({ imports: [Ground, RoutingModule] })
  class App {}
  const app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalPipes(inputPipe);
  await app.listen(0, '127.0.0.1');
  apps.push(app);
  return app;
}

beforeAll(async () => {
  dataDir = await emptyDataDir();
  await writeGraph(streetsFile(dataDir), graph);
  url = await (await start({})).getUrl();
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await rm(dataDir, { recursive: true });
});

describe('the streets over HTTP', () => {
  const at = spot(250, 250);
  const z = 15;
  const x = Math.floor(((at.lon + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((at.lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);

  it('say where they lie', async () => {
    const streets = (await (await fetch(`${url}/api/v1/streets`)).json()) as object;
    expect(streets).toMatchObject({
      bbox: graph.bbox,
      attribution: '© OpenStreetMap contributors',
      tileUrl: null,
    });
  });

  it('come as tiles that a browser may keep', async () => {
    const tile = await fetch(`${url}/tiles/${z}/${x}/${y}.json`);
    expect(tile.headers.get('content-encoding')).toBe('gzip');
    expect(tile.headers.get('cache-control')).toContain('max-age');
    expect(await tile.json()).toMatchObject({ extent: 4096, roads: expect.arrayContaining([]) });
    const plain = await fetch(`${url}/tiles/${z}/${x}/${y}.json`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(((await plain.json()) as { roads: unknown[] }).roads.length).toBeGreaterThan(5);
    const known = { 'if-none-match': tile.headers.get('etag')! };
    expect((await fetch(`${url}/tiles/${z}/${x}/${y}.json`, { headers: known })).status).toBe(304);
  });

  it.each(['/tiles/15/1/1.png', '/tiles/30/1/1.json', '/tiles/3/9/1.json', '/tiles/a/1/1.json'])(
    'have no tile %s',
    async (path) => {
      expect((await fetch(url + path)).ok).toBe(false);
    },
  );

  it('are found by name', async () => {
    const found = (await (await fetch(`${url}/api/v1/geocode?q=col&limit=2`)).json()) as object;
    expect(found).toMatchObject({ items: [{ kind: 'street', label: expect.stringMatching(/^Column/) }, {}] });
    expect((await fetch(`${url}/api/v1/geocode?q=`)).ok).toBe(false);
  });
});

describe('readiness', () => {
  it('names the streets in use', async () => {
    const { ok, checks } = await apps[0]!.get(Health).ready();
    expect(ok).toBe(true);
    expect(checks.routing!.detail).toBe('embedded: no other engine is set; tiny, 60 streets');
  });

  it('tells of an engine that is away, and stays ready on the embedded streets', async () => {
    const app = await start({ graphhopperUrl: 'http://127.0.0.1:9' });
    const routing = app.get(RoutingService);
    const ask = { points: [spot(0, 0), spot(100, 0)], profile: 'car' as const };
    for (let i = 0; i < 3; i++) expect((await routing.route(ask)).engine).toBe('embedded');
    const { ok, checks } = await app.get(Health).ready();
    expect(ok).toBe(true);
    expect(checks.routing).toMatchObject({
      ok: false,
      detail: expect.stringContaining('falling back to embedded'),
    });
  });
});
