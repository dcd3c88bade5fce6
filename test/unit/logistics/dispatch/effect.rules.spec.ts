import { describe, expect, it } from '@jest/globals';
import { without } from '../../../../src/logistics/dispatch/choices.rules.ts';
import { effectOf } from '../../../../src/logistics/dispatch/effect.rules.ts';
import { presentPlan } from '../../../../src/logistics/dispatch/problem.rules.ts';
import type { StopRef } from '../../../../src/logistics/dispatch/solver/problem.ts';
import { drives, order, problemOf, zone } from './live-plan.ts';

const snapshot = drives(zone({ anna: 0 }, [order('a', 1500, 12), order('b', 600)]), 'anna', ['a-p', 'a-d']);
const problem = problemOf(snapshot);
const plan = without(presentPlan(snapshot), 'b');
const ref = (requestId: string, kind: StopRef['kind']): StopRef => ({ requestId, kind });
const effectOfDriving = (stops: StopRef[]) =>
  effectOf({ snapshot, problem, plan, deliveryId: 'b' }, { vehicleId: 'anna', stops, cost: 1 }, 'Anna');

describe('what an order on a route means for the others', () => {
  it('is nothing behind them', () => {
    const last = [ref('a', 'pickup'), ref('a', 'delivery'), ref('b', 'pickup'), ref('b', 'delivery')];
    expect(effectOfDriving(last)).toMatchObject({
      pickupIndex: 2,
      dropoffIndex: 3,
      delayedOthers: 0,
      delayMinutes: 0,
      lateMinutes: 0,
    });
  });

  it('is a longer wait before them, and minutes behind a promise that is near', () => {
    const first = [ref('b', 'pickup'), ref('b', 'delivery'), ref('a', 'pickup'), ref('a', 'delivery')];
    const { delayedOthers, delayMinutes, lateMinutes, addedMinutes } = effectOfDriving(first);
    // 600 m there and back at 5 m/s, and two minutes at each of both stops.
    expect(delayedOthers).toBe(1);
    expect(delayMinutes).toBe(8);
    expect(addedMinutes).toBe(8);
    expect(lateMinutes).toBe(2);
  });
});
