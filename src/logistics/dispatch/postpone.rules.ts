import { isSameToPeople } from '../../shared/same-instant.ts';
import type { CourierPlan, PlannedVisit } from './plan.rules.ts';
import type { PlanningDelivery, Snapshot } from './snapshot.ts';

/**
 * When couriers are to be asked for deliveries that can wait, by delivery: `leadMs` before they must set out for them. What
 * is not in it goes out at once, or did: what a courier was asked for, what is for as soon as possible, what is fetched in one
 * go with it. Until then it is only planned, and may go to whom it fits better.
 */
export function postponed(
  snapshot: Snapshot,
  plans: readonly CourierPlan[],
  leadMs: number,
): ReadonlyMap<string, Date> {
  const deliveries = new Map(snapshot.deliveries.map((delivery) => [delivery.deliveryId, delivery]));
  const found = new Map<string, Date>();
  for (const { courierId, visits } of plans) {
    for (const visit of visits) {
      const delivery = deliveries.get(visit.deliveryId)!;
      const askAtMs = visit.setOut.getTime() - leadMs;
      const isEarly = askAtMs > snapshot.nowMs && canWait(delivery, snapshot.nowMs);
      if (isEarly && isPickup(delivery, visit) && !wasAsked(delivery, courierId))
        found.set(delivery.deliveryId, new Date(askAtMs));
    }
  }
  return found;
}

/** Whose courier is to be asked at another time than was said, or now. */
export interface Ask {
  deliveryId: string;
  courierId: string;
  /** Null: now. */
  until: Date | null;
}

/** What these plans change for deliveries that wait, on routes of their couriers, for those to be asked. */
export function changedAsks(
  snapshot: Snapshot,
  plans: readonly CourierPlan[],
  leadMs: number,
): readonly Ask[] {
  const later = postponed(snapshot, plans, leadMs);
  const couriers = new Set(plans.map(({ courierId }) => courierId));
  return snapshot.deliveries.flatMap(({ deliveryId, courierId, offerAtMs }) => {
    if (offerAtMs === null || courierId === null || !couriers.has(courierId)) return [];
    const until = later.get(deliveryId) ?? null;
    const isSame = until && isSameToPeople(until, new Date(offerAtMs));
    return isSame ? [] : [{ deliveryId, courierId, until }];
  });
}

const isPickup = ({ stops }: PlanningDelivery, { stopId }: PlannedVisit): boolean =>
  stops.some((stop) => stop.stopId === stopId && stop.kind === 'pickup');

/** Or has agreed to it. */
const wasAsked = (delivery: PlanningDelivery, courierId: string): boolean =>
  delivery.courierId === courierId && delivery.offerAtMs === null;

/** Its goods or its customer are not ready yet. */
const canWait = ({ readyAtMs, stops }: PlanningDelivery, nowMs: number): boolean =>
  Math.max(readyAtMs ?? 0, ...stops.map(({ windowFromMs }) => windowFromMs ?? 0)) > nowMs;
