import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { conflict, DomainError, invalid } from '../../shared/errors.ts';
import { distanceM, type LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { EtaView, Instant } from '../../shared/views.ts';
import type { QuoteInput } from './deliveries.input.ts';
import { PlacesService } from './places.service.ts';
import { Quote } from './quote.entity.ts';
import { feeMinor, firstEta, QUOTE_VALID_MS } from './quote.rules.ts';
import { readWindow } from './window.rules.ts';

export interface QuoteView {
  id: string;
  feeMinor: number;
  currency: string;
  eta: EtaView;
  expiresAt: Instant;
}

/** A delivery between other places is another delivery. */
const SAME_PLACE_M = 50;

/** What a delivery will cost and when it would be there, before anybody commits to it. */
@Injectable()
export class QuotesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly places: PlacesService,
  ) {}

  async quote(me: Principal, input: QuoteInput): Promise<QuoteView> {
    const store = await this.places.storeFor(me, input.storeId);
    const now = new Date();
    if (input.window) readWindow(input.window, now, now);
    const contact = { name: store.name };
    const pickup = input.pickup
      ? await this.places.locate(input.pickup, contact, store.zoneId)
      : this.places.pickupAt(store);
    const dropoff = await this.places.locate(input.dropoff, contact, store.zoneId);
    if (!pickup.at) throw invalid('pickup.at', 'This address is not known.', 'address_unknown');
    if (!dropoff.at) throw invalid('dropoff.at', 'This address is not known.', 'address_unknown');
    const fee = feeMinor(pickup.at, dropoff.at);
    const expiresAt = new Date(now.getTime() + QUOTE_VALID_MS);
    const { currency } = store;
    const id = newId();
    const places = { pickupAt: pickup.at, dropoffAt: dropoff.at };
    await this.transactions.run(async (em) => {
      em.create(Quote, { id, storeId: store.id, ...places, feeMinor: fee, currency, expiresAt });
    });
    const { p10, p50, p90 } = firstEta(pickup.at, dropoff.at, now);
    const eta = { p10: p10.toISOString(), p50: p50.toISOString(), p90: p90.toISOString() };
    return { id, feeMinor: fee, currency, eta, expiresAt: expiresAt.toISOString() };
  }

  /** Uses a quote up for a delivery; answers with the fee it promised. */
  async redeem(
    id: string,
    delivery: { id: string; storeId: string; pickupAt: LonLat | null; dropoffAt: LonLat | null },
  ): Promise<number> {
    return this.transactions.run(async (em) => {
      const quote = await em.findOne(Quote, { id, storeId: delivery.storeId });
      if (!quote) throw invalid('quoteId', 'There is no such quote.', 'quote_not_found');
      if (quote.expiresAt <= new Date())
        throw new DomainError('gone', 'quote_expired', 'This quote is over.');
      if (quote.usedBy) throw conflict('quote_used', 'This quote was used before.');
      if (!isNear(quote.pickupAt, delivery.pickupAt) || !isNear(quote.dropoffAt, delivery.dropoffAt))
        throw invalid('quoteId', 'This quote is for other places.', 'quote_mismatch');
      const [taken] = await em.execute<{ id: string }[]>(
        'update delivery_quote set used_by = ? where id = ? and used_by is null returning id',
        [delivery.id, id],
      );
      if (!taken) throw conflict('quote_used', 'This quote was used before.');
      return quote.feeMinor;
    });
  }
}

function isNear(quoted: LonLat, given: LonLat | null): boolean {
  return given !== null && distanceM(quoted, given) <= SAME_PLACE_M;
}
