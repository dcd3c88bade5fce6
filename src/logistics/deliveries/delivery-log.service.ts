import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import type { LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { DeliveryState, StopState } from '../../shared/states.ts';
import { toPlaceView, toWindowView } from './deliveries.dto.ts';
import { DeliveryEvent } from './delivery-event.entity.ts';
import type { Delivery, Stop } from './delivery.entity.ts';
import { outcomeOf } from './outcome.rules.ts';

/** Who moved it, when, why and where that was seen. */
export interface Cause {
  me: Principal;
  at: Date;
  reason?: string | null;
  observedAt?: LonLat | null;
  by?: 'geofence' | 'courier';
}

/** What every fact about a delivery carries. */
export const ofDelivery = ({ id, orderId, storeId, zoneId }: Delivery) => ({
  deliveryId: id,
  orderId: orderId ?? null,
  storeId,
  zoneId,
});

/** Moves deliveries and stops, and tells everybody: history, outbox, watchers. The only writer of their states. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
  ) {}

  /** Throws IllegalTransition when the lifecycle does not lead there. */
  move(em: SqlEntityManager, delivery: Delivery, to: DeliveryState, cause: Cause): void {
    const from = delivery.state;
    const reason = cause.reason ?? null;
    delivery.moveTo(to, cause.at);
    const seen = { reason, at: cause.at, observedAt: cause.observedAt ?? null };
    delivery.outcome = outcomeOf(to, seen, delivery.outcome ?? null);
    this.note(em, delivery, 'moved', cause, { from, to });
    const at = cause.at.toISOString();
    const courierId = delivery.courierId ?? null;
    this.facts.record('delivery.moved', { ...ofDelivery(delivery), courierId, from, to, reason, at });
    this.streams.tell(`order:${delivery.trackingId()}`, {
      kind: 'state',
      state: to,
      at,
      outcome: delivery.outcome,
    });
  }

  /** Throws IllegalTransition when the lifecycle does not lead there. */
  moveStop(delivery: Delivery, stop: Stop, to: StopState, cause: Cause): void {
    stop.moveTo(to, cause.at);
    const courierId = stop.courierId;
    if (!courierId) return;
    const at = cause.at.toISOString();
    const payload = { ...ofDelivery(delivery), stopId: stop.id, kind: stop.kind, courierId, at };
    if (to === 'enroute') this.facts.record('stop.departed', payload);
    if (to === 'arrived') this.facts.record('stop.arrived', { ...payload, by: cause.by ?? 'courier' });
    if (to === 'completed') this.facts.record('stop.completed', payload);
    this.streams.tell(`courier:${courierId}`, { kind: 'stop', courierId, stopId: stop.id, state: to, at });
  }

  /** It exists. */
  created(em: SqlEntityManager, delivery: Delivery, cause: Cause, note: string): void {
    this.note(em, delivery, 'created', cause, { to: delivery.state, note });
    this.facts.record('delivery.created', ofDelivery(delivery));
  }

  /** What its couriers have to do changed; dispatch looks again. */
  changed(delivery: Delivery): void {
    this.facts.record('delivery.changed', ofDelivery(delivery));
  }

  /** Its promise or its door is another now: the customer, the shop and dispatch hear it. */
  corrected(delivery: Delivery, firstPromise: Date | null, at: Date): void {
    const dropoff = delivery.latest('dropoff')!;
    this.facts.record('delivery.corrected', {
      ...ofDelivery(delivery),
      courierId: dropoff.courierId ?? null,
      windowTo: delivery.windowTo.toISOString(),
      at: at.toISOString(),
    });
    this.streams.tell(`order:${delivery.trackingId()}`, {
      kind: 'promise',
      window: toWindowView(delivery),
      firstPromise: firstPromise?.toISOString() ?? null,
      dropoff: toPlaceView(dropoff),
    });
  }

  /** Tells why it is on no route, once per reason. */
  unplanned(em: SqlEntityManager, delivery: Delivery, code: string, message: string, cause: Cause): boolean {
    if (delivery.unassigned?.code === code) return false;
    delivery.unassigned = { code, message };
    this.note(em, delivery, 'unplanned', cause, { to: code, note: message });
    this.facts.record('delivery.unplanned', { ...ofDelivery(delivery), code, message });
    return true;
  }

  /** One line of history. */
  note(
    em: SqlEntityManager,
    delivery: Delivery,
    kind: string,
    cause: Cause,
    what: { from?: string; to?: string; note?: string } = {},
  ): void {
    const { me } = cause;
    em.create(DeliveryEvent, {
      id: newId(),
      deliveryId: delivery.id,
      at: cause.at,
      kind,
      from: what.from ?? null,
      to: what.to ?? null,
      byKind: me.kind === 'system' ? (cause.by ?? 'system') : me.role,
      byId: me.kind === 'system' ? null : me.id,
      byName: me.name,
      note: what.note ?? cause.reason ?? null,
    });
  }
}
