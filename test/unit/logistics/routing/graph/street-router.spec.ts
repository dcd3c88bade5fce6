import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StreetRouter } from '../../../../../src/logistics/routing/graph/street-router.ts';
import type { Profile } from '../../../../../src/logistics/routing/routing-engine.ts';
import { distanceM } from '../../../../../src/shared/geo.ts';
import type { LonLat } from '../../../../../src/shared/geo.ts';
import { gridCity, spot, tinyCity } from '../tiny-city.ts';
import type { TinyCity } from '../tiny-city.ts';

const lengthOf = (router: StreetRouter, from: LonLat, to: LonLat, profile: Profile = 'car') =>
  router.route({ points: [from, to], profile }).distanceM;

/** A square with one-way sides, run round clockwise: A north to B, east to C, south to D, west to A, where a dead end hangs. */
const SQUARE: TinyCity = {
  nodes: { A: [0, 0], B: [0, 200], C: [200, 200], D: [200, 0], Z: [-100, 0] },
  ways: {
    west: { path: 'A B', oneway: 'yes' },
    north: { path: 'B C', oneway: 'yes' },
    east: { path: 'C D', oneway: 'yes' },
    south: { path: 'A D', oneway: '-1' },
    spur: { path: 'A Z' },
  },
};

/** A cross in the middle O; W, E, N, S are 300 m away; a side street joins the end of S with W. */
const CROSS: TinyCity = {
  nodes: { O: [0, 0], W: [-300, 0], E: [300, 0], N: [0, 300], S: [0, -300] },
  ways: {
    west: { path: 'W O' },
    east: { path: 'O E' },
    north: { path: 'O N' },
    south: { path: 'O S' },
    ring: { path: 'S W' },
    back: { path: 'N E' },
  },
};

