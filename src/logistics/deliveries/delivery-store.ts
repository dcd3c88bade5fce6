import { LockMode } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { notFound } from '../../shared/errors.ts';
import { Delivery, Stop } from './delivery.entity.ts';

/** These deliveries with all their stops, locked until the transaction ends, in the one order that can't deadlock. */
export async function lockDeliveries(em: SqlEntityManager, ids: readonly string[]): Promise<Delivery[]> {
  const deliveries = await em.find(
    Delivery,
    { id: { $in: [...new Set(ids)] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  await em.populate(deliveries, ['stops'], { refresh: true });
  return deliveries;
}

/** Throws not_found. */
export async function lockDelivery(em: SqlEntityManager, id: string): Promise<Delivery> {
  const [delivery] = await lockDeliveries(em, [id]);
  if (!delivery) throw notFound('delivery');
  return delivery;
}

/** The delivery a stop belongs to, locked. Throws not_found. */
export async function lockOfStop(
  em: SqlEntityManager,
  stopId: string,
): Promise<{ delivery: Delivery; stop: Stop }> {
  const found = await em.findOne(Stop, { id: stopId });
  if (!found) throw notFound('stop');
  const delivery = await lockDelivery(em, found.delivery.id);
  return { delivery, stop: delivery.stops.getItems().find(({ id }) => id === stopId)! };
}

/** The place in a courier's route behind all its open stops. */
export async function endOfRoute(em: SqlEntityManager, courierId: string): Promise<number> {
  const [row] = await em.execute<{ next: number }[]>(
    `select coalesce(max(sequence) + 1, 0)::int as next from stop
     where courier_id = ? and state in ('pending','enroute','arrived')`,
    [courierId],
  );
  return row!.next;
}
