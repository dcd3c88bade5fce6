import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { OrderState } from '../../shared/states.ts';

/** From a basket to a kept promise. Once the goods are under way they arrive or come back. */
export const orderLifecycle = defineLifecycle<OrderState>('order', 'draft', {
  draft: ['placed', 'cancelled'],
  placed: ['confirmed', 'refused', 'cancelled'],
  confirmed: ['preparing', 'ready', 'in_delivery', 'cancelled'],
  preparing: ['ready', 'in_delivery', 'cancelled'],
  ready: ['in_delivery', 'cancelled'],
  in_delivery: ['fulfilled', 'returned'],
  fulfilled: [],
  cancelled: [],
  refused: [],
  returned: [],
});
