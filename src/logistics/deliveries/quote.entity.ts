import { defineEntity, p } from '@mikro-orm/core';
import type { LonLat } from '../../shared/geo.ts';

export const QuoteSchema = defineEntity({
  name: 'Quote',
  tableName: 'delivery_quote',
  properties: {
    id: p.uuid().primary(),
    storeId: p.uuid(),
    /** What was quoted: a delivery between other places does not get this fee. */
    pickupAt: p.json<LonLat>(),
    dropoffAt: p.json<LonLat>(),
    feeMinor: p.integer(),
    currency: p.string(),
    expiresAt: p.datetime(),
    usedBy: p.uuid().nullable(),
  },
});

/** A fee that holds for ten minutes. */
export class Quote extends QuoteSchema.class {}
QuoteSchema.setClass(Quote);
