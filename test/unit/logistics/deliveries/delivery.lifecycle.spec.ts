import { describe, expect, it } from '@jest/globals';
import { deliveryLifecycle } from '../../../../src/logistics/deliveries/delivery.lifecycle.ts';
import { stopLifecycle } from '../../../../src/logistics/deliveries/stop.lifecycle.ts';
import { unreachable } from '../../../../src/shared/lifecycle.ts';

describe('the delivery lifecycle', () => {
  it('reaches every state', () => {
    expect(unreachable(deliveryLifecycle.initial, deliveryLifecycle.transitions)).toEqual([]);
  });

  it('ends delivered, returned or cancelled, and nowhere else', () => {
    expect(deliveryLifecycle.states.filter(deliveryLifecycle.isFinal)).toEqual([
      'delivered',
      'returned',
      'cancelled',
    ]);
  });

  it('leads from every state to an end', () => {
    for (const state of deliveryLifecycle.states) {
      const seen = new Set([state]);
      for (const from of seen) for (const to of deliveryLifecycle.next(from)) seen.add(to);
      expect([...seen].some(deliveryLifecycle.isFinal)).toBe(true);
    }
  });

  it('refuses to deliver a cancelled one', () => {
    expect(() => deliveryLifecycle.assert('cancelled', 'delivered')).toThrow(
      "A delivery can't go from cancelled to delivered.",
    );
  });

  it('can not be cancelled once the goods are picked up', () => {
    const cancellable = deliveryLifecycle.states.filter((state) => deliveryLifecycle.may(state, 'cancelled'));
    expect(cancellable).toEqual([
      'created',
      'confirmed',
      'assigned',
      'enroute_to_pickup',
      'arrived_at_pickup',
    ]);
  });
});

describe('the stop lifecycle', () => {
  it('reaches every state and ends completed, skipped or failed', () => {
    expect(unreachable(stopLifecycle.initial, stopLifecycle.transitions)).toEqual([]);
    expect(stopLifecycle.states.filter(stopLifecycle.isFinal)).toEqual(['completed', 'skipped', 'failed']);
  });
});
