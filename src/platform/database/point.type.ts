import { Type } from '@mikro-orm/core';
import type { LonLat } from '../../shared/geo.ts';

/** geography(Point,4326) in the database, `{ lon, lat }` in the program. */
export class PointType extends Type<LonLat | null, string | null> {
  override convertToDatabaseValue(value: LonLat | null): string | null {
    return value ? `SRID=4326;POINT(${value.lon} ${value.lat})` : null;
  }

  override convertToJSValue(value: string | LonLat | null): LonLat | null {
    if (!value) return null;
    if (typeof value === 'object') return value;
    if (value.startsWith('SRID')) {
      const [, lon, lat] = /\((\S+) (\S+)\)/.exec(value)!;
      return { lon: Number(lon), lat: Number(lat) };
    }
    const [lon, lat] = (JSON.parse(value) as { coordinates: [number, number] }).coordinates;
    return { lon, lat };
  }

  override convertToDatabaseValueSQL(key: string): string {
    return `${key}::geography`;
  }

  override convertToJSValueSQL(key: string): string {
    return `ST_AsGeoJSON(${key}, 7)`;
  }

  override getColumnType(): string {
    return 'geography(Point,4326)';
  }

  override compareAsType(): string {
    return 'any';
  }

  override compareValues(a: string | null, b: string | null): boolean {
    return a === b;
  }
}
