import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cumulativeM, distanceM, type LonLat } from '../../../../src/shared/geo.ts';
import type { Fix } from '../../../../src/logistics/tracking/stages/fix.ts';

const fixOf = (lon: number, lat: number, at: number): Fix => ({ lon, lat, at, receivedAt: at + 500 });

/** Every GPX file below `dir` that has times. */
export function gpxTraces(dir: string): { name: string; fixes: Fix[] }[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.gpx'),
  );
  return names
    .map((name) => ({ name, fixes: readGpx(readFileSync(join(dir, name), 'utf8')) }))
    .filter(({ fixes }) => fixes.length > 1);
}

function readGpx(text: string): Fix[] {
  return [...text.matchAll(/<trkpt([^>]*)>([\s\S]*?)<\/trkpt>/g)].flatMap(([, place, inner]) => {
    const number = (name: string): number => Number(new RegExp(`${name}="([^"]*)"`).exec(place!)?.[1]);
    const at = Date.parse(/<time>([^<]*)<\/time>/.exec(inner!)?.[1] ?? '');
    return Number.isNaN(at) ? [] : [fixOf(number('lon'), number('lat'), at)];
  });
}

const places = (wkt: string): LonLat[] =>
  [...wkt.matchAll(/(-?\d+\.?\d*) (-?\d+\.?\d*)/g)].map(([, lon, lat]) => ({
    lon: Number(lon),
    lat: Number(lat),
  }));

/** Drives of a car fleet with the way they truly took, where that is one unbroken line of a kilometre or more. */
export function matchedDrives(dir: string): { fixes: Fix[]; line: LonLat[]; lengthM: number }[] {
  const folder = join(dir, 'fcd-hof');
  if (!existsSync(folder)) return [];
  const fixes = new Map<string, Fix[]>();
  for (const row of readFileSync(join(folder, 'points.csv'), 'utf8').split('\n').slice(1)) {
    const [id, time, wkt] = row.split(',');
    if (wkt === undefined) continue;
    const [at] = places(wkt);
    fixes.set(id!, [...(fixes.get(id!) ?? []), fixOf(at!.lon, at!.lat, Date.parse(time!))]);
  }
  const truth = readFileSync(join(folder, 'ground_truth.csv'), 'utf8').matchAll(
    /^(\d+),"MULTILINESTRING \((.*)\)"/gm,
  );
  return [...truth].flatMap(([, id, parts]) => {
    const line = parts!.split('),').flatMap(places);
    const isUnbroken =
      line.every((at, i) => i === 0 || distanceM(at, line[i - 1]!) < 500) && parts!.split('),').length === 1;
    const lengthM = cumulativeM(line).at(-1)!;
    return isUnbroken && lengthM >= 1000 ? [{ fixes: fixes.get(id!) ?? [], line, lengthM }] : [];
  });
}
