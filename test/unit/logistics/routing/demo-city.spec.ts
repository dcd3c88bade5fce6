import { rm } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BasemapTiles } from '../../../../src/logistics/routing/basemap-tiles.ts';
import type { BasemapTile } from '../../../../src/logistics/routing/basemap-tiles.ts';
import type { RoadGraph } from '../../../../src/logistics/routing/graph/road-graph.ts';
import { StreetIndex } from '../../../../src/logistics/routing/graph/street-index.ts';
import { StreetRouter } from '../../../../src/logistics/routing/graph/street-router.ts';
import type { Profile, TracePoint } from '../../../../src/logistics/routing/routing-engine.ts';
import { loadStreets } from '../../../../src/logistics/routing/streets.ts';
import { alongLine, cumulativeM, distanceM, moveBy } from '../../../../src/shared/geo.ts';
import type { LonLat } from '../../../../src/shared/geo.ts';
import { emptyDataDir, numbers } from './demo-city.ts';

let dataDir: string;
let graph: RoadGraph;
let router: StreetRouter;
const said: string[] = [];

beforeAll(async () => {
  dataDir = await emptyDataDir();
  graph = await loadStreets(dataDir, (message) => said.push(message));
  router = new StreetRouter(graph);
});
afterAll(() => rm(dataDir, { recursive: true }));

const somewhere = (random: () => number): LonLat => ({
  lon: 11.9 + random() * 0.12,
  lat: 57.67 + random() * 0.06,
});

/** A drive as a phone sees it: a fix every `everyS` seconds, off by a normal error. */
function drive(
  line: readonly LonLat[],
  kmh: number,
  everyS: number,
  sigmaM: number,
  random: () => number,
): { truth: LonLat[]; trace: TracePoint[] } {
  const sums = cumulativeM(line);
  const stepM = (kmh / 3.6) * everyS;
  const truth = Array.from({ length: Math.floor(sums.at(-1)! / stepM) + 1 }, (_, i) =>
    alongLine(line, sums, i * stepM),
  );
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const trace = truth.map((at, i) => ({
    at: moveBy(moveBy(at, 90, sigmaM * normal()), 0, sigmaM * normal()),
    atMs: i * everyS * 1000,
    accuracyM: sigmaM,
  }));
  return { truth, trace };
}

describe('the demo city', () => {
  it('is built once and read afterwards', async () => {
    expect(said).toHaveLength(1);
    const again = await loadStreets(dataDir, (message) => said.push(message));
    expect(said).toHaveLength(1);
    expect(again.lengthM).toEqual(graph.lengthM);
    expect(graph.attribution).toContain('OpenStreetMap contributors');
  });

  it.each<[Profile, number, number]>([
    ['car', 15, 70],
    ['bike', 10, 18],
    ['foot', 4, 5],
  ])('gives %s routes no shorter than the bird flies, at %i to %i km/h', (profile, slowest, fastest) => {
    const random = numbers(5);
    for (let i = 0; i < 15; i++) {
      const points = [somewhere(random), somewhere(random)];
      const { distanceM: m, durationMs, line } = router.route({ points, profile });
      expect(m).toBeGreaterThanOrEqual(distanceM(line[0]!, line.at(-1)!) - 0.5);
      expect(cumulativeM(line).at(-1)!).toBeCloseTo(m, -1);
      if (m < 1000) continue;
      expect(m / 1000 / (durationMs / 3_600_000)).toBeGreaterThan(slowest);
      expect(m / 1000 / (durationMs / 3_600_000)).toBeLessThanOrEqual(fastest + 0.01);
    }
  });

  it('answers a matrix over the river within the triangle of its own ways', () => {
    const random = numbers(8);
    const places = Array.from({ length: 15 }, () => somewhere(random));
    const { durationsS, unsnapped } = router.matrix({ sources: places, targets: places, profile: 'car' });
    const n = places.length;
    expect(unsnapped).toEqual({ sources: [], targets: [] });
    let worst = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) {
          const detour = durationsS[i * n + k]! + durationsS[k * n + j]! - durationsS[i * n + j]!;
          worst = Math.min(worst, detour);
        }
    // A stop lets the driver turn round there for nothing, which may save a loop, never more.
    expect(worst).toBeGreaterThan(-60);
  });

  it.each<[number, number]>([
    [5, 5],
    [10, 5],
    [10, 15],
  ])('finds a drive again under %i m of noise with a fix every %i s', (sigmaM, everyS) => {
    const random = numbers(21);
    let fixes = 0;
    let right = 0;
    for (let i = 0; i < 4; i++) {
      const route = router.route({ points: [somewhere(random), somewhere(random)], profile: 'car' });
      const { truth, trace } = drive(route.line, 40, everyS, sigmaM, random);
      const match = router.match({ trace, profile: 'car' });
      expect(match.points).toHaveLength(trace.length);
      fixes += trace.length;
      right += match.points.filter((point, k) => point && distanceM(point.at, truth[k]!) < 4 * sigmaM).length;
      const along = match.points.flatMap((point) => point?.alongM ?? []);
      expect(along).toEqual(along.toSorted((a, b) => a - b));
      expect(Math.abs(match.distanceM - route.distanceM)).toBeLessThan(0.1 * route.distanceM + 100);
    }
    expect(right / fixes).toBeGreaterThan(0.9);
  });

  it('leaves fixes far from any street unmatched and goes on after them', () => {
    const route = router.route({
      points: [
        { lon: 11.96, lat: 57.7 },
        { lon: 12.0, lat: 57.72 },
      ],
      profile: 'car',
    });
    const { trace } = drive(route.line, 40, 5, 3, numbers(3));
    const middle = trace.length >> 1;
    trace[middle] = { ...trace[middle]!, at: moveBy(trace[middle]!.at, 180, 40_000) };
    const { points } = router.match({ trace, profile: 'car' });
    expect(points[middle]).toBeNull();
    expect(points.filter((point) => point === null)).toHaveLength(1);
  });

  it('matches a standing vehicle to one place', () => {
    const at = router.nearest({ lon: 11.9736, lat: 57.7 }, 'car').at;
    const random = numbers(2);
    const trace = Array.from({ length: 60 }, (_, i) => ({
      at: moveBy(at, random() * 360, random() * 10),
      atMs: i * 1000,
    }));
    expect(router.match({ trace, profile: 'car' }).distanceM).toBeLessThan(60);
  });

  it('answers an empty trace with nothing', () => {
    expect(router.match({ trace: [], profile: 'car' })).toEqual({ points: [], line: [], distanceM: 0 });
  });
});

