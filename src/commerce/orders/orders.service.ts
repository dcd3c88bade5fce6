import { Injectable } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/core';
import { seesStore, SYSTEM, type Principal } from '../../access/principal.ts';
import { DeliveriesService } from '../../logistics/deliveries/deliveries.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { notFound } from '../../shared/errors.ts';
import type { DeliveryState } from '../../shared/states.ts';
import type { HistoryView, OrderView, PageOf } from '../../shared/views.ts';
import { OrderEvent, toHistoryView } from './order-event.entity.ts';
import { OrderLog } from './order-log.service.ts';
import { OrderViews } from './order-views.service.ts';
import { Order } from './order.entity.ts';
import { orderLifecycle } from './order.lifecycle.ts';
import { statesAfter } from './order.rules.ts';
import type { ListQuery, OrdersQuery } from './orders.input.ts';

const FINAL = orderLifecycle.states.filter(orderLifecycle.isFinal);

/** Orders as shops and dispatchers ask for them. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesService,
    private readonly log: OrderLog,
    private readonly views: OrderViews,
  ) {}

  async get(me: Principal, id: string): Promise<OrderView> {
    return this.views.one(await this.#visible(me, id));
  }

  async list(me: Principal, query: OrdersQuery): Promise<PageOf<OrderView>> {
    const where = filterOf(me, query);
    const orders = await this.transactions.read((em) =>
      em.find(Order, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 }),
    );
    const shown = pageOf(orders, query.limit, (order) => order);
    return { items: await this.views.of(shown.items), nextCursor: shown.nextCursor };
  }

  /** What happened to it, newest first. */
  async history(me: Principal, id: string, { limit, cursor }: ListQuery): Promise<PageOf<HistoryView>> {
    await this.#visible(me, id);
    const after = afterId(cursor);
    const events = await this.transactions.read((em) =>
      em.find(
        OrderEvent,
        { orderId: id, ...(after ? { id: { $lt: after } } : {}) },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      ),
    );
    return pageOf(events, limit, toHistoryView);
  }

  /** Until the goods are picked up (`not_cancellable` afterwards): delivery cancelled, stock freed, money given back. */
  async cancel(me: Principal, id: string, reason: string | null, version?: number): Promise<OrderView> {
    return this.transactions.run(async (em) => {
      const order = await this.log.lock(em, id);
      if (!order || !seesStore(me, order.storeId)) throw notFound('order');
      if (order.state === 'cancelled') return this.views.one(order);
      assertVersion(version, order.version);
      const delivery = (await this.deliveries.ofOrders([id])).get(id);
      if (delivery) await this.deliveries.cancel(me, delivery.id, reason);
      order.cancelReason = reason;
      await this.log.move(em, order, 'cancelled', { me, at: new Date(), reason });
      await em.flush();
      return this.views.one(order);
    });
  }

  /** The order goes where its delivery went; nothing when it is there already. */
  async follow(
    orderId: string,
    delivery: { to: DeliveryState; at: Date; reason: string | null },
  ): Promise<void> {
    await this.transactions.run(async (em) => {
      const order = await this.log.lock(em, orderId);
      if (!order) return;
      const { at, reason } = delivery;
      for (const state of statesAfter(order.state, delivery.to)) {
        if (state === 'cancelled') order.cancelReason = reason;
        await this.log.move(em, order, state, { me: SYSTEM, at, reason });
      }
    });
  }

  async #visible(me: Principal, id: string): Promise<Order> {
    const order = await this.transactions.read((em) => em.findOne(Order, { id }));
    if (!order || !seesStore(me, order.storeId)) throw notFound('order');
    return order;
  }
}

function filterOf(me: Principal, query: OrdersQuery): FilterQuery<Order> {
  const after = afterId(query.cursor);
  const all: FilterQuery<Order>[] = [];
  if (after) all.push({ id: { $lt: after } });
  if (me.storeIds) all.push({ storeId: { $in: me.storeIds } });
  if (query.storeId) all.push({ storeId: query.storeId });
  if (query.state) all.push(query.state === 'open' ? { state: { $nin: FINAL } } : { state: query.state });
  if (query.q) {
    const $ilike = `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    all.push({ $or: [{ number: { $ilike } }, { externalId: { $ilike } }, { customerName: { $ilike } }] });
  }
  return { $and: all };
}
