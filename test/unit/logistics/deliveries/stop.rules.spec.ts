import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryLifecycle } from '../../../../src/logistics/deliveries/delivery.lifecycle.ts';
import { stopLifecycle } from '../../../../src/logistics/deliveries/stop.lifecycle.ts';
import { stepsTo, stopActions } from '../../../../src/logistics/deliveries/stop.rules.ts';
import type { DeliveryState, StopKind, StopState } from '../../../../src/shared/states.ts';
import type { StopAction } from '../../../../src/shared/route-views.ts';

const GOAL = { depart: 'enroute', arrive: 'arrived', complete: 'completed', fail: 'failed' } as const;

describe('steps to a goal', () => {
  it('implies departure and arrival when a stop is completed at once', () => {
    expect(stepsTo('dropoff', 'pending', 'completed')).toEqual([
      { stop: 'enroute', delivery: 'enroute_to_dropoff' },
      { stop: 'arrived', delivery: 'arrived_at_dropoff' },
      { stop: 'completed', delivery: 'delivered' },
    ]);
  });

  it('does nothing when repeated, or when told late', () => {
    expect(stepsTo('pickup', 'arrived', 'arrived')).toEqual([]);
    expect(stepsTo('pickup', 'completed', 'arrived')).toEqual([]);
    expect(stepsTo('pickup', 'failed', 'failed')).toEqual([]);
    expect(stepsTo('dropoff', 'skipped', 'enroute')).toEqual([]);
  });

  it('refuses to complete a failed or skipped stop, and to fail a completed one', () => {
    expect(() => stepsTo('dropoff', 'failed', 'completed')).toThrow("can't go from failed to completed");
    expect(() => stepsTo('dropoff', 'skipped', 'completed')).toThrow("can't go from skipped to completed");
    expect(() => stepsTo('dropoff', 'completed', 'failed')).toThrow("can't go from completed to failed");
  });

  it('never lets a return fail: the goods are somewhere', () => {
    expect(() => stepsTo('return', 'arrived', 'failed')).toThrow();
    expect(stopActions('return', 'arrived', 'arrived_at_return')).toEqual(['complete']);
  });
});

describe('what a courier may do', () => {
  it('offers no drop-off before the pickup and nothing before it is assigned', () => {
    expect(stopActions('dropoff', 'pending', 'enroute_to_pickup')).toEqual([]);
    expect(stopActions('pickup', 'pending', 'confirmed')).toEqual([]);
    expect(stopActions('pickup', 'pending', 'assigned')[0]).toBe('depart');
  });

  it('leaves every delivery in a lawful state, whatever allowed moves are made in whatever order', () => {
    const move = fc.record({
      kind: fc.constantFrom<StopKind>('pickup', 'dropoff', 'return'),
      action: fc.constantFrom<StopAction>('depart', 'arrive', 'complete', 'fail'),
      retry: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        let state = 'assigned' as DeliveryState;
        const stops: Record<StopKind, StopState> = {
          pickup: 'pending',
          dropoff: 'pending',
          return: 'pending',
        };
        const enter = (to: DeliveryState) => {
          deliveryLifecycle.assert(state, to);
          state = to;
        };
        for (const { kind, action, retry } of moves) {
          if (!stopActions(kind, stops[kind], state).includes(action)) continue;
          for (const step of stepsTo(kind, stops[kind], GOAL[action])) {
            stopLifecycle.assert(stops[kind], step.stop);
            stops[kind] = step.stop;
            if (step.delivery) enter(step.delivery);
          }
          if (stops[kind] !== 'failed') continue;
          if (kind === 'pickup') ['confirmed' as const, 'assigned' as const].forEach(enter);
          if (kind === 'pickup' || retry) stops[kind] = 'pending';
          else enter('returning');
        }
        expect(stops.dropoff === 'completed').toBe(state === 'delivered');
        expect(stops.return === 'completed').toBe(state === 'returned');
        if (state === 'delivered') expect(stops.pickup).toBe('completed');
      }),
    );
  });
});
