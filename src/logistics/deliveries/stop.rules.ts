import type { DeliveryState, StopKind, StopState } from '../../shared/states.ts';
import type { StopAction } from '../../shared/route-views.ts';
import { IllegalTransition } from '../../shared/lifecycle.ts';
import { isOpen } from './stop.lifecycle.ts';

export type StopGoal = 'enroute' | 'arrived' | 'completed' | 'failed';

/** One step of a stop, and the state its delivery enters with it. */
export interface Step {
  stop: StopState;
  delivery: DeliveryState | null;
}

const WAY = ['pending', 'enroute', 'arrived', 'completed'] as const satisfies StopState[];

const DELIVERY_ENTERS: Record<StopKind, Partial<Record<StopState, DeliveryState>>> = {
  pickup: {
    enroute: 'enroute_to_pickup',
    arrived: 'arrived_at_pickup',
    completed: 'picked_up',
    failed: 'attempt_failed',
  },
  dropoff: {
    enroute: 'enroute_to_dropoff',
    arrived: 'arrived_at_dropoff',
    completed: 'delivered',
    failed: 'attempt_failed',
  },
  return: { arrived: 'arrived_at_return', completed: 'returned' },
};

const stepTo = (kind: StopKind, stop: StopState): Step => ({
  stop,
  delivery: DELIVERY_ENTERS[kind][stop] ?? null,
});

/**
 * The steps that bring a stop to `goal`; whoever completes has arrived, whoever arrives or fails has departed. Empty when it is
 * there or beyond, so that repeats do nothing. Throws IllegalTransition when it can no longer get there.
 */
export function stepsTo(kind: StopKind, from: StopState, goal: StopGoal): Step[] {
  if (from === goal) return [];
  if (goal === 'failed') {
    if (!isOpen(from) || kind === 'return') throw new IllegalTransition('stop', from, goal);
    const setOut = from === 'pending' ? [stepTo(kind, 'enroute')] : [];
    return [...setOut, stepTo(kind, 'failed')];
  }
  const at = WAY.indexOf(from as (typeof WAY)[number]);
  if (at < 0) {
    if (goal === 'completed') throw new IllegalTransition('stop', from, goal);
    return [];
  }
  return WAY.slice(at + 1, WAY.indexOf(goal) + 1).map((state) => stepTo(kind, state));
}

/** States in which a courier holds the delivery but not yet the goods. */
const BEFORE_PICKUP: DeliveryState[] = ['assigned', 'enroute_to_pickup', 'arrived_at_pickup'];
const WITH_GOODS: DeliveryState[] = [
  'picked_up',
  'enroute_to_dropoff',
  'arrived_at_dropoff',
  'attempt_failed',
];
const COMING_BACK: DeliveryState[] = ['returning', 'arrived_at_return'];

const TURN: Record<StopKind, DeliveryState[]> = {
  pickup: BEFORE_PICKUP,
  dropoff: WITH_GOODS,
  return: COMING_BACK,
};

/** Whether the delivery is at the part of its way that this kind of stop belongs to. */
export const isItsTurn = (kind: StopKind, delivery: DeliveryState): boolean => TURN[kind].includes(delivery);

const ACTIONS: Partial<Record<StopState, StopAction[]>> = {
  pending: ['depart', 'arrive', 'complete', 'fail'],
  enroute: ['arrive', 'complete', 'fail'],
  arrived: ['complete', 'fail'],
};

/** What the courier may do with a stop now, the natural next step first. Goods once taken back can't fail to be handed in. */
export function stopActions(kind: StopKind, stop: StopState, delivery: DeliveryState): StopAction[] {
  if (!isItsTurn(kind, delivery)) return [];
  return (ACTIONS[stop] ?? []).filter((action) => action !== 'fail' || kind !== 'return');
}
