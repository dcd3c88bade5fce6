import { defineEntity, p } from '@mikro-orm/core';
import type { OfferState } from '../../shared/states.ts';
import { offerLifecycle } from './offer.lifecycle.ts';

export const OfferSchema = defineEntity({
  name: 'Offer',
  properties: {
    id: p.uuid().primary(),
    deliveryId: p.uuid(),
    courierId: p.uuid(),
    zoneId: p.uuid(),
    state: p.string().$type<OfferState>(),
    madeAt: p.datetime(),
    expiresAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
  },
});

export class Offer extends OfferSchema.class {
  /** Throws IllegalTransition when it is answered already. */
  answer(state: OfferState, at: Date): void {
    offerLifecycle.assert(this.state, state);
    this.state = state;
    this.answeredAt = at;
  }
}
OfferSchema.setClass(Offer);
