import { defineEntity, p } from '@mikro-orm/core';

export const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  properties: {
    id: p.uuid().primary(),
    hash: p.string(),
    storeId: p.uuid(),
    name: p.string(),
    createdAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
  },
});
/** A shop's program. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);

export const DeviceSchema = defineEntity({
  name: 'Device',
  properties: {
    id: p.uuid().primary(),
    hash: p.string(),
    courierId: p.uuid(),
    name: p.string(),
    createdAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
  },
});
/** A courier's phone or tracker. */
export class Device extends DeviceSchema.class {}
DeviceSchema.setClass(Device);
