import { Type } from '@mikro-orm/core';
import type { LonLat } from '../../shared/geo.ts';

/** geometry(Polygon,4326) in the database, its outer ring as an open list of `{ lon, lat }` in the program. */
export class RingType extends Type<LonLat[], string> {
  override convertToDatabaseValue(ring: LonLat[] | string): string {
    if (typeof ring === 'string') return ring;
    const corners = [...ring, ring[0]!].map(({ lon, lat }) => `${lon} ${lat}`);
    return `SRID=4326;POLYGON((${corners.join(',')}))`;
  }

  override convertToJSValue(value: string | LonLat[]): LonLat[] {
    if (typeof value !== 'string') return value;
    const corners = value.startsWith('SRID') ? fromText(value) : fromGeoJson(value);
    return corners.slice(0, -1).map(([lon, lat]) => ({ lon, lat }));
  }

  override convertToDatabaseValueSQL(key: string): string {
    return `${key}::geometry`;
  }

  override convertToJSValueSQL(key: string): string {
    return `ST_AsGeoJSON(${key}, 7)`;
  }

  override getColumnType(): string {
    return 'geometry(Polygon,4326)';
  }

  override compareAsType(): string {
    return 'string';
  }
}

const fromGeoJson = (json: string): [number, number][] =>
  (JSON.parse(json) as { coordinates: [number, number][][] }).coordinates[0]!;

const fromText = (text: string): [number, number][] =>
  text
    .slice(text.lastIndexOf('(') + 1, text.indexOf(')'))
    .split(',')
    .map((corner) => corner.split(' ').map(Number) as [number, number]);
