import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { IntakeService } from '../../logistics/deliveries/intake.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { OrderView, StoreView } from '../../shared/views.ts';
import { CatalogService, type SoldLine } from '../catalog/catalog.service.ts';
import { OrderLog } from './order-log.service.ts';
import { OrderViews } from './order-views.service.ts';
import { Order } from './order.entity.ts';
import { firstPayment, isTooLarge, totalMinor, totalWeightG } from './order.rules.ts';
import type { OrderInput } from './orders.input.ts';

/** From a shop's call to an order with a delivery that waits for a route. */
@Injectable()
export class PlacingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly intake: IntakeService,
    private readonly catalog: CatalogService,
    private readonly log: OrderLog,
    private readonly views: OrderViews,
  ) {}

  /**
   * Prices by the server, stock reserved, order placed and confirmed, delivery created: all of it or nothing. Throws
   * DomainError naming the field at fault; `external_id_taken` (409) carries the `orderId` that has the name already.
   */
  async place(me: Principal, input: OrderInput): Promise<OrderView> {
    const store = await this.intake.storeFor(me, input.storeId);
    return this.transactions.run(async (em) => {
      if (input.externalId) await refuseSecond(em, store.id, input.externalId);
      const sold = await this.catalog.reserve(store.id, input.lines);
      if (isTooLarge(sold)) throw invalid('lines', 'This order is too large.', 'order_too_large');
      const now = new Date();
      const order = await draft(em, store, input, sold, now);
      await em.flush();
      const cause = { me, at: now, reason: null };
      await this.log.move(em, order, 'placed', cause);
      await this.log.move(em, order, 'confirmed', cause);
      await this.#deliver(me, order, input, sold);
      return this.views.one(order);
    });
  }

  async #deliver(me: Principal, order: Order, input: OrderInput, sold: readonly SoldLine[]): Promise<void> {
    const { dropoff, window, readyAt, proof, skills, customer } = input;
    const recipient = { name: customer.name, phone: customer.phone };
    const items = sold.map(({ name, quantity }) => ({ name, quantity }));
    const weightG = totalWeightG(sold);
    const wishes = { dropoff, window, readyAt, proof, skills };
    const { id, number, storeId } = order;
    await this.intake.create(me, { ...wishes, storeId, recipient, items, weightG }, { id, number });
  }
}

/** Two calls with one name wait for each other; the second is told which order has it. */
async function refuseSecond(em: SqlEntityManager, storeId: string, externalId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `order ${storeId} ${externalId}`,
  ]);
  const existing = await em.findOne(Order, { storeId, externalId });
  if (existing) {
    const message = 'There is an order with this externalId already.';
    throw conflict('external_id_taken', message, { orderId: existing.id });
  }
}

async function draft(
  em: SqlEntityManager,
  store: StoreView,
  input: OrderInput,
  sold: readonly SoldLine[],
  now: Date,
): Promise<Order> {
  const [row] = await em.execute<{ number: string }[]>(`select nextval('order_number') as number`);
  const { customer } = input;
  const method = input.payment?.method ?? 'prepaid';
  const order = em.create(Order, {
    id: newId(),
    number: row!.number,
    externalId: input.externalId ?? null,
    storeId: store.id,
    state: 'draft',
    payment: firstPayment(method),
    paymentMethod: method,
    currency: store.currency,
    totalMinor: totalMinor(sold),
    lines: sold.map(({ sku, name, quantity, unitMinor }) => ({ sku, name, quantity, unitMinor })),
    customerName: customer.name,
    customerPhone: customer.phone ?? null,
    customerEmail: customer.email ?? null,
    placedAt: now,
  });
  return order;
}
