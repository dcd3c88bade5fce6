import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Snapshots } from '../../platform/sockets/snapshots.ts';
import type { ConsoleView, CourierHomeView } from '../../shared/page-views.ts';
import { PlanningService } from '../deliveries/planning.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { TrackingService } from '../tracking/tracking.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { OffersService } from './offers.service.ts';

/** What the dispatcher's and the courier's pages start from. */
@Injectable()
export class ConsoleService implements OnModuleInit {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly fleet: FleetService,
    private readonly planning: PlanningService,
    private readonly tracking: TrackingService,
    private readonly routes: CourierRoutes,
    private readonly offers: OffersService,
  ) {}

  onModuleInit(): void {
    this.snapshots.provide('zone', { take: (zoneId) => this.zone(zoneId) });
    this.snapshots.provide('courier', { take: (courierId) => this.home(courierId) });
  }

  /** Throws not_found. */
  async zone(zoneId: string): Promise<ConsoleView> {
    const zone = await this.fleet.zone(zoneId);
    const now = new Date();
    const plain = await this.fleet.courierViews(zoneId, now);
    const ids = plain.map(({ id }) => id);
    const seen = await this.tracking.positionsOf(ids);
    const couriers = plain.map((view) => ({ ...view, ...seen.get(view.id) }));
    return {
      zone,
      couriers,
      routes: await this.routes.views(ids),
      deliveries: await this.planning.openViews(zoneId),
      stores: await this.fleet.storesOf(zoneId),
    };
  }

  /** Throws not_found. */
  async home(courierId: string): Promise<CourierHomeView> {
    const seen = (await this.tracking.positionsOf([courierId])).get(courierId);
    const courier = await this.fleet.courierView(courierId, new Date(), seen);
    const { timeZone } = await this.fleet.zone(courier.zoneId);
    return {
      courier,
      timeZone,
      route: await this.routes.told(courierId),
      offers: await this.offers.openOf(courierId),
    };
  }
}
