import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { newId } from '../../shared/ids.ts';
import type { DeliveryView, StoreView } from '../../shared/views.ts';
import type { DeliveryInput } from './deliveries.input.ts';
import { DeliveryLog } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { Delivery } from './delivery.entity.ts';
import { PlacesService } from './places.service.ts';
import { feeMinor } from './quote.rules.ts';
import { QuotesService } from './quotes.service.ts';
import { addStop, type VisitPlace } from './visit.ts';
import { describeWindow, readWindow, type Window } from './window.rules.ts';

/** The order a delivery is for; it lends its number. */
export interface ForOrder {
  id: string;
  number: string;
}

interface Drafted {
  store: StoreView;
  order: ForOrder | undefined;
  pickup: VisitPlace;
  dropoff: VisitPlace;
  window: Window;
  readyAt: Date;
  now: Date;
}

const PARCEL = { name: 'Parcel', quantity: 1 };

/** Where deliveries come from. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly places: PlacesService,
    private readonly quotes: QuotesService,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
  ) {}

  /** The store a request is for. Throws DomainError naming `storeId` for one that is unknown or foreign. */
  storeFor(me: Principal, storeId: string | undefined): Promise<StoreView> {
    return this.places.storeFor(me, storeId);
  }

  /**
   * A delivery, confirmed and waiting for a route. An address nobody knows does not refuse it: it stands, unassigned
   * with `address_unknown`. Throws DomainError naming the field for foreign stores, impossible windows and dead quotes.
   */
  async create(me: Principal, input: DeliveryInput, order?: ForOrder): Promise<DeliveryView> {
    const now = new Date();
    const store = await this.places.storeFor(me, input.storeId);
    const readyAt = input.readyAt ? new Date(input.readyAt) : now;
    const window = readWindow(input.window, readyAt, now);
    const pickup = input.pickup
      ? await this.places.locate(input.pickup, { name: store.name }, store.zoneId)
      : this.places.pickupAt(store);
    const dropoff = await this.places.locate(input.dropoff, input.recipient, store.zoneId);
    return this.transactions.run(async (em) => {
      const draft = { store, order, pickup, dropoff, window, readyAt, now };
      const delivery = await this.#draft(em, input, draft);
      delivery.feeMinor = await this.#fee(delivery, input.quoteId, draft);
      const cause = { me, at: now };
      const note = `Promised ${describeWindow(window, dropoff.timeZone)}`;
      this.log.created(em, delivery, cause, note);
      this.log.move(em, delivery, 'confirmed', cause);
      if (!pickup.at || !dropoff.at)
        this.log.unplanned(em, delivery, 'address_unknown', 'The map does not know this address.', cause);
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  async #draft(em: SqlEntityManager, input: DeliveryInput, draft: Drafted): Promise<Delivery> {
    const { store, order, pickup, dropoff, window, now } = draft;
    const items = input.items ?? [PARCEL];
    const parcels = items.reduce((sum, { quantity }) => sum + quantity, 0);
    const proofRequired = [...new Set(input.proof ?? [])];
    const delivery = em.create(Delivery, {
      id: newId(),
      number: order?.number ?? `D${await nextNumber(em)}`,
      orderId: order?.id ?? null,
      storeId: store.id,
      zoneId: store.zoneId,
      state: 'created',
      movedAt: now,
      windowFrom: window.from,
      windowTo: window.to,
      readyAt: draft.readyAt,
      items,
      demand: [parcels, input.weightG ?? 0],
      skills: [...new Set(input.skills ?? [])],
      proofRequired,
      pin: proofRequired.includes('pin') ? String(randomInt(10_000)).padStart(4, '0') : null,
      pinAttempts: 0,
      failurePolicy: input.onFailure ?? 'return',
      currency: store.currency,
      createdAt: now,
    });
    addStop(em, delivery, 'pickup', pickup);
    addStop(em, delivery, 'dropoff', dropoff);
    // Its history points to it by id alone, so that the unit of work can't know which to write first.
    await em.flush();
    return delivery;
  }

  async #fee(
    delivery: Delivery,
    quoteId: string | undefined,
    { pickup, dropoff, store }: Drafted,
  ): Promise<number | null> {
    if (quoteId) {
      const places = { pickupAt: pickup.at, dropoffAt: dropoff.at };
      return this.quotes.redeem(quoteId, { id: delivery.id, storeId: store.id, ...places });
    }
    return pickup.at && dropoff.at ? feeMinor(pickup.at, dropoff.at) : null;
  }
}

async function nextNumber(em: SqlEntityManager): Promise<number> {
  const [row] = await em.execute<{ number: string }[]>(`select nextval('delivery_number') as number`);
  return Number(row!.number);
}
