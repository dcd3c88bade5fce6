import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import type { ChoiceView } from '../../shared/explain-views.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { unlocked, without } from './choices.rules.ts';
import { insertionsInThread } from './explain-thread.ts';
import { presentPlan } from './problem.rules.ts';
import { pinnedCount, routeOf, type Snapshot } from './snapshot.ts';
import { bestInsertions } from './solver/best-insertions.ts';
import type { StopRef } from './solver/problem.ts';
import { TravelService } from './travel.service.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

interface Wish {
  courierId: string;
  pickupIndex?: number;
  dropoffIndex?: number;
}

/** Where a delivery could go, and at what price. */
@Injectable()
export class InsertionsService {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly snapshots: ZoneSnapshots,
    private readonly travel: TravelService,
  ) {}

  /** The `limit` cheapest couriers for a delivery, cheapest first. */
  async best(me: Principal, deliveryId: string, limit: number): Promise<ChoiceView[]> {
    const { zoneId } = await this.deliveries.get(me, deliveryId);
    const snapshot = await this.snapshots.take(zoneId);
    if (!isPlannable(snapshot, deliveryId)) return [];
    const { problem } = await this.travel.pose(snapshot);
    return insertionsInThread(snapshot, problem, deliveryId, limit);
  }

  /** The courier's route with the delivery in it: at the wished places, else at the cheapest ones. */
  async routeWith(snapshot: Snapshot, deliveryId: string, wish: Wish): Promise<StopRef[]> {
    if (!isPlannable(snapshot, deliveryId))
      throw conflict('not_plannable', 'This delivery can not be given to a courier now.');
    const { problem } = await this.travel.pose(snapshot);
    const plan = without(presentPlan(snapshot), deliveryId);
    const route = plan.routes.find((one) => one.vehicleId === wish.courierId)?.stops ?? [];
    if (wish.pickupIndex !== undefined) {
      const others = routeOf(snapshot, wish.courierId).filter(
        (one) => one.delivery.deliveryId !== deliveryId,
      );
      if (wish.pickupIndex < pinnedCount(others))
        throw conflict('stop_locked', 'A stop that is locked or under way keeps its place.');
      return inserted(route, deliveryId, wish.pickupIndex, wish.dropoffIndex ?? wish.pickupIndex + 1);
    }
    const couriers = problem.vehicles.length;
    const found = bestInsertions(unlocked(problem, deliveryId), plan, deliveryId, couriers).find(
      (one) => one.vehicleId === wish.courierId,
    );
    return found?.stops ?? inserted(route, deliveryId, route.length, route.length + 1);
  }
}

const isPlannable = (snapshot: Snapshot, deliveryId: string) =>
  snapshot.deliveries.some(
    (one) =>
      one.deliveryId === deliveryId && one.stops[0]?.kind === 'pickup' && one.stops.every((stop) => stop.at),
  );

/** `dropoffAt` counts in the route that holds the pickup already. */
function inserted(
  route: readonly StopRef[],
  requestId: string,
  pickupAt: number,
  dropoffAt: number,
): StopRef[] {
  if (pickupAt > route.length || dropoffAt > route.length + 1)
    throw invalid('dropoffIndex', 'The route is not that long.');
  if (dropoffAt <= pickupAt)
    throw invalid('dropoffIndex', 'Goods are picked up before they are dropped off.');
  const stops = [...route];
  stops.splice(pickupAt, 0, { requestId, kind: 'pickup' });
  stops.splice(dropoffAt, 0, { requestId, kind: 'delivery' });
  return stops;
}
