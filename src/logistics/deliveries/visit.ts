import type { SqlEntityManager } from '@mikro-orm/sql';
import type { LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { StopKind } from '../../shared/states.ts';
import { Stop, type Delivery } from './delivery.entity.ts';

/** Where a visit goes and whom it meets. */
export interface VisitPlace {
  address: string;
  at: LonLat | null;
  timeZone: string;
  notes: string | null;
  contactName: string;
  contactPhone: string | null;
}

/** At the end of whose route it comes, and when it is thought to. */
interface OnRoute {
  courierId: string;
  sequence: number;
  plannedArrival: Date;
}

export const placeOf = (stop: Stop): VisitPlace => ({
  address: stop.address,
  at: stop.at ?? null,
  timeZone: stop.timeZone,
  notes: stop.notes ?? null,
  contactName: stop.contactName,
  contactPhone: stop.contactPhone ?? null,
});

/** Adds a stop to a delivery, on a route or not. */
export function addStop(
  em: SqlEntityManager,
  delivery: Delivery,
  kind: StopKind,
  place: VisitPlace,
  route?: OnRoute,
): Stop {
  const stop = em.create(Stop, {
    ...place,
    id: newId(),
    delivery,
    kind,
    state: 'pending',
    locked: false,
    courierId: route?.courierId ?? null,
    sequence: route?.sequence ?? null,
    plannedArrival: route?.plannedArrival ?? null,
    plannedDeparture: route?.plannedArrival ?? null,
  });
  delivery.stops.add(stop);
  return stop;
}