describe('the way through a hand-made city', () => {
  it('takes the shorter side of a grid and starts in the middle of a street', () => {
    const router = new StreetRouter(gridCity(4));
    expect(lengthOf(router, spot(50, 0), spot(200, 50))).toBeCloseTo(200, 0);
    expect(lengthOf(router, spot(30, 0), spot(70, 0))).toBeCloseTo(40, 0);
    expect(lengthOf(router, spot(70, 0), spot(30, 0))).toBeCloseTo(40, 0);
  });

  it('goes round the block where a one-way street forbids the short way', () => {
    const router = new StreetRouter(tinyCity(SQUARE));
    expect(lengthOf(router, spot(0, 50), spot(0, 150))).toBeCloseTo(100, 0);
    expect(lengthOf(router, spot(0, 150), spot(0, 50))).toBeCloseTo(700, 0);
    expect(lengthOf(router, spot(0, 150), spot(0, 50), 'foot')).toBeCloseTo(100, 0);
  });

  it('obeys a no-turn restriction and frees the bikes it excepts', () => {
    const free = new StreetRouter(tinyCity(CROSS));
    const turns = [{ from: 'west', via: 'O', to: 'north', except: 'bicycle' }];
    const router = new StreetRouter(tinyCity({ ...CROSS, turns }));
    const [from, to] = [spot(-100, 0), spot(0, 100)];
    expect(lengthOf(free, from, to)).toBeCloseTo(200, 0);
    expect(lengthOf(router, from, to)).toBeGreaterThan(900);
    expect(lengthOf(router, from, to, 'bike')).toBeCloseTo(200, 0);
    expect(lengthOf(router, to, from)).toBeCloseTo(200, 0);
  });

  it('obeys an only-turn restriction', () => {
    const turns = [{ from: 'west', via: 'O', to: 'east', kind: 'only' as const }];
    const router = new StreetRouter(tinyCity({ ...CROSS, turns }));
    expect(lengthOf(router, spot(-100, 0), spot(100, 0))).toBeCloseTo(200, 0);
    expect(lengthOf(router, spot(-100, 0), spot(0, 100))).toBeGreaterThan(900);
    expect(lengthOf(router, spot(-100, 0), spot(0, -100))).toBeGreaterThan(700);
  });

  it('turns round only where the street ends', () => {
    const router = new StreetRouter(
      tinyCity({
        nodes: { A: [0, 0], B: [0, 200], M: [100, 200], E: [400, 200], L: [-200, 200], X: [100, 300] },
        ways: {
          in: { path: 'A B', oneway: 'yes' },
          right: { path: 'B M E' },
          left: { path: 'B L' },
          out: { path: 'L A', oneway: 'yes' },
          side: { path: 'M X', highway: 'footway' },
        },
        turns: [{ from: 'in', via: 'B', to: 'left' }],
      }),
    );
    const route = router.route({ points: [spot(0, 100), spot(-100, 200)], profile: 'car' });
    expect(route.distanceM).toBeCloseTo(100 + 400 + 400 + 100, 0);
    const driven = 1000 * (3600 / 28);
    expect(route.durationMs - driven).toBeGreaterThan(22_500);
    expect(route.durationMs - driven).toBeLessThan(23_500);
  });

  it('lets bikes through a bollard and sends cars round', () => {
    const router = new StreetRouter(tinyCity({ ...CROSS, bollards: ['O'] }));
    expect(lengthOf(router, spot(-100, 0), spot(0, -100), 'bike')).toBeCloseTo(200, 0);
    expect(lengthOf(router, spot(-100, 0), spot(0, -100))).toBeGreaterThan(700);
  });

  it('never starts on a street that leads nowhere', () => {
    const router = new StreetRouter(
      tinyCity({
        nodes: { ...CROSS.nodes, I: [20, 60], J: [60, 60], T: [0, 400] },
        ways: { ...CROSS.ways, island: { path: 'I J' }, trap: { path: 'N T', oneway: 'yes' } },
      }),
    );
    expect(router.nearest(spot(40, 60), 'car').at.lon).toBeCloseTo(spot(0, 60).lon, 5);
    expect(router.nearest(spot(1, 390), 'car').distanceM).toBeGreaterThan(50);
    expect(router.nearest(spot(1, 390), 'foot').distanceM).toBeLessThan(2);
  });

  it('draws the line from snap to snap, and the legs share it', () => {
    const router = new StreetRouter(gridCity(5));
    const points = [spot(50, 3), spot(200, 150), spot(350, 400)];
    const route = router.route({ points, profile: 'bike' });
    expect(route.legs.map((leg) => [leg.fromIndex, leg.toIndex])).toEqual([
      [0, route.legs[0]!.toIndex],
      [route.legs[0]!.toIndex, route.line.length - 1],
    ]);
    for (const leg of route.legs) {
      let drawn = 0;
      for (let i = leg.fromIndex; i < leg.toIndex; i++)
        drawn += distanceM(route.line[i]!, route.line[i + 1]!);
      expect(drawn).toBeCloseTo(leg.distanceM, 0);
    }
    expect(route.legs.reduce((sum, leg) => sum + leg.distanceM, 0)).toBeCloseTo(route.distanceM, 6);
    expect(route.legs.reduce((sum, leg) => sum + leg.durationMs, 0)).toBeCloseTo(route.durationMs, 6);
    expect(distanceM(route.line[0]!, spot(50, 0))).toBeLessThan(0.5);
  });

  it('stays where it is when both ends are one place', () => {
    const route = new StreetRouter(gridCity(3)).route({ points: [spot(50, 0), spot(50, 0)], profile: 'car' });
    expect(route).toMatchObject({ distanceM: 0, durationMs: 0, legs: [{ fromIndex: 0, toIndex: 0 }] });
  });

  it('says which point is wrong and how', () => {
    const router = new StreetRouter(gridCity(3));
    const ask = (to: LonLat) => () => router.route({ points: [spot(0, 0), to], profile: 'car' });
    expect(ask({ lon: 3, lat: 3 })).toThrow(expect.objectContaining({ problem: 'out_of_area', index: 1 }));
    expect(ask(spot(900, 900))).toThrow(
      expect.objectContaining({ problem: 'point_not_snappable', index: 1 }),
    );
    expect(() => router.route({ points: [spot(0, 0)], profile: 'car' })).toThrow(
      expect.objectContaining({ problem: 'bad_routing_request' }),
    );
  });
});

describe('a matrix', () => {
  it('has Infinity and the index for a place off the streets', () => {
    const router = new StreetRouter(gridCity(3));
    const far = spot(900, 900);
    const matrix = router.matrix({
      sources: [spot(0, 0), far],
      targets: [spot(100, 0), far, { lon: 0, lat: 0 }],
      profile: 'car',
    });
    expect(matrix.unsnapped).toEqual({ sources: [1], targets: [1, 2] });
    expect([...matrix.durationsS].map(Number.isFinite)).toEqual([true, false, false, false, false, false]);
  });

  const place = fc.tuple(fc.integer({ min: -20, max: 520 }), fc.integer({ min: -20, max: 520 }));
  const direction = fc.constantFrom(undefined, undefined, 'yes', '-1');

  it('equals the routes between its pairs, whichever way it was searched', () => {
    fc.assert(
      fc.property(
        fc.array(direction, { minLength: 12, maxLength: 12 }),
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Profile>('car', 'bike', 'foot'),
        (oneways, from, to, profile) => {
          const router = new StreetRouter(gridCity(6, (i, across) => oneways[across ? i : i + 6]));
          const sources = from.map(([x, y]) => spot(x, y));
          const targets = to.map(([x, y]) => spot(x, y));
          const matrix = router.matrix({ sources, targets, profile });
          sources.forEach((source, i) => {
            targets.forEach((target, j) => {
              const cell = i * targets.length + j;
              const route = router.route({ points: [source, target], profile });
              expect(matrix.durationsS[cell]!).toBeCloseTo(route.durationMs / 1000, 6);
              expect(matrix.distancesM[cell]!).toBeCloseTo(route.distanceM, 3);
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
