import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

export const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.uuid().primary(),
    hash: p.string(),
    account: () => p.manyToOne(Account),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** One browser where somebody is signed in. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
