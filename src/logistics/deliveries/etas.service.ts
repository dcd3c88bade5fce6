import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';

/** When a stop will be reached: 10, 50 and 90 % of the cases are before these instants. */
export interface StopEta {
  stopId: string;
  p10: Date;
  p50: Date;
  p90: Date;
  /** Probability (0..1) of missing the promised end. */
  lateProbability: number;
  /** Other people's stops that come first, as the customer is told. */
  stopsBefore: number | null;
}

interface DestinationRow {
  stop_id: string;
  delivery_id: string;
  order_id: string | null;
  store_id: string;
  zone_id: string;
  courier_id: string;
  window_to: Date;
}

/** What tracking foretells. */
@Injectable()
export class EtasService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
  ) {}

  /** Keeps the estimates of open stops; those of destinations are told to customers and dispatchers. */
  async setEtas(etas: readonly StopEta[]): Promise<void> {
    if (etas.length === 0) return;
    await this.transactions.run(async (em) => {
      const told = new Map(etas.map((eta) => [eta.stopId, eta]));
      for (const row of await store(em, etas)) this.#tell(row, told.get(row.stop_id)!);
    });
  }

  #tell(row: DestinationRow, { p10, p50, p90, lateProbability, stopsBefore }: StopEta): void {
    const eta = { p10: p10.toISOString(), p50: p50.toISOString(), p90: p90.toISOString() };
    this.streams.tell(`zone:${row.zone_id}`, {
      kind: 'eta',
      deliveryId: row.delivery_id,
      eta,
      lateProbability,
    });
    this.streams.tell(`order:${row.order_id ?? row.delivery_id}`, { kind: 'track_eta', eta, stopsBefore });
    this.facts.record('eta.changed', {
      deliveryId: row.delivery_id,
      orderId: row.order_id,
      storeId: row.store_id,
      zoneId: row.zone_id,
      courierId: row.courier_id,
      eta,
      windowTo: new Date(row.window_to).toISOString(),
      lateProbability,
    });
  }
}

/** Writes all in one statement; answers with the stops that are where a customer waits. */
function store(em: SqlEntityManager, etas: readonly StopEta[]): Promise<DestinationRow[]> {
  return em.execute<DestinationRow[]>(
    `with written as (
       update stop set eta_p10 = e.p10, eta_p50 = e.p50, eta_p90 = e.p90, late_probability = e."lateProbability"
       from jsonb_to_recordset(?::jsonb)
         as e("stopId" uuid, p10 timestamptz, p50 timestamptz, p90 timestamptz, "lateProbability" float8)
       where stop.id = e."stopId" and stop.state in ('pending','enroute','arrived') and stop.courier_id is not null
       returning stop.id, stop.delivery_id, stop.kind, stop.courier_id)
     select w.id as stop_id, d.id as delivery_id, d.order_id, d.store_id, d.zone_id, w.courier_id, d.window_to
     from written w join delivery d on d.id = w.delivery_id where w.kind = 'dropoff' order by w.id`,
    [JSON.stringify(etas)],
  );
}
