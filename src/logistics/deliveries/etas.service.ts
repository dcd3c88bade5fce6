import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import type { EtaView } from '../../shared/views.ts';

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

/** The place of a stop in its courier's route, as others' stops before it are made. */
export type Turn = Pick<StopEta, 'stopId' | 'stopsBefore'>;

interface TurnRow {
  stop_id: string;
  tracking_id: string;
  p10: Date | null;
  p50: Date | null;
  p90: Date | null;
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

  /** Tells customers how many stops come first now; when the courier comes stays as it was told. */
  async tellTurns(turns: readonly Turn[]): Promise<void> {
    if (turns.length === 0) return;
    await this.transactions.run(async (em) => {
      const before = new Map(turns.map(({ stopId, stopsBefore }) => [stopId, stopsBefore]));
      for (const { stop_id, tracking_id, p10, p50, p90 } of await told(em, [...before.keys()])) {
        const eta =
          p10 && p50 && p90 && toEta({ p10: new Date(p10), p50: new Date(p50), p90: new Date(p90) });
        const stopsBefore = before.get(stop_id)!;
        this.streams.tell(`order:${tracking_id}`, { kind: 'track_eta', eta, stopsBefore });
      }
    });
  }

  #tell(row: DestinationRow, { lateProbability, stopsBefore, ...times }: StopEta): void {
    const eta = toEta(times);
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

const toEta = ({ p10, p50, p90 }: Pick<StopEta, 'p10' | 'p50' | 'p90'>): EtaView => ({
  p10: p10.toISOString(),
  p50: p50.toISOString(),
  p90: p90.toISOString(),
});

/** What was foretold last of those of these stops where a customer waits. */
function told(em: SqlEntityManager, stopIds: readonly string[]): Promise<TurnRow[]> {
  return em.execute<TurnRow[]>(
    `select s.id as stop_id, coalesce(d.order_id, d.id) as tracking_id, s.eta_p10 as p10, s.eta_p50 as p50, s.eta_p90 as p90
     from stop s join delivery d on d.id = s.delivery_id
     where s.kind = 'dropoff' and s.id in (select jsonb_array_elements_text(?::jsonb)::uuid) order by s.id`,
    [JSON.stringify(stopIds)],
  );
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
