import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Transactions } from '../../platform/database/transactions.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import type { ProofKind } from '../../shared/states.ts';
import type { CourierRefView, DeliveryView } from '../../shared/views.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { toDeliveryView } from './deliveries.dto.ts';
import type { Delivery } from './delivery.entity.ts';

/** Deliveries as people see them, with what lies around their own rows. */
@Injectable()
export class DeliveryViews {
  constructor(
    private readonly transactions: Transactions,
    private readonly fleet: FleetService,
    private readonly streams: StreamsService,
  ) {}

  /** Views in the order of `deliveries`, whose stops must be loaded. */
  async of(deliveries: readonly Delivery[]): Promise<DeliveryView[]> {
    if (deliveries.length === 0) return [];
    const stores = await this.#storeNames(deliveries);
    const couriers = await this.#couriers(deliveries);
    const { proofs, before } = await this.transactions.read(async (em) => ({
      proofs: await proofKinds(em, deliveries),
      before: await stopsBefore(em, deliveries),
    }));
    return deliveries.map((delivery) =>
      toDeliveryView(delivery, {
        storeName: stores.get(delivery.storeId)!,
        courier: couriers.get(delivery.courierId ?? '') ?? null,
        proofTaken: proofs.get(delivery.id) ?? [],
        stopsBefore: before.get(delivery.id) ?? null,
      }),
    );
  }

  async one(delivery: Delivery): Promise<DeliveryView> {
    return (await this.of([delivery]))[0]!;
  }

  /** Tells the zone's watchers how these deliveries are now; writes what is pending first, so that versions are right. */
  async tell(em: SqlEntityManager, deliveries: readonly Delivery[]): Promise<DeliveryView[]> {
    await em.flush();
    const views = await this.of(deliveries);
    for (const delivery of views)
      this.streams.tell(`zone:${delivery.zoneId}`, { kind: 'delivery', delivery });
    return views;
  }

  async #storeNames(deliveries: readonly Delivery[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const { storeId } of deliveries)
      if (!names.has(storeId)) names.set(storeId, (await this.fleet.store(storeId)).name);
    return names;
  }

  async #couriers(deliveries: readonly Delivery[]): Promise<Map<string, CourierRefView>> {
    const ids = [...new Set(deliveries.flatMap(({ courierId }) => courierId ?? []))];
    const couriers = ids.length > 0 ? await this.fleet.couriers(ids) : [];
    return new Map(couriers.map(({ id, name, vehicle }) => [id, { id, name, vehicle: vehicle.kind }]));
  }
}

async function proofKinds(
  em: SqlEntityManager,
  deliveries: readonly Delivery[],
): Promise<Map<string, ProofKind[]>> {
  const rows = await em.execute<{ delivery_id: string; kinds: ProofKind[] }[]>(
    `select delivery_id, jsonb_agg(distinct kind) as kinds from proof
     where delivery_id in (select jsonb_array_elements_text(?::jsonb)::uuid) group by delivery_id`,
    [JSON.stringify(deliveries.map(({ id }) => id))],
  );
  return new Map(rows.map((row) => [row.delivery_id, row.kinds]));
}

/** Open stops of other deliveries that its courier makes before it gets there. */
async function stopsBefore(
  em: SqlEntityManager,
  deliveries: readonly Delivery[],
): Promise<Map<string, number>> {
  const stopIds = deliveries
    .map((delivery) => delivery.destination())
    .flatMap((stop) => (stop.courierId ? stop.id : []));
  if (stopIds.length === 0) return new Map();
  const rows = await em.execute<{ delivery_id: string; before: number }[]>(
    `select s.delivery_id, count(b.id)::int as before from stop s
     left join stop b on b.courier_id = s.courier_id and b.sequence < s.sequence and b.delivery_id <> s.delivery_id
       and b.state in ('pending','enroute','arrived')
     where s.id in (select jsonb_array_elements_text(?::jsonb)::uuid) and s.state in ('pending','enroute','arrived')
     group by s.delivery_id`,
    [JSON.stringify(stopIds)],
  );
  return new Map(rows.map((row) => [row.delivery_id, row.before]));
}
