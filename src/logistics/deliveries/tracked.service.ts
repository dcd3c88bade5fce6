import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { notFound } from '../../shared/errors.ts';
import type { TimelineView } from '../../shared/page-views.ts';
import type { Instant, DeliveryView } from '../../shared/views.ts';
import type { DeliveryState, ProofKind } from '../../shared/states.ts';
import { firstPromise, PROMISE_MOVED } from './correction.rules.ts';
import { DeliveryEvent } from './delivery-event.entity.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { Delivery } from './delivery.entity.ts';
import { Proof } from './proof.entity.ts';

/** All that a customer's link may need to know of a delivery. Not all of it is for the customer's eyes. */
export interface Tracked {
  trackingId: string;
  delivery: DeliveryView;
  /** The end that was promised first, when another is promised now. */
  firstPromise: Instant | null;
  /** The stop where the customer waits, while somebody is still to come. */
  dropoffStopId: string | null;
  pin: string | null;
  timeline: TimelineView[];
  lines: { name: string; quantity: number }[];
  proof: { kinds: ProofKind[]; at: Instant; hasPhoto: boolean } | null;
}

/** The customer's side of a delivery; no access checks (the share link was checked). */
@Injectable()
export class TrackedService {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: DeliveryViews,
  ) {}

  /** Throws not_found. */
  async tracked(trackingId: string): Promise<Tracked> {
    return this.transactions.read(async (em) => {
      const delivery = await em.findOne(
        Delivery,
        { $or: [{ orderId: trackingId }, { id: trackingId, orderId: null }] },
        { populate: ['stops'], strategy: 'select-in' },
      );
      if (!delivery) throw notFound('delivery');
      const events = await em.find(
        DeliveryEvent,
        { deliveryId: delivery.id, kind: { $in: ['created', 'moved', PROMISE_MOVED] } },
        { orderBy: { id: 'asc' } },
      );
      const moves = events.filter(({ kind }) => kind !== PROMISE_MOVED);
      const proofs = await em.find(Proof, { deliveryId: delivery.id }, { orderBy: { id: 'asc' } });
      const dropoff = delivery.latest('dropoff')!;
      return {
        trackingId,
        delivery: await this.views.one(delivery),
        firstPromise: firstPromise(events, delivery.windowTo)?.toISOString() ?? null,
        dropoffStopId: dropoff.isOpen() && dropoff.courierId ? dropoff.id : null,
        pin: delivery.pin ?? null,
        timeline: moves.map(({ to, at }) => ({ state: to as DeliveryState, at: at.toISOString() })),
        lines: delivery.items,
        proof: proofs.length > 0 ? shown(proofs) : null,
      };
    });
  }
}

function shown(proofs: Proof[]): NonNullable<Tracked['proof']> {
  const kinds = [...new Set(proofs.map(({ kind }) => kind))];
  return { kinds, at: proofs.at(-1)!.takenAt.toISOString(), hasPhoto: kinds.includes('photo') };
}
