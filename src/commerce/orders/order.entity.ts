import { defineEntity, p } from '@mikro-orm/core';
import type { OrderState, PaymentState } from '../../shared/states.ts';
import type { LineView } from '../../shared/views.ts';
import { orderLifecycle } from './order.lifecycle.ts';
import { paymentAfter, type PaymentMethod } from './order.rules.ts';
import { paymentLifecycle } from './payment.lifecycle.ts';

export const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'sales_order',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    number: p.string(),
    /** The shop's own name for it; one order per name and store. */
    externalId: p.string().nullable(),
    storeId: p.uuid(),
    state: p.string().$type<OrderState>(),
    payment: p.string().$type<PaymentState>(),
    paymentMethod: p.string().$type<PaymentMethod>(),
    currency: p.string(),
    totalMinor: p.integer(),
    /** As sold: names and prices of that moment. */
    lines: p.json<LineView[]>(),
    customerName: p.string(),
    customerPhone: p.string().nullable(),
    customerEmail: p.string().nullable(),
    cancelReason: p.string().nullable(),
    placedAt: p.datetime(),
  },
});

export class Order extends OrderSchema.class {
  /** Throws IllegalTransition when the lifecycle does not lead there; the money follows. */
  moveTo(state: OrderState): void {
    orderLifecycle.assert(this.state, state);
    this.state = state;
    const payment = paymentAfter(this.payment, state);
    if (!payment) return;
    paymentLifecycle.assert(this.payment, payment);
    this.payment = payment;
  }
}
OrderSchema.setClass(Order);
