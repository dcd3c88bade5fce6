import { defineEntity, p } from '@mikro-orm/core';
import type { HistoryView } from '../../shared/views.ts';

export const OrderEventSchema = defineEntity({
  name: 'OrderEvent',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    at: p.datetime(),
    kind: p.string(),
    from: p.string().nullable(),
    to: p.string().nullable(),
    byKind: p.string(),
    byId: p.string().nullable(),
    byName: p.string().nullable(),
    note: p.string().nullable(),
  },
});

/** One line of an order's history. */
export class OrderEvent extends OrderEventSchema.class {}
OrderEventSchema.setClass(OrderEvent);

export function toHistoryView(event: OrderEvent): HistoryView {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    from: event.from ?? null,
    to: event.to ?? null,
    by: { kind: event.byKind, id: event.byId ?? null, name: event.byName ?? null },
    note: event.note ?? null,
  };
}
