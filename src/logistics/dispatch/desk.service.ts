import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import type { RouteView } from '../../shared/route-views.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { Decisions } from './decisions.service.ts';
import { InsertionsService } from './insertions.service.ts';
import { OffersService } from './offers.service.ts';
import { Planner } from './planner.service.ts';
import { hasAddress, refOf } from './problem.rules.ts';
import { pinnedCount, routeOf, type Snapshot } from './snapshot.ts';
import type { StopRef } from './solver/problem.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

export interface Assignment {
  courierId: string;
  pickupIndex?: number;
  dropoffIndex?: number;
}

/** What the dispatcher decides by hand. The plan follows; it does not argue. */
@Injectable()
export class DeskService {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesService,
    private readonly assignments: AssignmentsService,
    private readonly fleet: FleetService,
    private readonly offers: OffersService,
    private readonly routes: CourierRoutes,
    private readonly insertions: InsertionsService,
    private readonly snapshots: ZoneSnapshots,
    private readonly decisions: Decisions,
    private readonly planner: Planner,
  ) {}

  /** Gives a delivery to a courier, at the given places of its route or at the cheapest ones. */
  async assign(
    me: Principal,
    deliveryId: string,
    wish: Assignment,
    expected?: number,
  ): Promise<{ delivery: DeliveryView; route: RouteView | null }> {
    const { zoneId } = await this.#asExpected(me, deliveryId, expected);
    const directive = { me, reason: 'assign', directed: new Set([deliveryId]) };
    await this.decisions.make(zoneId, directive, async (snapshot) => {
      await this.#asExpected(me, deliveryId, expected);
      if (!snapshot.couriers.some(({ courierId }) => courierId === wish.courierId)) {
        throw conflict('courier_not_on_duty', 'This courier is not on duty.');
      }
      const route = await this.insertions.routeWith(snapshot, deliveryId, wish);
      return { routes: new Map([[wish.courierId, route]]) };
    });
    return {
      delivery: await this.deliveries.get(me, deliveryId),
      route: await this.routes.view(wish.courierId),
    };
  }

  /** Takes a delivery off its route, as a plan that can be taken back; its courier is not given it again for a while. */
  async unassign(me: Principal, deliveryId: string, expected?: number): Promise<DeliveryView> {
    const { zoneId } = await this.#asExpected(me, deliveryId, expected);
    const { deliveries, couriers } = await this.snapshots.take(zoneId);
    const holder = deliveries.find((one) => one.deliveryId === deliveryId)?.courierId;
    // On no route that is planned, there is nothing to plan: it is off, or its state forbids it.
    if (!couriers.some(({ courierId }) => courierId === holder))
      return this.assignments.unassign(me, deliveryId, 'dispatcher', expected);
    const directive = { me, reason: 'unassign', directed: new Set<string>() };
    await this.decisions.make(zoneId, directive, async (snapshot) => {
      await this.#asExpected(me, deliveryId, expected);
      const { courierId, route } = routeWithout(snapshot, deliveryId);
      await this.offers.keepFrom(deliveryId, courierId, zoneId, new Date(snapshot.nowMs));
      return { routes: new Map([[courierId, route]]) };
    });
    this.transactions.afterCommit(() => this.planner.wake(zoneId, 'unassigned'));
    return this.deliveries.get(me, deliveryId);
  }

  /** Puts a courier's open stops into this order. */
  async reorder(me: Principal, courierId: string, stopIds: readonly string[]): Promise<RouteView | null> {
    const { zoneId } = await this.fleet.courier(courierId);
    const directive = { me, reason: 'reorder', directed: new Set<string>() };
    await this.decisions.make(zoneId, directive, async (snapshot) => {
      const route = routeOf(snapshot, courierId);
      const byId = new Map(route.map((one) => [one.stop.stopId, one]));
      const wanted = stopIds.map((stopId) => byId.get(stopId));
      if (wanted.some((one) => !one) || new Set(stopIds).size !== route.length) {
        throw invalid('stopIds', "These are not exactly the courier's open stops.", 'not_the_route');
      }
      const pinned = route.slice(0, pinnedCount(route));
      if (pinned.some(({ stop }, index) => stop.stopId !== stopIds[index])) {
        throw conflict('stop_locked', 'A stop that is locked or under way keeps its place.');
      }
      return { routes: new Map([[courierId, wanted.map((one) => refOf(one!.delivery, one!.stop))]]) };
    });
    return this.routes.view(courierId);
  }

  async lock(me: Principal, stopId: string, locked: boolean): Promise<RouteView | null> {
    const { courierId } = await this.assignments.lockStop(me, stopId, locked);
    await this.routes.sync(courierId, new Date());
    return this.routes.view(courierId);
  }

  /** Asked before every try: somebody faster may have changed it in between. Throws `version_mismatch`. */
  async #asExpected(me: Principal, deliveryId: string, expected: number | undefined): Promise<DeliveryView> {
    const delivery = await this.deliveries.get(me, deliveryId);
    assertVersion(expected, delivery.version);
    return delivery;
  }
}

/** The route that has a delivery, and what it is without. Throws conflict `already_picked_up`, `plan_stale` when none has it. */
function routeWithout(snapshot: Snapshot, deliveryId: string): { courierId: string; route: StopRef[] } {
  const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
  if (!delivery?.courierId) throw conflict('plan_stale', 'The plan changed; look again.', { deliveryId });
  if (delivery.stops[0]?.kind !== 'pickup')
    throw conflict('already_picked_up', 'The courier has the goods: they can not change hands.', {
      deliveryId,
    });
  const { courierId } = delivery;
  const others = routeOf(snapshot, courierId).filter((one) => one.delivery.deliveryId !== deliveryId);
  const route = others.filter((one) => hasAddress(one.delivery));
  return { courierId, route: route.map((one) => refOf(one.delivery, one.stop)) };
}
