import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { seesStore, SYSTEM, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { isSameToPeople } from '../../shared/same-instant.ts';
import type { DeliveryView } from '../../shared/views.ts';
import { DeliveryLog, type Cause } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { Stop, type Delivery } from './delivery.entity.ts';
import { moveTime } from './delivery.rules.ts';
import { lockDeliveries, lockDelivery, lockOfStop } from './delivery-store.ts';
import { isOpen, stopLifecycle } from './stop.lifecycle.ts';
import { planFault, type Placement } from './plan.rules.ts';

/** The whole route of a courier from now on: its open stops in driving order. */
export interface CourierRoute {
  courierId: string;
  stops: { stopId: string; plannedArrival: Date; plannedDeparture: Date }[];
}

export interface ApplyOptions {
  /** Deliveries that are assigned at once; others newly on a route wait in `confirmed` for the courier's word. */
  assign?: ReadonlySet<string> | 'all';
  /** Deliveries that wait on their route until their courier is asked at that time; nobody waits so otherwise. */
  postponed?: ReadonlyMap<string, Date>;
}

const OPEN_STOPS = stopLifecycle.states.filter(isOpen);

/** Who brings what, in which order. Dispatch decides it; here it becomes true or is refused. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly log: DeliveryLog,
    private readonly views: DeliveryViews,
  ) {}

  /**
   * Makes each given courier's route exactly this. Deliveries that drop out of all given routes wait in `confirmed`
   * again; so do assigned ones that change courier, unless `assign` names them. All or nothing: throws conflict
   * (`plan_stale`, `plan_splits_delivery`, `plan_wrong_order`, `already_picked_up`, `not_plannable`) with `deliveryId`.
   * Answers with the deliveries whose courier changed.
   */
  async applyRoutes(
    me: Principal,
    routes: readonly CourierRoute[],
    { assign = new Set(), postponed = new Map() }: ApplyOptions = {},
  ): Promise<DeliveryView[]> {
    return this.transactions.run(async (em) => {
      const placements = placementsOf(routes);
      const deliveries = await this.#concerned(em, routes, placements);
      refuseUnknown(placements, deliveries);
      const changed: Delivery[] = [];
      for (const delivery of deliveries) {
        const own = delivery.stops.getItems().flatMap((stop) => placements.get(stop.id) ?? []);
        const at = moveTime(undefined, delivery.movedAt, new Date());
        const given = assign === 'all' || assign.has(delivery.id);
        const moved = this.#place(em, delivery, own, given, { me, at });
        if (postpone(delivery, given ? null : (postponed.get(delivery.id) ?? null)) || moved)
          changed.push(delivery);
      }
      return this.views.tell(em, changed);
    });
  }

  /** The courier on whose route it is takes it; nothing happens when it holds it already. Throws conflict `offer_stale`. */
  async assign(me: Principal, deliveryId: string, courierId: string): Promise<DeliveryView> {
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, deliveryId);
      if (delivery.courierId === courierId) return this.views.one(delivery);
      if (delivery.courierId || delivery.openStops().some((stop) => stop.courierId !== courierId))
        throw conflict('offer_stale', 'This delivery is on another route meanwhile.', { deliveryId });
      const at = moveTime(undefined, delivery.movedAt, new Date());
      delivery.courierId = courierId;
      this.log.move(em, delivery, 'assigned', { me, at });
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  /**
   * Puts off asking the courier on whose route it waits, or lets it be asked now (`until` null). False when it no longer waits
   * for that courier's being asked.
   */
  async postpone(deliveryId: string, courierId: string, until: Date | null): Promise<boolean> {
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, deliveryId);
      const waits = delivery.offerAt && delivery.openStops().every((stop) => stop.courierId === courierId);
      if (!waits) return false;
      if (postpone(delivery, until)) await this.views.tell(em, [delivery]);
      return true;
    });
  }

  /** Off every route, to be planned anew. Throws conflict `already_picked_up` once the courier has the goods. */
  async unassign(
    me: Principal,
    deliveryId: string,
    reason: string | null = null,
    version?: number,
  ): Promise<DeliveryView> {
    return this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, deliveryId);
      if (!seesStore(me, delivery.storeId)) throw notFound('delivery');
      assertVersion(version, delivery.version);
      const at = moveTime(undefined, delivery.movedAt, new Date());
      postpone(delivery, null);
      if (!this.#place(em, delivery, [], false, { me, at, reason })) return this.views.one(delivery);
      return (await this.views.tell(em, [delivery]))[0]!;
    });
  }

  /** Says why no route takes it; said once per code. */
  async markUnplanned(deliveryId: string, code: string, message: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const delivery = await lockDelivery(em, deliveryId);
      if (delivery.state !== 'confirmed' || delivery.openStops().some((stop) => stop.courierId)) return;
      const cause = { me: SYSTEM, at: new Date() };
      if (this.log.unplanned(em, delivery, code, message, cause)) await this.views.tell(em, [delivery]);
    });
  }

  /** Pins a stop to its place in its route. Answers with the courier whose route it is. */
  async lockStop(me: Principal, stopId: string, locked: boolean): Promise<{ courierId: string }> {
    return this.transactions.run(async (em) => {
      const { delivery, stop } = await lockOfStop(em, stopId);
      if (!seesStore(me, delivery.storeId)) throw notFound('stop');
      if (!stop.courierId || !stop.isOpen())
        throw conflict('stop_not_planned', 'Only an open stop of a route can be locked.');
      stop.locked = locked;
      return { courierId: stop.courierId };
    });
  }

  /**
   * Locks what these routes move or replace, and `others`, until the transaction ends: what is read from now on is what is
   * written over.
   */
  async hold(routes: readonly CourierRoute[], others: readonly string[]): Promise<void> {
    await this.transactions.run((em) => this.#concerned(em, routes, placementsOf(routes), others));
  }

  async #concerned(
    em: SqlEntityManager,
    routes: readonly CourierRoute[],
    placements: ReadonlyMap<string, Placement>,
    others: readonly string[] = [],
  ): Promise<Delivery[]> {
    const courierIds = routes.map(({ courierId }) => courierId);
    const stops = await em.find(Stop, {
      $or: [
        { id: { $in: [...placements.keys()] } },
        { courierId: { $in: courierIds }, state: { $in: OPEN_STOPS } },
      ],
    });
    return lockDeliveries(em, [...stops.map((stop) => stop.delivery.id), ...others]);
  }

  /** Puts a delivery where the plan wants it, or off its route; true when its courier or its being planned changed. */
  #place(
    em: SqlEntityManager,
    delivery: Delivery,
    placements: readonly Placement[],
    assign: boolean,
    cause: Cause,
  ): boolean {
    const stops = delivery.stops.getItems();
    const fault = planFault(
      { state: delivery.state, courierId: delivery.courierId ?? null, stops },
      placements,
    );
    if (fault) throw conflict(fault.code, fault.message, { deliveryId: delivery.id });
    const courierId = placements[0]?.courierId ?? null;
    const before = delivery.openStops()[0]?.courierId ?? null;
    if (delivery.courierId && delivery.courierId !== courierId) {
      this.log.move(em, delivery, 'confirmed', cause);
      delivery.courierId = null;
    }
    putOnRoute(delivery, placements, before !== courierId, cause.at);
    const assigns = assign && courierId !== null && delivery.state === 'confirmed';
    if (assigns) {
      delivery.courierId = courierId;
      this.log.move(em, delivery, 'assigned', cause);
    }
    return assigns || before !== courierId;
  }
}

