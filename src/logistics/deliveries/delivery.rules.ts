import type { DeliveryState, FailReason, StopKind } from '../../shared/states.ts';
import type { DeliveryAction } from '../../shared/views.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';

export type FailurePolicy = 'return' | 'retry';

/** What happens after a failed visit: plan it anew, try the same door once more, or take the goods back. */
export type AfterFailure = { next: 'replan'; readyAt: Date } | { next: 'retry' } | { next: 'return' };

/** Visits to one door in all, when the shop wants a second try. */
const DROPOFF_ATTEMPTS = 2;
/** How long a store gets before the next courier comes, per failed pickup. */
const PICKUP_PAUSE_MS = 15 * 60_000;
/** A second visit won't help when the goods are refused or broken. */
const HOPELESS: FailReason[] = ['refused', 'damaged'];

/** What a failed visit leads to; `failures` counts the failed visits of this kind, this one included. */
export function afterFailure(
  failed: { kind: StopKind; reason: FailReason; failures: number; policy: FailurePolicy },
  now: Date,
): AfterFailure {
  if (failed.kind === 'pickup')
    return { next: 'replan', readyAt: new Date(now.getTime() + failed.failures * PICKUP_PAUSE_MS) };
  const again =
    failed.policy === 'retry' && failed.failures < DROPOFF_ATTEMPTS && !HOPELESS.includes(failed.reason);
  return again ? { next: 'retry' } : { next: 'return' };
}

/** Whether the courier has the goods: from then on it can't change hands or be cancelled, only be returned. */
export function isWithCourier(state: DeliveryState): boolean {
  return !deliveryLifecycle.isFinal(state) && !deliveryLifecycle.may(state, 'cancelled');
}

export const mayCancel = (state: DeliveryState): boolean => deliveryLifecycle.may(state, 'cancelled');
export const mayReturn = (state: DeliveryState): boolean => deliveryLifecycle.may(state, 'returning');
/** Whether it may be taken off a route and planned anew. */
const mayReplan = (state: DeliveryState): boolean =>
  state === 'confirmed' || (state !== 'attempt_failed' && deliveryLifecycle.may(state, 'confirmed'));
/** Whether a route may take it: it waits for one, or it may still change hands. */
export const mayPlan = (state: DeliveryState): boolean => state !== 'created' && mayReplan(state);

/** Whether there still is a promise that could be another one: somebody is to come. */
export const mayMovePromise = (state: DeliveryState): boolean =>
  mayCancel(state) || ['picked_up', 'enroute_to_dropoff', 'arrived_at_dropoff'].includes(state);

/** What a dispatcher may do now. `placed`: the map knows where it goes; `postponed`: its courier is to be asked later. */
export function dispatcherActions(
  state: DeliveryState,
  placed: boolean,
  postponed = false,
): DeliveryAction[] {
  const actions: DeliveryAction[] = [];
  if (mayPlan(state) && placed) actions.push('assign');
  if (mayPlan(state) && state !== 'confirmed') actions.push('unassign');
  if (postponed) actions.push('offer');
  if (mayMovePromise(state)) actions.push('correct');
  if (mayReturn(state)) actions.push('return');
  if (mayCancel(state)) actions.push('cancel');
  if (state !== 'cancelled') actions.push('share');
  return actions;
}

/** The time of a move as it is kept: never before the last one, never in the future. */
export function moveTime(claimed: Date | undefined, lastMovedAt: Date, now: Date): Date {
  const at = Math.min((claimed ?? now).getTime(), now.getTime());
  return new Date(Math.max(at, lastMovedAt.getTime()));
}
