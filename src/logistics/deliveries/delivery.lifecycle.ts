import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { DeliveryState } from '../../shared/states.ts';

/** From a shop's wish to a signature. Until the goods are picked up it may go back to `confirmed` and be planned anew. */
export const deliveryLifecycle = defineLifecycle<DeliveryState>('delivery', 'created', {
  created: ['confirmed', 'cancelled'],
  confirmed: ['assigned', 'cancelled'],
  assigned: ['confirmed', 'enroute_to_pickup', 'cancelled'],
  enroute_to_pickup: ['confirmed', 'arrived_at_pickup', 'attempt_failed', 'cancelled'],
  arrived_at_pickup: ['confirmed', 'picked_up', 'attempt_failed', 'cancelled'],
  picked_up: ['enroute_to_dropoff', 'returning'],
  enroute_to_dropoff: ['arrived_at_dropoff', 'attempt_failed', 'returning'],
  arrived_at_dropoff: ['delivered', 'attempt_failed', 'returning'],
  delivered: [],
  attempt_failed: ['confirmed', 'enroute_to_dropoff', 'returning'],
  returning: ['arrived_at_return'],
  arrived_at_return: ['returned'],
  returned: [],
  cancelled: [],
});
