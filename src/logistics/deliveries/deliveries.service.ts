import { Injectable } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/core';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import type { DeliveryView, HistoryView, PageOf } from '../../shared/views.ts';
import type { DeliveriesQuery, ListQuery } from './deliveries.input.ts';
import { DeliveryEvent, toHistoryView } from './delivery-event.entity.ts';
import { DeliveryLog } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { Delivery } from './delivery.entity.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';
import { mayCancel, moveTime } from './delivery.rules.ts';
import { lockDelivery } from './delivery-store.ts';

const FINAL = deliveryLifecycle.states.filter(deliveryLifecycle.isFinal);

/** Deliveries as shops and dispatchers ask for them. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
  ) {}

  async get(me: Principal, id: string): Promise<DeliveryView> {
    return this.views.one(await this.#visible(me, id));
  }

  async list(me: Principal, query: DeliveriesQuery): Promise<PageOf<DeliveryView>> {
    const where = filterOf(me, query);
    const deliveries = await this.transactions.read((em) =>
      em.find(Delivery, where, {
        populate: ['stops'],
        strategy: 'select-in',
        orderBy: { id: 'desc' },
        limit: query.limit + 1,
      }),
    );
    const shown = pageOf(deliveries, query.limit, (delivery) => delivery);
    return { items: await this.views.of(shown.items), nextCursor: shown.nextCursor };
  }

  /** The deliveries of these orders, by order id; no access check (the caller has made its own). */
  async ofOrders(orderIds: readonly string[]): Promise<Map<string, DeliveryView>> {
    const deliveries = await this.transactions.read((em) =>
      em.find(Delivery, { orderId: { $in: [...orderIds] } }, { populate: ['stops'], strategy: 'select-in' }),
    );
    const views = await this.views.of(deliveries);
    return new Map(views.map((view) => [view.orderId!, view]));
  }

  /** What happened to it, newest first. */
  async history(me: Principal, id: string, { limit, cursor }: ListQuery): Promise<PageOf<HistoryView>> {
    await this.#visible(me, id);
    const after = afterId(cursor);
    const events = await this.transactions.read((em) =>
      em.find(
        DeliveryEvent,
        { deliveryId: id, ...(after ? { id: { $lt: after } } : {}) },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      ),
    );
    return pageOf(events, limit, toHistoryView);
  }

  /** Until the goods are picked up; a repeat changes nothing. Throws conflict `not_cancellable` afterwards. */
  async cancel(me: Principal, id: string, reason: string | null, version?: number): Promise<DeliveryView> {
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, id);
      if (!seesStore(me, delivery.storeId)) throw notFound('delivery');
      if (delivery.state === 'cancelled') return this.views.one(delivery);
      assertVersion(version, delivery.version);
      if (!mayCancel(delivery.state)) {
        const message = `A delivery that is ${delivery.state} can not be cancelled any more.`;
        throw conflict('not_cancellable', message, { state: delivery.state });
      }
      const cause = { me, at: moveTime(undefined, delivery.movedAt, new Date()), reason };
      for (const stop of delivery.openStops()) this.log.moveStop(delivery, stop, 'skipped', cause);
      this.log.move(em, delivery, 'cancelled', cause);
      delivery.unassigned = null;
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  async #visible(me: Principal, id: string): Promise<Delivery> {
    const delivery = await this.transactions.read((em) =>
      em.findOne(Delivery, { id }, { populate: ['stops'], strategy: 'select-in' }),
    );
    if (!delivery || !seesStore(me, delivery.storeId)) throw notFound('delivery');
    return delivery;
  }
}

function filterOf(me: Principal, query: DeliveriesQuery): FilterQuery<Delivery> {
  const after = afterId(query.cursor);
  const all: FilterQuery<Delivery>[] = [];
  if (after) all.push({ id: { $lt: after } });
  if (me.storeIds) all.push({ storeId: { $in: me.storeIds } });
  if (query.storeId) all.push({ storeId: query.storeId });
  if (query.zoneId) all.push({ zoneId: query.zoneId });
  if (query.state) all.push(query.state === 'open' ? { state: { $nin: FINAL } } : { state: query.state });
  if (query.q) {
    const $ilike = `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const recipient = { stops: { $some: { kind: 'dropoff' as const, contactName: { $ilike } } } };
    all.push({ $or: [{ number: { $ilike } }, recipient] });
  }
  return { $and: all };
}
