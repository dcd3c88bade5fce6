import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import type { ChoicesView, ReasonsView } from '../../shared/explain-views.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import { FleetService, profileOf } from '../fleet/fleet.service.ts';
import { couldCome } from './could-come.rules.ts';
import { choicesInThread, reasonsInThread } from './explain-thread.ts';
import { hasAddress } from './problem.rules.ts';
import { EXTRA, fitFor } from './reasons.rules.ts';
import { TravelService } from './travel.service.ts';
import { usualCourier } from './usual-courier.rules.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

/** How long one more courier may be thought to work. */
const LONGEST_MS = 8 * 3_600_000;

/** Why the plan is as it is; asked for one delivery at a time, changes nothing. */
@Injectable()
export class ReasonsService {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly fleet: FleetService,
    private readonly snapshots: ZoneSnapshots,
    private readonly travel: TravelService,
  ) {}

  /** Why nobody has it, and what would help. */
  async reasons(me: Principal, deliveryId: string): Promise<ReasonsView> {
    const { zoneId } = await this.deliveries.get(me, deliveryId);
    const snapshot = await this.snapshots.take(zoneId);
    const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
    const nothing = { deliveryId, couriers: [], relaxations: [], couldCome: [] };
    if (!delivery) return { ...nothing, state: 'not_plannable' };
    const at = delivery.stops[0]?.at;
    if (!at || !hasAddress(delivery)) return { ...nothing, state: 'address_unknown' };
    const wish = { courierId: EXTRA, at, untilMs: snapshot.nowMs + LONGEST_MS, profileOf };
    const extra = fitFor(usualCourier(snapshot, wish), delivery);
    const { problem } = await this.travel.pose({ ...snapshot, couriers: [...snapshot.couriers, extra] });
    const found = await reasonsInThread({ snapshot, problem, extra }, delivery);
    const atHome = await this.fleet.couriersOffDuty(zoneId, new Date(snapshot.nowMs));
    return { ...found, couldCome: couldCome(atHome, delivery, extra.vehicle).map(({ id }) => id) };
  }

  /** Who has it at what price, and the `limit` couriers who would be next. */
  async choices(me: Principal, deliveryId: string, limit: number): Promise<ChoicesView> {
    const { zoneId } = await this.deliveries.get(me, deliveryId);
    const snapshot = await this.snapshots.take(zoneId);
    const { problem } = await this.travel.pose(snapshot);
    return choicesInThread(snapshot, problem, deliveryId, limit);
  }
}
