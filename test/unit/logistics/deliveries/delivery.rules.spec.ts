import { describe, expect, it } from '@jest/globals';
import {
  afterFailure,
  dispatcherActions,
  isWithCourier,
  moveTime,
} from '../../../../src/logistics/deliveries/delivery.rules.ts';
import { deliveryLifecycle } from '../../../../src/logistics/deliveries/delivery.lifecycle.ts';
import { outcomeOf } from '../../../../src/logistics/deliveries/outcome.rules.ts';
import { planFault, type Placement } from '../../../../src/logistics/deliveries/plan.rules.ts';

const now = new Date('2026-06-01T12:00:00Z');
const seen = { reason: null, at: now, observedAt: null };

describe('a failed visit', () => {
  const dropoff = { kind: 'dropoff', reason: 'not_home', failures: 1, policy: 'return' } as const;

  it('sends the goods back unless the shop wants a second try', () => {
    expect(afterFailure(dropoff, now)).toEqual({ next: 'return' });
    expect(afterFailure({ ...dropoff, policy: 'retry' }, now)).toEqual({ next: 'retry' });
  });

  it('tries no third time, and not at all when the goods are refused', () => {
    expect(afterFailure({ ...dropoff, policy: 'retry', failures: 2 }, now)).toEqual({ next: 'return' });
    expect(afterFailure({ ...dropoff, policy: 'retry', reason: 'refused' }, now)).toEqual({ next: 'return' });
  });

  it('gives the store a longer pause after every failed pickup', () => {
    const pickup = { ...dropoff, kind: 'pickup', reason: 'not_ready' } as const;
    expect(afterFailure(pickup, now)).toEqual({ next: 'replan', readyAt: new Date('2026-06-01T12:15:00Z') });
    expect(afterFailure({ ...pickup, failures: 2 }, now)).toMatchObject({
      readyAt: new Date('2026-06-01T12:30:00Z'),
    });
  });
});

describe('what a dispatcher may do', () => {
  it('ends with the pickup as far as couriers and cancelling go', () => {
    expect(dispatcherActions('confirmed', true)).toEqual(['assign', 'correct', 'cancel', 'share']);
    expect(dispatcherActions('assigned', true)).toEqual(['assign', 'unassign', 'correct', 'cancel', 'share']);
    expect(dispatcherActions('picked_up', true)).toEqual(['correct', 'return', 'share']);
    expect(dispatcherActions('attempt_failed', true)).toEqual(['return', 'share']);
    expect(dispatcherActions('cancelled', true)).toEqual([]);
    expect(dispatcherActions('confirmed', true, true)).toContain('offer');
  });

  it('does not offer to assign what the map can not find', () => {
    expect(dispatcherActions('confirmed', false)).toEqual(['correct', 'cancel', 'share']);
  });

  it('knows in which states the courier has the goods', () => {
    expect(deliveryLifecycle.states.filter(isWithCourier)).toEqual([
      'picked_up',
      'enroute_to_dropoff',
      'arrived_at_dropoff',
      'attempt_failed',
      'returning',
      'arrived_at_return',
    ]);
  });
});

describe('the time of a move', () => {
  const last = new Date('2026-06-01T11:00:00Z');
  it('is what the phone says, but never in the future and never before the move before it', () => {
    expect(moveTime(new Date('2026-06-01T11:30:00Z'), last, now)).toEqual(new Date('2026-06-01T11:30:00Z'));
    expect(moveTime(new Date('2026-06-01T13:00:00Z'), last, now)).toEqual(now);
    expect(moveTime(new Date('2026-06-01T10:00:00Z'), last, now)).toEqual(last);
    expect(moveTime(undefined, last, now)).toEqual(now);
  });
});

describe('the outcome', () => {
  it('keeps the reason of the failure until the goods are back', () => {
    const failed = outcomeOf('attempt_failed', { ...seen, reason: 'not_home' }, null);
    const onTheWay = outcomeOf('returning', seen, failed);
    expect(onTheWay).toEqual(failed);
    expect(outcomeOf('returned', seen, onTheWay)).toMatchObject({ result: 'returned', reason: 'not_home' });
  });

  it('is open again when the door is tried again', () => {
    const failed = outcomeOf('attempt_failed', seen, null);
    expect(outcomeOf('enroute_to_dropoff', seen, failed)).toBeNull();
  });
});

describe('a plan', () => {
  const stops = [
    { id: 'p', kind: 'pickup', state: 'pending' },
    { id: 'd', kind: 'dropoff', state: 'pending' },
  ] as const;
  const place = (stopId: string, sequence: number, courierId = 'ada'): Placement => ({
    stopId,
    sequence,
    courierId,
    plannedArrival: now,
    plannedDeparture: now,
  });
  const waiting = { state: 'confirmed', courierId: null, stops } as const;
  const code = (...args: Parameters<typeof planFault>) => planFault(...args)?.code ?? null;

  it('puts both stops on one courier, the pickup first', () => {
    expect(code(waiting, [place('p', 0), place('d', 4)])).toBeNull();
    expect(code(waiting, [place('p', 4), place('d', 0)])).toBe('plan_wrong_order');
    expect(code(waiting, [place('p', 0)])).toBe('plan_splits_delivery');
    expect(code(waiting, [place('p', 0), place('d', 1, 'bo')])).toBe('plan_splits_delivery');
  });

  it('does not take goods out of a courier’s hands', () => {
    const carried = {
      state: 'picked_up',
      courierId: 'ada',
      stops: [{ ...stops[0], state: 'completed' }, stops[1]],
    } as const;
    expect(code(carried, [place('d', 0)])).toBeNull();
    expect(code(carried, [place('d', 0, 'bo')])).toBe('already_picked_up');
    expect(code(carried, [])).toBe('already_picked_up');
    expect(code(carried, [place('p', 0), place('d', 1)])).toBe('plan_stale');
  });
});
