import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedEngine } from '../../../../src/logistics/routing/embedded-engine.ts';
import { writeGraph } from '../../../../src/logistics/routing/graph/graph-file.ts';
import { StreetRouter } from '../../../../src/logistics/routing/graph/street-router.ts';
import { streetsFile } from '../../../../src/logistics/routing/streets.ts';
import { emptyDataDir } from './demo-city.ts';
import { gridCity, spot } from './tiny-city.ts';

const graph = gridCity(20);
let dataDir: string;
let engine: EmbeddedEngine;

beforeAll(async () => {
  dataDir = await emptyDataDir();
  await writeGraph(streetsFile(dataDir), graph);
  engine = new EmbeddedEngine({ dataDir });
});
afterAll(async () => {
  await engine.close();
  await rm(dataDir, { recursive: true });
});

describe('the streets in their thread', () => {
  it('answer as the router does here', async () => {
    const router = new StreetRouter(graph);
    const route = { points: [spot(30, 0), spot(450, 720)], profile: 'car' as const };
    const matrix = {
      sources: [spot(0, 0), spot(150, 200)],
      targets: [spot(900, 30)],
      profile: 'bike' as const,
    };
    const trace = [0, 60, 120, 180].map((east, i) => ({ at: spot(east, 4), atMs: i * 5000 }));
    expect(await engine.route(route)).toEqual(router.route(route));
    expect(await engine.matrix(matrix)).toEqual(router.matrix(matrix));
    expect(await engine.match({ trace, profile: 'car' })).toEqual(router.match({ trace, profile: 'car' }));
    expect(await engine.nearest(spot(50, 9), 'foot')).toEqual(router.nearest(spot(50, 9), 'foot'));
    expect((await engine.search('column 3', 1))[0]!.label).toBe('Column 3');
    expect((await engine.reverse(spot(50, 9)))!.label).toBe('Row 0');
  });

  it('reject with the typed error', async () => {
    const asked = engine.route({ points: [spot(0, 0), { lon: 0, lat: 0 }], profile: 'car' });
    await expect(asked).rejects.toMatchObject({ problem: 'out_of_area', kind: 'invalid', index: 1 });
  });

  it('answer short questions while a long matrix runs, and stop it when asked to', async () => {
    const places = Array.from({ length: 1500 }, (_, i) => spot((i * 37) % 1900, (i * 61) % 1900));
    const abort = new AbortController();
    let done = false;
    const long = engine
      .matrix({ sources: places, targets: places, profile: 'car' }, abort.signal)
      .finally(() => (done = true));
    await engine.nearest(spot(0, 0), 'car');
    expect(done).toBe(false);
    abort.abort();
    await expect(long).rejects.toThrow(/abort/i);
    await engine.nearest(spot(0, 0), 'car');
    await expect(engine.nearest(spot(0, 0), 'car')).resolves.toBeDefined();
    await expect(engine.route({ points: [], profile: 'car' }, abort.signal)).rejects.toThrow(/abort/i);
  });

  it('tell what they know', async () => {
    expect(await engine.health()).toMatchObject({ ok: true, detail: 'tiny, 760 streets', bbox: graph.bbox });
  });

  it('come back after their thread was lost', async () => {
    const mine = new EmbeddedEngine({ dataDir });
    const asked = mine.about();
    await mine.close();
    await expect(asked).rejects.toMatchObject({ problem: 'routing_unavailable' });
    await expect(mine.about()).resolves.toMatchObject({ label: 'tiny' });
    await mine.close();
  });

  it('report a data directory that cannot be used, instead of failing the process', async () => {
    const broken = await emptyDataDir();
    await mkdir(join(broken, 'streets.graph'));
    const mine = new EmbeddedEngine({ dataDir: broken });
    expect(await mine.health()).toMatchObject({ ok: false, detail: expect.stringContaining('EISDIR') });
    await expect(mine.nearest(spot(0, 0), 'car')).rejects.toThrow('EISDIR');
    await mine.close();
    await rm(broken, { recursive: true });
  });
});
