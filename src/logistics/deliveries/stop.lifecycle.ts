import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { StopState } from '../../shared/states.ts';

/** One visit. Back to `pending` only when it is taken off a route. A failed visit is never reopened: a new stop is made. */
export const stopLifecycle = defineLifecycle<StopState>('stop', 'pending', {
  pending: ['enroute', 'skipped'],
  enroute: ['pending', 'arrived', 'skipped', 'failed'],
  arrived: ['pending', 'completed', 'skipped', 'failed'],
  completed: [],
  skipped: [],
  failed: [],
});

/** Whether somebody still has to go there. */
export const isOpen = (state: StopState): boolean => !stopLifecycle.isFinal(state);
