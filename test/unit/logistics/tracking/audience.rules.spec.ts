import { describe, expect, it } from '@jest/globals';
import { stopsBefore } from '../../../../src/logistics/tracking/audience.rules.ts';
import type { TargetStop } from '../../../../src/logistics/tracking/stages/target.ts';
import { HOME, stopOn, targetOf, wayOf } from './traces.ts';

const line = wayOf(HOME, [[0, 4000]]);
const stop = (deliveryId: string, kind: TargetStop['kind'], metres: number, more: Partial<TargetStop> = {}) =>
  stopOn(line, `${deliveryId} ${kind}`, metres, { deliveryId, kind, ...more });

describe('the stops before a customer’s', () => {
  it('are those of others: a courier who picks up and comes straight to the door makes none', () => {
    const target = targetOf(line, [
      stop('a', 'pickup', 1000),
      stop('a', 'dropoff', 2000),
      stop('b', 'pickup', 2500),
      stop('b', 'dropoff', 3000),
    ]);
    expect(stopsBefore(target, 'a dropoff')).toBe(0);
    expect(stopsBefore(target, 'b dropoff')).toBe(2);
  });

  it('are only those still to make, and none are told of a stop that is not ahead', () => {
    const done = { state: 'completed' as const };
    const target = targetOf(line, [stop('a', 'dropoff', 1000, done), stop('b', 'dropoff', 2000)]);
    expect(stopsBefore(target, 'b dropoff')).toBe(0);
    expect(stopsBefore(target, 'a dropoff')).toBeNull();
    expect(stopsBefore(target, 'c dropoff')).toBeNull();
  });
});
