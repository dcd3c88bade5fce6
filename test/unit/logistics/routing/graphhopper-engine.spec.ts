import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GraphHopperEngine } from '../../../../src/logistics/routing/graphhopper-engine.ts';
import type { Bbox } from '../../../../src/logistics/routing/routing-engine.ts';
import { between, distanceM } from '../../../../src/shared/geo.ts';
import type { LonLat } from '../../../../src/shared/geo.ts';
import { recordedServer, serve } from './recorded-server.ts';
import type { StubServer } from './recorded-server.ts';

const RECORDING = new URL('./recorded/porto-graphhopper-11.json', import.meta.url);
const real = process.env.GRAPHHOPPER_URL;
const recording = process.env.GRAPHHOPPER_RECORD;

/** The same expectations of recorded answers and of the real server: its units, orders of axes, legs and errors. */
describe(`GraphHopper ${real ? 'at GRAPHHOPPER_URL' : 'as recorded'}`, () => {
  let engine: GraphHopperEngine;
  let stub: StubServer | undefined;
  let places: LonLat[];

  beforeAll(async () => {
    if (!real || recording) stub = await recordedServer(RECORDING, real);
    engine = new GraphHopperEngine({ url: stub?.url ?? real! });
    const { bbox } = await engine.health();
    const asked = [0.42, 0.47, 0.53, 0.58].map((share) => inBox(bbox!, share));
    places = await Promise.all(asked.map(async (at) => (await engine.nearest(at, 'car')).at));
  });
  afterAll(() => stub?.close());

  it('tells its version and box', async () => {
    const health = await engine.health();
    expect(health).toMatchObject({ ok: true, version: expect.stringMatching(/^\d+\.\d+/) });
    expect(health.bbox![0]).toBeLessThan(health.bbox![2]);
    expect(health.bbox![1]).toBeLessThan(health.bbox![3]);
  });

  it('routes in metres and milliseconds along a line of lon, lat', async () => {
    const [a, b, c] = places as [LonLat, LonLat, LonLat];
    const route = await engine.route({ points: [a, b, c], profile: 'car' });
    expect(route.distanceM).toBeGreaterThan(distanceM(a, b) + distanceM(b, c) - 20);
    const kmh = route.distanceM / 1000 / (route.durationMs / 3_600_000);
    expect(kmh).toBeGreaterThan(10);
    expect(kmh).toBeLessThan(100);
    expect(distanceM(route.line[0]!, a)).toBeLessThan(30);
    expect(distanceM(route.line.at(-1)!, c)).toBeLessThan(30);
    expect(route.legs).toHaveLength(2);
    expect(route.legs[0]!.toIndex).toBe(route.legs[1]!.fromIndex);
    expect(route.legs[1]!.toIndex).toBe(route.line.length - 1);
    expect(distanceM(route.line[route.legs[0]!.toIndex]!, b)).toBeLessThan(30);
    const sum = (value: (leg: (typeof route.legs)[number]) => number) =>
      route.legs.reduce((total, leg) => total + value(leg), 0);
    expect(sum((leg) => leg.distanceM)).toBeCloseTo(route.distanceM, 0);
    expect(Math.abs(sum((leg) => leg.durationMs) - route.durationMs)).toBeLessThan(10);
  });

  it('walks slower than it drives and cycles in between', async () => {
    const [a, , , d] = places as [LonLat, LonLat, LonLat, LonLat];
    const ms = await Promise.all(
      (['car', 'bike', 'foot'] as const).map(async (profile) => {
        const { distanceM: m, durationMs } = await engine.route({ points: [a, d], profile });
        return durationMs / m;
      }),
    );
    expect(ms[0]!).toBeLessThan(ms[1]!);
    expect(ms[1]!).toBeLessThan(ms[2]!);
  });

  it('answers a square matrix with the cells of single routes', async () => {
    const matrix = await engine.matrix({ sources: places, targets: places, profile: 'car' });
    const n = places.length;
    for (const [i, from] of places.entries()) {
      expect(matrix.durationsS[i * n + i]).toBe(0);
      for (const [j, to] of places.entries()) {
        if (i === j) continue;
        const route = await engine.route({ points: [from, to], profile: 'car' });
        expect(matrix.durationsS[i * n + j]!).toBeCloseTo(route.durationMs / 1000, 1);
        expect(matrix.distancesM[i * n + j]!).toBeCloseTo(route.distanceM, 0);
      }
    }
    expect(matrix.unsnapped).toEqual({ sources: [], targets: [] });
  });

  it('answers a rectangular matrix, with Infinity for a place off the map', async () => {
    const [a, b, c] = places as [LonLat, LonLat, LonLat];
    const sea = { lon: a.lon - 30, lat: a.lat };
    const matrix = await engine.matrix({ sources: [a, b], targets: [c, sea, a], profile: 'car' });
    const route = await engine.route({ points: [b, c], profile: 'car' });
    expect(matrix.durationsS[3]!).toBeCloseTo(route.durationMs / 1000, 1);
    expect([matrix.durationsS[1], matrix.durationsS[4]]).toEqual([Infinity, Infinity]);
    expect(matrix.durationsS[2]).toBe(0);
    expect(matrix.unsnapped).toEqual({ sources: [], targets: [1] });
    expect(engine.capabilities().matrix).toBe('legs');
  });

  it('matches a trace to the streets it was driven on', async () => {
    const [a, b] = places as [LonLat, LonLat];
    const driven = await engine.route({ points: [a, b], profile: 'car' });
    const trace = driven.line.map((at, i) => ({
      at: { lon: at.lon + (i % 2 ? 2e-5 : -2e-5), lat: at.lat },
      atMs: i * 5000,
    }));
    const match = await engine.match({ trace, profile: 'car' });
    expect(match.points.filter(Boolean).length).toBeGreaterThan(0.9 * trace.length);
    expect(Math.abs(match.distanceM - driven.distanceM)).toBeLessThan(0.1 * driven.distanceM);
    const along = match.points.flatMap((point) => point?.alongM ?? []);
    expect(along).toEqual(along.toSorted((x, y) => x - y));
  });

  it('names the point that lies off the map', async () => {
    const [a] = places as [LonLat];
    const asked = engine.route({ points: [a, { lon: a.lon + 20, lat: a.lat }], profile: 'car' });
    await expect(asked).rejects.toMatchObject({ problem: 'out_of_area', index: 1 });
  });
});

