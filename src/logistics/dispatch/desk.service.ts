import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import type { DeliveryView, RouteView } from '../../shared/views.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { Decisions } from './decisions.service.ts';
import { InsertionsService } from './insertions.service.ts';
import { OffersService } from './offers.service.ts';
import { Planner } from './planner.service.ts';
import { refOf } from './problem.rules.ts';
import { pinnedCount, routeOf } from './snapshot.ts';
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
    const { zoneId, version } = await this.deliveries.get(me, deliveryId);
    assertVersion(expected, version);
    const directive = { me, reason: 'assign', directed: new Set([deliveryId]) };
    await this.decisions.make(zoneId, directive, async (snapshot) => {
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

  /** Takes a delivery off its route; its courier is not given it again for a while. */
  async unassign(me: Principal, deliveryId: string, version?: number): Promise<DeliveryView> {
    const now = new Date();
    const { zoneId } = await this.deliveries.get(me, deliveryId);
    const { deliveries } = await this.snapshots.take(zoneId, now);
    const courierId = deliveries.find((one) => one.deliveryId === deliveryId)?.courierId;
    const delivery = await this.transactions.run(async () => {
      const view = await this.assignments.unassign(me, deliveryId, 'dispatcher', version);
      await this.offers.withdraw(deliveryId, now);
      if (courierId) await this.offers.keepFrom(deliveryId, courierId, zoneId, now);
      return view;
    });
    this.transactions.afterCommit(() => this.planner.wake(zoneId, 'unassigned'));
    return delivery;
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
}