/** True when that changes what people see. */
function postpone(delivery: Delivery, until: Date | null): boolean {
  const before = delivery.offerAt ?? null;
  if (before && until && isSameToPeople(before, until)) return false;
  delivery.offerAt = until;
  return before !== until;
}

function putOnRoute(delivery: Delivery, placements: readonly Placement[], anew: boolean, at: Date): void {
  if (anew) for (const stop of delivery.openStops()) stop.release(at);
  if (placements.length > 0) delivery.unassigned = null;
  for (const stop of delivery.openStops()) {
    const placement = placements.find(({ stopId }) => stopId === stop.id);
    if (!placement) continue;
    const { courierId, sequence, plannedArrival, plannedDeparture } = placement;
    Object.assign(stop, { courierId, sequence, plannedArrival, plannedDeparture });
  }
}

function placementsOf(routes: readonly CourierRoute[]): Map<string, Placement> {
  const all = routes.flatMap(({ courierId, stops }) =>
    stops.map((stop, sequence) => ({ ...stop, courierId, sequence })),
  );
  const byStop = new Map(all.map((placement) => [placement.stopId, placement]));
  if (byStop.size < all.length) throw conflict('plan_stale', 'A stop is twice in this plan.');
  return byStop;
}

function refuseUnknown(placements: ReadonlyMap<string, Placement>, deliveries: readonly Delivery[]): void {
  const known = new Set(deliveries.flatMap((delivery) => delivery.stops.getItems().map(({ id }) => id)));
  for (const stopId of placements.keys())
    if (!known.has(stopId)) throw conflict('plan_stale', 'A stop of this plan does not exist.', { stopId });
}