describe('GraphHopper in trouble', () => {
  const points = [
    { lon: -8.61, lat: 41.145 },
    { lon: -8.6, lat: 41.15 },
  ];
  const route = (engine: GraphHopperEngine) => engine.route({ points, profile: 'car' });
  const answering = (status: number, body: object, headers: Record<string, string> = {}) =>
    serve(async (_request, _body, response) => {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    });
  const hinted = (kind: string, index?: number) => ({
    message: 'refused',
    hints: [{ message: 'refused', details: `com.graphhopper.util.exceptions.${kind}`, point_index: index }],
  });

  it.each([
    [400, hinted('PointNotFoundException', 1), {}, { problem: 'point_not_snappable', index: 1 }],
    [400, hinted('ConnectionNotFoundException'), {}, { problem: 'no_route' }],
    [400, { message: 'profile missing' }, {}, { problem: 'bad_routing_request' }],
    [401, { message: 'Wrong credentials' }, {}, { problem: 'routing_unavailable' }],
    [
      429,
      { message: 'limit' },
      { 'X-RateLimit-Reset': '17' },
      { problem: 'routing_rate_limited', detail: { retryAfterS: 17 } },
    ],
    [500, { message: 'boom' }, {}, { problem: 'routing_unavailable' }],
    [404, { message: 'HTTP 404 Not Found' }, {}, { problem: 'routing_unavailable' }],
    [200, { unexpected: true }, {}, { problem: 'routing_unavailable' }],
    [200, { paths: [] }, {}, { problem: 'no_route' }],
  ])('turns a %i with %j into a typed error', async (status, body, headers, error) => {
    const stub = await answering(status, body, headers as Record<string, string>);
    await expect(route(new GraphHopperEngine({ url: stub.url }))).rejects.toMatchObject(error);
    await stub.close();
  });

  it('times out', async () => {
    const stub = await serve(async () => {});
    const asked = route(new GraphHopperEngine({ url: stub.url, timeoutMs: 100 }));
    await expect(asked).rejects.toMatchObject({ problem: 'routing_timeout' });
    await stub.close();
  });

  it('says when nobody listens', async () => {
    const stub = await answering(200, {});
    await stub.close();
    await expect(route(new GraphHopperEngine({ url: stub.url }))).rejects.toMatchObject({
      problem: 'routing_unavailable',
    });
  });

  it('stops waiting when the caller does', async () => {
    const stub = await serve(async () => {});
    const abort = new AbortController();
    const engine = new GraphHopperEngine({ url: stub.url });
    const asked = engine.route({ points, profile: 'car' }, abort.signal);
    setTimeout(() => abort.abort(), 20);
    await expect(asked).rejects.toThrow(/abort/i);
    await stub.close();
  });

  it('sends the key and never shows it', async () => {
    const seen: string[] = [];
    const printed = jest
      .spyOn(console, 'log')
      .mockImplementation((...args) => seen.push(args.join(' ')) && undefined);
    let asked = '';
    const stub = await serve(async (request, _body, response) => {
      asked = request.url!;
      response.writeHead(400).end(JSON.stringify({ message: `bad request to /route?key=s3cret for s3cret` }));
    });
    const engine = new GraphHopperEngine({ url: stub.url, key: 's3cret' });
    const error = await route(engine).catch((caught: Error) => caught);
    const health = await engine.health();
    await stub.close();
    printed.mockRestore();
    expect(asked).toContain('key=s3cret');
    expect(health.ok).toBe(false);
    expect(JSON.stringify([(error as Error).message, (error as Error).stack, health, seen])).not.toContain(
      's3cret',
    );
  });

  it('uses the matrix call where the server has one: seconds, metres, null for no way', async () => {
    let asked: unknown;
    const stub = await serve(async (request, body, response) => {
      asked = { path: request.url, body: JSON.parse(body) };
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          times: [[60, null]],
          distances: [[500, null]],
          hints: [{ invalid_to_points: [1] }],
        }),
      );
    });
    const engine = new GraphHopperEngine({ url: stub.url, key: 'k' });
    const matrix = await engine.matrix({ sources: [points[0]!], targets: points, profile: 'bike' });
    await stub.close();
    expect(asked).toMatchObject({
      path: '/matrix?key=k',
      body: { profile: 'bike', from_points: [[-8.61, 41.145]], fail_fast: false },
    });
    expect([...matrix.durationsS]).toEqual([60, Infinity]);
    expect([...matrix.distancesM]).toEqual([500, Infinity]);
    expect(matrix.unsnapped).toEqual({ sources: [], targets: [1] });
  });
});

function inBox([west, south, east, north]: Bbox, share: number): LonLat {
  return between({ lon: west, lat: south }, { lon: east, lat: north }, share);
}
