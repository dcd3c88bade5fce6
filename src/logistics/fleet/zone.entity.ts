import { defineEntity, p } from '@mikro-orm/core';
import { RingType } from '../../platform/database/ring.type.ts';
import type { LonLat } from '../../shared/geo.ts';

export const ZoneSchema = defineEntity({
  name: 'Zone',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    name: p.string(),
    timeZone: p.string(),
    ring: p.type(RingType).$type<LonLat[]>(),
  },
});

/** An area that is planned as one. */
export class Zone extends ZoneSchema.class {}
ZoneSchema.setClass(Zone);