describe('street names', () => {
  let index: StreetIndex;
  beforeAll(() => {
    index = new StreetIndex(graph, router.snapper);
  });
  const labels = (text: string) => index.search(text, 5).map((place) => place.label);

  it('are found without case and accents, whole names first', () => {
    expect(labels('gotgatan')[0]).toBe('Götgatan');
    expect(labels('KUNGSPORTSAVEN')).toContain('Kungsportsavenyn');
    expect(labels('avenyn')).toContain('Kungsportsavenyn');
    expect(labels('qqqq')).toEqual([]);
    expect(labels('  ')).toEqual([]);
  });

  it('stand in for a house number that nobody recorded', () => {
    expect(labels('Götgatan 12')[0]).toBe('Götgatan');
    expect(labels('Götgatan, 12 b')[0]).toBe('Götgatan');
  });

  it('are found from a place', () => {
    const [street] = index.search('Götgatan', 1);
    expect(index.reverse(street!.at, router.searchOf('foot').network)!.label).toBe('Götgatan');
    expect(index.reverse({ lon: 12.5, lat: 58 }, router.searchOf('foot').network)).toBeNull();
  });
});

describe('basemap tiles', () => {
  let tiles: BasemapTiles;
  beforeAll(() => {
    tiles = new BasemapTiles(graph);
  });
  const LON = 11.9736;
  const LAT = 57.7089;
  const keyAt = (z: number) => ({
    z,
    x: Math.floor(((LON + 180) / 360) * 2 ** z),
    y: Math.floor(((1 - Math.asinh(Math.tan((LAT * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z),
  });

  it('stay small at every zoom', () => {
    for (let z = 6; z <= 18; z++) expect(tiles.gzipped(keyAt(z)).length).toBeLessThan(60_000);
  });

  it('show more kinds of road the nearer one looks, the widest last', () => {
    const classes = (z: number) => tiles.tile(keyAt(z)).roads.map(([roadClass]) => roadClass);
    expect(new Set(classes(10))).not.toContain('residential');
    expect(new Set(classes(15))).toContain('footway');
    const far = classes(12);
    expect(far).toContain('tertiary');
    expect(far.lastIndexOf('tertiary')).toBeLessThan(far.indexOf('secondary'));
  });

  it('keep roads and labels at the tile', () => {
    const tile = JSON.parse(gunzipSync(tiles.gzipped(keyAt(15))).toString()) as BasemapTile;
    expect(tile.roads.length).toBeGreaterThan(50);
    expect(tile.labels.map((label) => label.text)).toContain('Korsgatan');
    expect(new Set(tile.labels.map((label) => label.text)).size).toBe(tile.labels.length);
    for (const { x, y, deg } of tile.labels) {
      expect(x >= 0 && x < tile.extent && y >= 0 && y < tile.extent).toBe(true);
      expect(Math.abs(deg)).toBeLessThanOrEqual(90);
    }
  });

  it('agree with the streets about where things are', () => {
    const { z, x, y } = keyAt(17);
    const tile = tiles.tile({ z, x, y });
    const [, tx, ty] = tile.roads.find(([, px, py]) => px >= 0 && py >= 0 && px <= 4096 && py <= 4096)!;
    const lon = ((x + tx / tile.extent) / 2 ** z) * 360 - 180;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + ty / tile.extent)) / 2 ** z))) * 180) / Math.PI;
    expect(router.nearest({ lon, lat }, 'foot').distanceM).toBeLessThan(3);
  });

  it('are empty where no street is', () => {
    expect(tiles.tile({ z: 14, x: 0, y: 0 })).toMatchObject({
      roads: [],
      areas: [],
      labels: [],
    });
  });
});
