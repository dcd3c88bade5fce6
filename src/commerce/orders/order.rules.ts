import type { DeliveryState, OrderState, PaymentState } from '../../shared/states.ts';
import { orderLifecycle } from './order.lifecycle.ts';

export type PaymentMethod = 'prepaid' | 'on_delivery';

const FOLLOWS: Partial<Record<DeliveryState, OrderState>> = {
  picked_up: 'in_delivery',
  delivered: 'fulfilled',
  returned: 'returned',
  cancelled: 'cancelled',
};

/**
 * The states an order goes through when its delivery enters `delivery`: none when it is there, past it or over, so
 * that hearing twice or late does nothing.
 */
export function statesAfter(order: OrderState, delivery: DeliveryState): OrderState[] {
  const to = FOLLOWS[delivery];
  if (!to || to === order) return [];
  if (orderLifecycle.may(order, to)) return [to];
  const through = orderLifecycle.next(order).includes('in_delivery') && orderLifecycle.may('in_delivery', to);
  return through ? ['in_delivery', to] : [];
}

/** A prepaid order's money was taken by the shop before it told us. */
export const firstPayment = (method: PaymentMethod): PaymentState =>
  method === 'prepaid' ? 'captured' : 'pending';

/** Where the money goes when the order enters a state; null when nothing happens to it. */
export function paymentAfter(payment: PaymentState, order: OrderState): PaymentState | null {
  if (order === 'fulfilled') return payment === 'pending' || payment === 'authorised' ? 'captured' : null;
  if (order !== 'cancelled' && order !== 'refused' && order !== 'returned') return null;
  if (payment === 'captured' || payment === 'partially_refunded') return 'refunded';
  return payment === 'refunded' || payment === 'voided' ? null : 'voided';
}

/** Whether what was reserved goes back on the shelf. */
export const freesStock = (order: OrderState): boolean =>
  order === 'cancelled' || order === 'refused' || order === 'returned';

/** The sum of priced lines in minor units. */
export function totalMinor(lines: readonly { quantity: number; unitMinor: number }[]): number {
  return lines.reduce((total, { quantity, unitMinor }) => total + quantity * unitMinor, 0);
}

/** The weight of priced lines in grams. */
export function totalWeightG(lines: readonly { quantity: number; weightG: number }[]): number {
  return lines.reduce((total, { quantity, weightG }) => total + quantity * weightG, 0);
}

/** What the database's columns and any vehicle can hold. */
const MOST = 2_000_000_000;

/** Whether lines that are fine one by one make an order nobody can mean. */
export const isTooLarge = (
  lines: readonly { quantity: number; unitMinor: number; weightG: number }[],
): boolean => totalMinor(lines) > MOST || totalWeightG(lines) > MOST;
