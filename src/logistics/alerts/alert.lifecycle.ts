import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { AlertState } from '../../shared/states.ts';

export const alertLifecycle = defineLifecycle<AlertState>('alert', 'open', {
  open: ['acknowledged', 'escalated', 'snoozed', 'resolved'],
  acknowledged: ['escalated', 'snoozed', 'resolved'],
  escalated: ['acknowledged', 'snoozed', 'resolved'],
  snoozed: ['open', 'acknowledged', 'resolved'],
  resolved: ['closed'],
  closed: [],
});

/** States in which the trouble still stands. */
export const STANDING: AlertState[] = ['open', 'acknowledged', 'escalated', 'snoozed'];
