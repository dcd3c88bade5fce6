import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { emptySource } from './road-source.ts';
import type { RoadSource } from './road-source.ts';
import type { Tags } from './road-tags.ts';

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ type: z.literal('Feature') })),
});
const wayFeature = z.object({
  properties: z.record(z.string(), z.unknown()),
  geometry: z.object({
    type: z.literal('LineString'),
    coordinates: z.array(z.array(z.number()).min(2)).min(2),
  }),
});

/** Roads from a GeoJSON FeatureCollection of LineStrings with OSM tags as properties; lines meet where coordinates are equal. */
export async function readRoadGeojson(file: string, label: string): Promise<RoadSource> {
  const source = emptySource(label);
  const nodeAt = new Map<string, number>();
  for (const feature of collection.parse(JSON.parse(await readFile(file, 'utf8'))).features) {
    const properties = feature.properties as Tags | undefined;
    if (properties?.highway === undefined) continue;
    const way = wayFeature.safeParse(feature);
    if (!way.success) continue;
    const nodes = way.data.geometry.coordinates.map(([lon, lat]) => {
      const key = `${lon},${lat}`;
      const known = nodeAt.get(key);
      if (known !== undefined) return known;
      nodeAt.set(key, source.lon.length);
      source.lat.push(lat!);
      return source.lon.push(lon!) - 1;
    });
    source.ways.push({ id: source.ways.length, nodes, tags: properties });
  }
  return source;
}
