import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '../shared/states.ts';

/** The roles people have; the others belong to keys, devices and links. */
export type AccountRole = Extract<Role, 'administrator' | 'dispatcher' | 'store' | 'courier'>;

export const AccountSchema = defineEntity({
  name: 'Account',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    /** Lower case. */
    email: p.string(),
    /** argon2id, PHC string. */
    passwordHash: p.string(),
    role: p.string().$type<AccountRole>(),
    storeIds: p.array().columnType('uuid[]').nullable(),
    courierId: p.uuid().nullable(),
    createdAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** A person who signs in. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
