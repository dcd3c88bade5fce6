import { Injectable } from '@nestjs/common';
import { SYSTEM, type Principal } from '../../access/principal.ts';
import { Config } from '../../config.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict } from '../../shared/errors.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { PlanningService } from '../deliveries/planning.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { OffersService } from './offers.service.ts';
import type { CourierPlan } from './plan.rules.ts';
import { changedAsks } from './postpone.rules.ts';
import type { Snapshot } from './snapshot.ts';

/** Orders that are planned, and whose couriers are asked only when they must. */
@Injectable()
export class Postponements {
  constructor(
    private readonly transactions: Transactions,
    private readonly deliveries: DeliveriesService,
    private readonly planning: PlanningService,
    private readonly assignments: AssignmentsService,
    private readonly fleet: FleetService,
    private readonly offers: OffersService,
    private readonly routes: CourierRoutes,
    private readonly config: Config,
  ) {}

  /** Asks those of these couriers whose time has come as they drive now; for the others says when it will. */
  async keep(snapshot: Snapshot, plans: readonly CourierPlan[]): Promise<void> {
    const asks = changedAsks(snapshot, plans, this.config.offerLeadMinutes * 60_000);
    for (const { deliveryId, courierId, until } of asks) {
      if (until) await this.assignments.postpone(deliveryId, courierId, until);
      else await this.#ask(deliveryId, courierId, snapshot.zoneId);
    }
  }

  /** Asks its courier now. Throws not_found, conflict `not_postponed` when he was asked already or there is none. */
  async end(me: Principal, deliveryId: string, expected?: number): Promise<DeliveryView> {
    const { zoneId, version } = await this.deliveries.get(me, deliveryId);
    assertVersion(expected, version);
    const courierId = (await this.planning.openDelivery(deliveryId))?.stops[0]?.courierId;
    const asked = courierId && (await this.#ask(deliveryId, courierId, zoneId));
    if (!asked) throw conflict('not_postponed', 'This delivery does not wait for its courier to be asked.');
    return this.deliveries.get(me, deliveryId);
  }

  /** False when it no longer waits for that; a courier who takes what he is given is not asked, but given it. */
  async #ask(deliveryId: string, courierId: string, zoneId: string): Promise<boolean> {
    const { autoAccept } = await this.fleet.courier(courierId);
    return this.transactions.run(async () => {
      const now = new Date();
      if (!(await this.assignments.postpone(deliveryId, courierId, null))) return false;
      if (autoAccept) await this.assignments.assign(SYSTEM, deliveryId, courierId);
      else await this.offers.make(deliveryId, courierId, zoneId, now);
      await this.routes.sync(courierId, now);
      return true;
    });
  }
}
