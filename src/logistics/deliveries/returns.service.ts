import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { DeliveryLog, type Cause } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import type { Delivery } from './delivery.entity.ts';
import { mayReturn, moveTime } from './delivery.rules.ts';
import { endOfRoute, lockDelivery } from './delivery-store.ts';
import { addStop, placeOf } from './visit.ts';

/** The way back to the store. */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
  ) {}

  /** Sends the goods back by hand; the courier gets a stop at the store. */
  async return(me: Principal, id: string, reason: string | null, version?: number): Promise<DeliveryView> {
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, id);
      if (!seesStore(me, delivery.storeId)) throw notFound('delivery');
      assertVersion(version, delivery.version);
      if (!mayReturn(delivery.state))
        throw conflict('not_returnable', `A delivery that is ${delivery.state} can not be returned.`);
      const at = moveTime(undefined, delivery.movedAt, new Date());
      await this.begin(em, delivery, { me, at, reason });
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  /** The delivery turns back: its open stops are skipped and a stop at the store ends the courier's route. */
  async begin(em: SqlEntityManager, delivery: Delivery, cause: Cause): Promise<void> {
    for (const stop of delivery.openStops()) this.log.moveStop(delivery, stop, 'skipped', cause);
    this.log.move(em, delivery, 'returning', cause);
    await em.flush();
    const courierId = delivery.courierId!;
    addStop(em, delivery, 'return', placeOf(delivery.latest('pickup')!), {
      courierId,
      sequence: await endOfRoute(em, courierId),
      plannedArrival: cause.at,
    });
    this.log.changed(delivery);
  }
}
