import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { PaymentState } from '../../shared/states.ts';

/** Where the money is. A failed attempt may be made again. */
export const paymentLifecycle = defineLifecycle<PaymentState>('payment', 'pending', {
  pending: ['authorised', 'captured', 'failed', 'voided'],
  authorised: ['captured', 'failed', 'voided'],
  captured: ['refunded', 'partially_refunded'],
  failed: ['pending', 'voided'],
  voided: [],
  refunded: [],
  partially_refunded: ['refunded'],
});
