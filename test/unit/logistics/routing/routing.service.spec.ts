import { describe, expect, it } from '@jest/globals';
import type { EngineId, Route, RoutingEngine } from '../../../../src/logistics/routing/routing-engine.ts';
import {
  engineUnavailable,
  noRoute,
  outOfArea,
  rateLimited,
} from '../../../../src/logistics/routing/routing-errors.ts';
import { RoutingService } from '../../../../src/logistics/routing/routing.service.ts';

const ask = {
  points: [
    { lon: 1, lat: 1 },
    { lon: 2, lat: 2 },
  ],
  profile: 'car' as const,
};

/** An engine that routes as told and counts how often it was asked. */
function engine(id: EngineId, route: (signal?: AbortSignal) => Promise<Route>) {
  const calls = { count: 0 };
  const partial: Partial<RoutingEngine> = {
    id,
    route: (_request, signal) => {
      calls.count++;
      return route(signal);
    },
    matrix: async ({ sources, targets }) => {
      calls.count++;
      const cells = new Float64Array(sources.length * targets.length).fill(id === 'embedded' ? 1 : 2);
      return { durationsS: cells, distancesM: cells.slice(), unsnapped: { sources: [], targets: [] } };
    },
  };
  return Object.assign(calls, { engine: partial as RoutingEngine });
}

const good = async (): Promise<Route> => ({ distanceM: 1, durationMs: 1, line: [], legs: [] });
const failing = (error: Error) => () => Promise.reject(error);

describe('routing', () => {
  it('is answered by the embedded streets when no engine is set', async () => {
    const service = new RoutingService(null, engine('embedded', good).engine);
    expect(await service.route(ask)).toMatchObject({ distanceM: 1, engine: 'embedded' });
    expect(service.status()).toMatchObject({ engine: 'embedded', degraded: false });
  });

  it('falls back at once, stops asking after some failures, and comes back', async () => {
    let now = Date.parse('2026-01-01T10:00:00Z');
    let down = true;
    const primary = engine('graphhopper', () =>
      down ? Promise.reject(engineUnavailable('cannot be reached')) : good(),
    );
    const fallback = engine('embedded', good);
    const service = new RoutingService(primary.engine, fallback.engine, {
      failures: 2,
      restMs: 1000,
      now: () => now,
    });
    for (let i = 0; i < 5; i++) expect((await service.route(ask)).engine).toBe('embedded');
    expect(primary.count).toBe(2);
    expect(service.status()).toEqual({
      engine: 'embedded',
      degraded: true,
      reason:
        'graphhopper: open since 2026-01-01T10:00:00.000Z (cannot be reached), falling back to embedded',
    });
    down = false;
    now += 1000;
    expect((await service.route(ask)).engine).toBe('graphhopper');
    expect(service.status()).toMatchObject({ engine: 'graphhopper', degraded: false });
  });

  it('leaves an engine alone for as long as it asks', async () => {
    let now = 0;
    const primary = engine('graphhopper', failing(rateLimited(60)));
    const service = new RoutingService(primary.engine, engine('embedded', good).engine, { now: () => now });
    await service.route(ask);
    now = 59_000;
    await service.route(ask);
    expect(primary.count).toBe(1);
  });

  it('passes on a refusal of the question', async () => {
    const fallback = engine('embedded', good);
    const service = new RoutingService(engine('graphhopper', failing(noRoute())).engine, fallback.engine);
    for (let i = 0; i < 5; i++)
      await expect(service.route(ask)).rejects.toMatchObject({ problem: 'no_route' });
    expect(fallback.count).toBe(0);
    expect(service.status().degraded).toBe(false);
  });

  it('does not hide a defect behind the fallback', async () => {
    const service = new RoutingService(
      engine('graphhopper', failing(new TypeError('oops'))).engine,
      engine('embedded', good).engine,
    );
    await expect(service.route(ask)).rejects.toThrow('oops');
  });

  it('says the engine is away when the streets at hand are of another city', async () => {
    const service = new RoutingService(
      engine('graphhopper', failing(engineUnavailable('down'))).engine,
      engine('embedded', failing(outOfArea(0))).engine,
    );
    await expect(service.route(ask)).rejects.toMatchObject({ problem: 'routing_unavailable' });
  });

  it('does not count a caller who gave up', async () => {
    const abort = new AbortController();
    const primary = engine('graphhopper', (signal) => {
      abort.abort();
      return Promise.reject(signal!.reason as Error);
    });
    const service = new RoutingService(primary.engine, engine('embedded', good).engine, { failures: 1 });
    await expect(service.route(ask, abort.signal)).rejects.toThrow(/abort/i);
    expect(service.status().degraded).toBe(false);
  });

  it('remembers matrices per engine', async () => {
    const primary = engine('graphhopper', good);
    const fallback = engine('embedded', good);
    const service = new RoutingService(primary.engine, fallback.engine, { failures: 1 });
    const request = { sources: ask.points, targets: ask.points, profile: 'car' as const };
    expect(await service.matrix(request)).toMatchObject({
      engine: 'graphhopper',
      durationsS: Float64Array.of(2, 2, 2, 2),
    });
    await service.matrix(request);
    expect([primary.count, fallback.count]).toEqual([1, 0]);
  });
});
