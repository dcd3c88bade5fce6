import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict, invalid, notFound } from '../../shared/errors.ts';
import type { DeliveryView } from '../../shared/views.ts';
import {
  correctionFault,
  describeMove,
  firstPromise,
  PROMISE_MOVED,
  sameWindow,
} from './correction.rules.ts';
import { DeliveriesService } from './deliveries.service.ts';
import type { CorrectionInput, PlaceInput } from './deliveries.input.ts';
import { DeliveryEvent } from './delivery-event.entity.ts';
import { DeliveryLog, type Cause } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import type { Delivery } from './delivery.entity.ts';
import { lockDelivery } from './delivery-store.ts';
import { PlacesService } from './places.service.ts';
import { feeMinor } from './quote.rules.ts';
import type { VisitPlace } from './visit.ts';
import { windowFault } from './window.rules.ts';

/** What was promised, or written down, is put right. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesService,
    private readonly places: PlacesService,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
  ) {}

  /**
   * Another window, another door, or both; customer and shop hear it, dispatch plans anew. A repeat changes nothing. Throws
   * not_found, conflict (`version_conflict`, `not_correctable`), and DomainError naming the field for an impossible window or
   * an address that is on no map.
   */
  async correct(me: Principal, id: string, input: CorrectionInput, version?: number): Promise<DeliveryView> {
    const seen = await this.deliveries.get(me, id);
    const door = input.dropoff && (await this.#locate(input.dropoff, seen));
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, id);
      if (!seesStore(me, delivery.storeId)) throw notFound('delivery');
      assertVersion(version, delivery.version);
      refuseLate(delivery, input, me);
      const cause = { me, at: new Date() };
      const moved = input.window && this.#movePromise(em, delivery, input.window, cause);
      const placed = door && (await this.#moveDoor(em, delivery, door, cause));
      if (!moved && !placed) return this.views.one(delivery);
      await em.flush();
      const events = await em.find(DeliveryEvent, { deliveryId: id }, { orderBy: { id: 'asc' } });
      this.log.corrected(delivery, firstPromise(events, delivery.windowTo), cause.at);
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  #movePromise(
    em: SqlEntityManager,
    delivery: Delivery,
    given: NonNullable<CorrectionInput['window']>,
    cause: Cause,
  ): boolean {
    const before = { from: delivery.windowFrom ?? null, to: delivery.windowTo };
    const after = { from: given.from ? new Date(given.from) : null, to: new Date(given.to) };
    if (sameWindow(before, after)) return false;
    const fault = windowFault(after, delivery.readyAt, cause.at);
    if (fault) throw invalid('window.to', fault.message, 'invalid_window');
    const [from, to] = [before.to.toISOString(), after.to.toISOString()];
    const note = describeMove(before, after, delivery.latest('dropoff')!.timeZone);
    Object.assign(delivery, { windowFrom: after.from, windowTo: after.to });
    this.log.note(em, delivery, PROMISE_MOVED, cause, { from, to, note });
    return true;
  }

  async #moveDoor(
    em: SqlEntityManager,
    delivery: Delivery,
    door: VisitPlace,
    cause: Cause,
  ): Promise<boolean> {
    const stop = delivery.latest('dropoff')!;
    const isThere = stop.at?.lon === door.at!.lon && stop.at.lat === door.at!.lat;
    if (isThere && stop.address === door.address && (stop.notes ?? null) === door.notes) return false;
    const note = `${door.address} instead of ${stop.address}`;
    const { address, at, notes, timeZone } = door;
    Object.assign(stop, { address, at, notes, timeZone });
    const pickup = delivery.latest('pickup')!;
    if (pickup.at) delivery.feeMinor = feeMinor(pickup.at, at!);
    if (delivery.unassigned?.code === 'address_unknown') delivery.unassigned = null;
    this.log.note(em, delivery, 'door_moved', cause, { note });
    await em.flush();
    // What changed is the stop's row, but it is the delivery that people saw a version of.
    await em.execute('update delivery set version = version + 1 where id = ?', [delivery.id]);
    await em.refresh(delivery);
    return true;
  }

  async #locate(dropoff: PlaceInput, seen: DeliveryView): Promise<VisitPlace> {
    const place = { ...dropoff, notes: dropoff.notes ?? seen.dropoff.notes ?? undefined };
    const found = await this.places.locate(place, seen.recipient, seen.zoneId);
    if (!found.at) throw invalid('dropoff.address', 'The map does not know this address.', 'address_unknown');
    return found;
  }
}

function refuseLate(delivery: Delivery, { window, dropoff }: CorrectionInput, me: Principal): void {
  const wish = { window: !!window, dropoff: !!dropoff, byShop: me.storeIds !== null };
  const fault = correctionFault(delivery.state, wish);
  if (fault) throw conflict('not_correctable', fault, { state: delivery.state });
}
