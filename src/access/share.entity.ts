import { defineEntity, p } from '@mikro-orm/core';

export const ShareSchema = defineEntity({
  name: 'Share',
  properties: {
    id: p.uuid().primary(),
    hash: p.string(),
    trackingId: p.uuid(),
    storeId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    /** When its end was told. */
    endedAt: p.datetime().nullable(),
  },
});

/** A customer's link to one order's tracking. */
export class Share extends ShareSchema.class {}
ShareSchema.setClass(Share);
