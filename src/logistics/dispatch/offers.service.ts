import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { SYSTEM, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { Jobs } from '../../platform/jobs/jobs.service.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { OfferState } from '../../shared/states.ts';
import type { OfferView } from '../../shared/views.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { Offer } from './offer.entity.ts';

/** A courier has this long to say yes. */
const OPEN_FOR_MS = 60_000;
/** Two answers at once: the second waits for the first, and finds the offer closed. */
const LOCKED = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
/** Who turned a delivery down is not asked again for this long. */
const REFUSAL_HOLDS_MS = 15 * 60_000;

/** Asking couriers: one open offer per delivery, and silence is a no. */
@Injectable()
export class OffersService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
    private readonly jobs: Jobs,
    private readonly deliveries: DeliveriesService,
    private readonly assignments: AssignmentsService,
  ) {}

  onModuleInit(): void {
    this.jobs.define('offers.expire', () => this.expire(new Date()));
    this.jobs.every('offers.expire', 5_000);
  }

  /** Asks a courier; an open offer of the delivery to somebody else is withdrawn. Joins the plan's transaction. */
  async make(deliveryId: string, courierId: string, zoneId: string, now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const open = await em.findOne(Offer, { deliveryId, state: 'offered' }, LOCKED);
      if (open?.courierId === courierId) return;
      if (open) await this.#close(em, open, 'withdrawn', now);
      const offer = em.create(Offer, {
        id: newId(),
        deliveryId,
        courierId,
        zoneId,
        state: 'offered',
        madeAt: now,
        expiresAt: new Date(now.getTime() + OPEN_FOR_MS),
      });
      await em.flush();
      const [view] = await this.#views([offer]);
      this.streams.tell(`courier:${courierId}`, { kind: 'offer', offer: view! });
      this.facts.record('offer.made', {
        ...(await this.#of(deliveryId)),
        offerId: offer.id,
        courierId,
        expiresAt: offer.expiresAt.toISOString(),
      });
    });
  }

  /** Takes back the open offer of a delivery, if there is one. Joins the open transaction. */
  async withdraw(deliveryId: string, now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const open = await em.findOne(Offer, { deliveryId, state: 'offered' }, LOCKED);
      if (open) await this.#close(em, open, 'withdrawn', now);
    });
  }

  /** The courier's yes or no. Throws not_found for a foreign offer, conflict `offer_over` for one that is answered or too old. */
  async answer(me: Principal, offerId: string, answer: 'accepted' | 'rejected', now: Date): Promise<string> {
    return this.transactions.run(async (em) => {
      const offer = await em.findOne(Offer, { id: offerId }, LOCKED);
      if (!offer || offer.courierId !== me.courierId) throw notFound('offer');
      if (offer.state === answer) return offer.courierId;
      if (offer.state !== 'offered' || offer.expiresAt < now)
        throw conflict('offer_over', 'This offer is over.', { state: offer.state });
      await this.#close(em, offer, answer, now);
      if (answer === 'accepted') await this.assignments.assign(me, offer.deliveryId, offer.courierId);
      return offer.courierId;
    });
  }

  /** Keeps a delivery from a courier for a while, as if it had turned it down. Joins the open transaction. */
  async keepFrom(deliveryId: string, courierId: string, zoneId: string, now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const times = { madeAt: now, expiresAt: now, answeredAt: now };
      em.create(Offer, { id: newId(), deliveryId, courierId, zoneId, state: 'rejected', ...times });
      await em.flush();
    });
  }

  /** Lets offers that nobody answered lapse. */
  async expire(now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const lapsed = await em.find(
        Offer,
        { state: 'offered', expiresAt: { $lte: now } },
        { ...LOCKED, orderBy: { id: 'asc' } },
      );
      for (const offer of lapsed) await this.#close(em, offer, 'expired', now);
    });
  }

  async openOf(courierId: string): Promise<OfferView[]> {
    const offers = await this.transactions.read((em) =>
      em.find(Offer, { courierId, state: 'offered' }, { orderBy: { madeAt: 'asc' } }),
    );
    return this.#views(offers);
  }

  /** Couriers not to be asked again about each delivery. */
  async refusals(deliveryIds: readonly string[], now: Date): Promise<Map<string, string[]>> {
    const rows = await this.transactions.read((em) =>
      em.execute<{ delivery_id: string; courier_id: string }[]>(
        `select distinct delivery_id, courier_id from offer where state in ('rejected', 'expired') and answered_at > ?
         and delivery_id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
        [new Date(now.getTime() - REFUSAL_HOLDS_MS), JSON.stringify(deliveryIds)],
      ),
    );
    const byDelivery = Map.groupBy(rows, (row) => row.delivery_id);
    return new Map([...byDelivery].map(([id, refused]) => [id, refused.map((row) => row.courier_id)]));
  }

  async #close(
    em: SqlEntityManager,
    offer: Offer,
    state: Exclude<OfferState, 'offered'>,
    now: Date,
  ): Promise<void> {
    offer.answer(state, now);
    await em.flush();
    this.streams.tell(`courier:${offer.courierId}`, { kind: 'offer_closed', offerId: offer.id, state });
    const of = await this.#of(offer.deliveryId);
    this.facts.record('offer.answered', {
      ...of,
      offerId: offer.id,
      courierId: offer.courierId,
      answer: state,
    });
  }

  async #of(deliveryId: string) {
    const { orderId, storeId, zoneId } = await this.deliveries.get(SYSTEM, deliveryId);
    return { deliveryId, orderId, storeId, zoneId };
  }

  async #views(offers: readonly Offer[]): Promise<OfferView[]> {
    const views: OfferView[] = [];
    for (const { id, deliveryId, expiresAt } of offers) {
      const { number, pickup, dropoff, window } = await this.deliveries.get(SYSTEM, deliveryId);
      views.push({ id, deliveryId, number, pickup, dropoff, window, expiresAt: expiresAt.toISOString() });
    }
    return views;
  }
}
