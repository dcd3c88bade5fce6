import { defineEntity, p } from '@mikro-orm/core';
import { PointType } from '../../platform/database/point.type.ts';
import type { LonLat } from '../../shared/geo.ts';

export const StoreSchema = defineEntity({
  name: 'Store',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    name: p.string(),
    address: p.string(),
    at: p.type(PointType).$type<LonLat>(),
    timeZone: p.string(),
    notes: p.string().nullable(),
    zoneId: p.uuid(),
    currency: p.string(),
  },
});

/** Where orders are picked up. */
export class Store extends StoreSchema.class {}
StoreSchema.setClass(Store);
