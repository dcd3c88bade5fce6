import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { OfferState } from '../../shared/states.ts';

/** One courier's chance at one delivery. */
export const offerLifecycle = defineLifecycle<OfferState>('offer', 'offered', {
  offered: ['accepted', 'rejected', 'expired', 'withdrawn'],
  accepted: [],
  rejected: [],
  expired: [],
  withdrawn: [],
});
