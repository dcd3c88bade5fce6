import { Injectable, type OnModuleInit } from '@nestjs/common';
import { seesStore, type Principal } from '../../access/principal.ts';
import { SharesService, type NewShare } from '../../access/shares.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { Listeners } from '../../platform/facts/listeners.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { Delivery } from './delivery.entity.ts';
import { deliveryLifecycle } from './delivery.lifecycle.ts';

/** A link lives this long after the promise, and after the end: the customer may look at the proof. */
const KEPT_MS = 24 * 3_600_000;

/** Links that let a customer watch one delivery. */
@Injectable()
export class SharingService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly shares: SharesService,
    private readonly listeners: Listeners,
  ) {}

  onModuleInit(): void {
    this.listeners.on('delivery.moved', 'deliveries.sharing', async ({ deliveryId, orderId, to, at }) => {
      if (!deliveryLifecycle.isFinal(to)) return;
      await this.shares.endBy(orderId ?? deliveryId, new Date(Date.parse(at) + KEPT_MS));
    });
    this.listeners.on('delivery.corrected', 'deliveries.sharing', ({ deliveryId, orderId, windowTo }) =>
      this.shares.keepUntil(orderId ?? deliveryId, new Date(Date.parse(windowTo) + KEPT_MS)),
    );
  }

  async share(me: Principal, id: string): Promise<NewShare> {
    const delivery = await this.transactions.read((em) => em.findOne(Delivery, { id }));
    if (!delivery || !seesStore(me, delivery.storeId)) throw notFound('delivery');
    if (delivery.state === 'cancelled')
      throw conflict('delivery_cancelled', 'There is nothing to watch: this delivery is cancelled.');
    const end = deliveryLifecycle.isFinal(delivery.state) ? delivery.movedAt : delivery.windowTo;
    const expiresAt = new Date(Math.max(end.getTime(), Date.now()) + KEPT_MS);
    return this.shares.issue(me, {
      trackingId: delivery.trackingId(),
      storeId: delivery.storeId,
      expiresAt,
    });
  }
}
