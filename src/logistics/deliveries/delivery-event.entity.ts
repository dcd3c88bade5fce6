import { defineEntity, p } from '@mikro-orm/core';
import type { HistoryView } from '../../shared/views.ts';

export const DeliveryEventSchema = defineEntity({
  name: 'DeliveryEvent',
  properties: {
    id: p.uuid().primary(),
    deliveryId: p.uuid(),
    /** When it happened. */
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

/** One line of a delivery's history. */
export class DeliveryEvent extends DeliveryEventSchema.class {}
DeliveryEventSchema.setClass(DeliveryEvent);

export function toHistoryView(event: DeliveryEvent): HistoryView {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    from: event.from ?? null,
    to: event.to ?? null,
    by: { kind: event.byKind, id: event.byId ?? null, name: event.byName ?? null },
    note: event.note ?? null,
  };
}
