import { z } from 'zod';
import type { DeliveryView, OrderView } from '../../shared/views.ts';
import type { Order } from './order.entity.ts';
import { orderLifecycle } from './order.lifecycle.ts';
import { paymentLifecycle } from './payment.lifecycle.ts';

/** The shapes of orders' answers. */
export const orderOut = z
  .object({
    id: z.uuid(),
    version: z.int(),
    number: z.string(),
    externalId: z.string().nullable(),
    storeId: z.uuid(),
    storeName: z.string(),
    state: z.enum(orderLifecycle.states),
    payment: z.enum(paymentLifecycle.states),
    currency: z.string(),
    totalMinor: z.int(),
    lines: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitMinor: z.int() })),
    customer: z.object({ name: z.string(), phone: z.string().nullable() }),
    delivery: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'As GET /deliveries/{id} answers.' }),
    cancelReason: z.string().nullable(),
    placedAt: z.iso.datetime(),
  })
  .meta({ id: 'Order' });

export function toOrderView(order: Order, storeName: string, delivery: DeliveryView | null): OrderView {
  return {
    id: order.id,
    version: order.version,
    number: order.number,
    externalId: order.externalId ?? null,
    storeId: order.storeId,
    storeName,
    state: order.state,
    payment: order.payment,
    currency: order.currency,
    totalMinor: order.totalMinor,
    lines: order.lines,
    customer: { name: order.customerName, phone: order.customerPhone ?? null },
    delivery,
    cancelReason: order.cancelReason ?? null,
    placedAt: order.placedAt.toISOString(),
  };
}
