import { z } from 'zod';
import type { LonLat } from '../../shared/geo.ts';
import type { TileKey } from './graph-protocol.ts';
import type { Bbox } from './routing-engine.ts';

const DEEPEST_ZOOM = 20;

const lonLatOut = z.object({ lon: z.number(), lat: z.number() });

/** Where the streets lie and how to draw them; `tileUrl` null: from `/tiles`. */
export const streetsOut = z.object({
  label: z.string(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  centre: lonLatOut,
  attribution: z.string(),
  tileUrl: z.string().nullable(),
});
export type StreetsView = z.output<typeof streetsOut>;

export const geocodeQuery = z.strictObject({
  q: z.string().trim().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type GeocodeQuery = z.output<typeof geocodeQuery>;

export const placesOut = z.object({
  items: z.array(z.object({ label: z.string(), at: lonLatOut, kind: z.enum(['street', 'address']) })),
});

const whole = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);

/** `/tiles/:z/:x/:file`, the file being `y.json`. */
export const tileParams = z
  .strictObject({ z: whole, x: whole, file: z.string().regex(/^\d{1,7}\.json$/) })
  .transform(({ z: zoom, x, file }): TileKey => ({ z: zoom, x, y: Number.parseInt(file, 10) }))
  .refine(({ z: zoom, x, y }) => zoom <= DEEPEST_ZOOM && x < 2 ** zoom && y < 2 ** zoom, {
    error: 'there is no such tile',
  });

export const centreOf = ([west, south, east, north]: Bbox): LonLat => ({
  lon: (west + east) / 2,
  lat: (south + north) / 2,
});
