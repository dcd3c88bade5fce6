import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderLifecycle } from '../../../../src/commerce/orders/order.lifecycle.ts';
import {
  firstPayment,
  freesStock,
  paymentAfter,
  statesAfter,
  totalMinor,
} from '../../../../src/commerce/orders/order.rules.ts';
import { paymentLifecycle } from '../../../../src/commerce/orders/payment.lifecycle.ts';
import { deliveryLifecycle } from '../../../../src/logistics/deliveries/delivery.lifecycle.ts';
import { unreachable } from '../../../../src/shared/lifecycle.ts';
import type { OrderState } from '../../../../src/shared/states.ts';

describe('the order lifecycle', () => {
  it('reaches every state and ends fulfilled, cancelled, refused or returned', () => {
    expect(unreachable(orderLifecycle.initial, orderLifecycle.transitions)).toEqual([]);
    expect(orderLifecycle.states.filter(orderLifecycle.isFinal)).toEqual([
      'fulfilled',
      'cancelled',
      'refused',
      'returned',
    ]);
  });
});

describe('the payment lifecycle', () => {
  it('reaches every state and ends voided or refunded', () => {
    expect(unreachable(paymentLifecycle.initial, paymentLifecycle.transitions)).toEqual([]);
    expect(paymentLifecycle.states.filter(paymentLifecycle.isFinal)).toEqual(['voided', 'refunded']);
  });
});

describe('an order follows its delivery', () => {
  it('is in delivery from the pickup on, fulfilled at the door, returned at the store', () => {
    expect(statesAfter('confirmed', 'assigned')).toEqual([]);
    expect(statesAfter('confirmed', 'picked_up')).toEqual(['in_delivery']);
    expect(statesAfter('in_delivery', 'delivered')).toEqual(['fulfilled']);
    expect(statesAfter('in_delivery', 'returned')).toEqual(['returned']);
    expect(statesAfter('preparing', 'cancelled')).toEqual(['cancelled']);
  });

  it('catches up when it hears of the end first, and ignores what it hears twice or late', () => {
    expect(statesAfter('confirmed', 'delivered')).toEqual(['in_delivery', 'fulfilled']);
    expect(statesAfter('fulfilled', 'delivered')).toEqual([]);
    expect(statesAfter('fulfilled', 'picked_up')).toEqual([]);
    expect(statesAfter('cancelled', 'picked_up')).toEqual([]);
  });

  it('moves lawfully, money included, whatever it hears in whatever order', () => {
    const heard = fc.array(fc.constantFrom(...deliveryLifecycle.states), { maxLength: 20 });
    fc.assert(
      fc.property(
        heard,
        fc.constantFrom('prepaid' as const, 'on_delivery' as const),
        (deliveries, method) => {
          let order: OrderState = 'confirmed';
          let payment = firstPayment(method);
          for (const delivery of deliveries)
            for (const to of statesAfter(order, delivery)) {
              orderLifecycle.assert(order, to);
              order = to;
              const next = paymentAfter(payment, to);
              if (!next) continue;
              paymentLifecycle.assert(payment, next);
              payment = next;
            }
          if (order === ('fulfilled' as OrderState)) expect(payment).toBe('captured');
          if (freesStock(order)) expect(payment).toBe(method === 'prepaid' ? 'refunded' : 'voided');
        },
      ),
    );
  });
});

describe('the total', () => {
  it('is the sum of lines in minor units', () => {
    expect(
      totalMinor([
        { quantity: 3, unitMinor: 1999 },
        { quantity: 1, unitMinor: 1 },
      ]),
    ).toBe(5998);
    expect(totalMinor([])).toBe(0);
  });
});
