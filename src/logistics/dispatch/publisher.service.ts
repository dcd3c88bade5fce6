import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Config } from '../../config.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { PlanningService } from '../deliveries/planning.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { OffersService } from './offers.service.ts';
import { recordOf } from './plan-record.rules.ts';
import type { CourierPlan } from './plan.rules.ts';
import { postponed } from './postpone.rules.ts';
import { PlansService } from './plans.service.ts';
import type { Scene } from './scenes.service.ts';
import { planningKey, type PlanningCourier, type PlanningDelivery } from './snapshot.ts';
import type { Way } from './travel.service.ts';
import { takesMore, toPlanningDelivery } from './zone-snapshots.service.ts';

export interface Draft {
  scene: Scene;
  /** Only couriers whose way changes. */
  plans: CourierPlan[];
  ways: ReadonlyMap<string, Way>;
  /** Why deliveries are on no route. */
  unplanned: { deliveryId: string; code: string; message: string }[];
  reason: string;
  me: Principal;
  /** Deliveries whose courier is not asked: the dispatcher said so. */
  directed: ReadonlySet<string>;
  undoOf?: string;
}

/** Makes a plan true, all of it or nothing. */
@Injectable()
export class Publisher {
  constructor(
    private readonly transactions: Transactions,
    private readonly planning: PlanningService,
    private readonly assignments: AssignmentsService,
    private readonly offers: OffersService,
    private readonly routes: CourierRoutes,
    private readonly plans: PlansService,
    private readonly fleet: FleetService,
    private readonly config: Config,
  ) {}

  /** The plan's id, or null when what it was decided on has changed since: then nothing is written. */
  async publish(draft: Draft): Promise<string | null> {
    return this.transactions.run(async () => {
      await this.fleet.holdZone(draft.scene.snapshot.zoneId);
      // Also what is on none of these routes any more: what this transaction read of it before would pass for the present.
      await this.assignments.hold(routesOf(draft), seenOnRoutes(draft));
      if ((await this.#isStale(draft)) || (await this.#hasStopped(draft))) return null;
      for (const { deliveryId, code, message } of draft.unplanned)
        await this.assignments.markUnplanned(deliveryId, code, message);
      if (draft.plans.length === 0) return null;
      return this.#store(draft);
    });
  }

  async #store(draft: Draft): Promise<string> {
    const { scene, plans, me } = draft;
    const { snapshot } = scene;
    const now = new Date();
    const couriers = new Map(snapshot.couriers.map((courier) => [courier.courierId, courier]));
    const later = postponed(snapshot, plans, this.config.offerLeadMinutes * 60_000);
    const due = newOnRoute(draft).filter(({ deliveryId }) => !later.has(deliveryId));
    const taken = due.filter(({ courier }) => courier.autoAccept);
    const assign = new Set([...draft.directed, ...taken.map(({ deliveryId }) => deliveryId)]);
    const keeps = plans
      .flatMap((plan) => plan.visits)
      .map(({ deliveryId }) => deliveryId)
      .filter((id) => isHeldBySame(draft, id));
    const options = { assign: new Set([...assign, ...keeps]), postponed: later };
    await this.assignments.applyRoutes(me, routesOf(draft), options);
    for (const deliveryId of [...assign, ...later.keys()]) await this.offers.withdraw(deliveryId, now);
    const asked = due.filter(({ deliveryId }) => !assign.has(deliveryId));
    await this.#ask(draft, asked, now);
    const planId = await this.plans.keep(recordOf(draft), now);
    for (const { courierId, visits } of plans) {
      const way = draft.ways.get(courierId);
      if (way) await this.routes.follow(couriers.get(courierId)!, { visits, way, planId }, now);
      else await this.routes.sync(courierId, now);
    }
    return planId;
  }

  /** Offers to couriers who must agree; what left a route is no longer offered there. */
  async #ask(draft: Draft, asked: readonly Given[], now: Date): Promise<void> {
    for (const { deliveryId, courier } of asked)
      await this.offers.make(deliveryId, courier.courierId, draft.scene.snapshot.zoneId, now);
    const visited = new Set(draft.plans.flatMap((plan) => plan.visits.map(({ deliveryId }) => deliveryId)));
    for (const deliveryId of seenOnRoutes(draft))
      if (!visited.has(deliveryId)) await this.offers.withdraw(deliveryId, now);
  }

  /** Whether a courier who is to get more work takes no more since, or is in another zone. */
  async #hasStopped(draft: Draft): Promise<boolean> {
    const gaining = newOnRoute(draft).flatMap(({ courier }) => (courier.takesMore ? courier.courierId : []));
    const now = new Date();
    const present = await this.fleet.couriers([...new Set(gaining)], now);
    return present.some((courier) => !takesMore(courier, draft.scene.snapshot.zoneId, now));
  }

  /** Whether any delivery that the plan moves, or that is on a route it replaces, is not as the plan saw it. */
  async #isStale(draft: Draft): Promise<boolean> {
    const { plans } = draft;
    const { snapshot } = draft.scene;
    const touched = new Set(plans.map(({ courierId }) => courierId));
    const moved = new Set(plans.flatMap(({ visits }) => visits.map(({ deliveryId }) => deliveryId)));
    const isConcerned = ({ deliveryId, courierId }: PlanningDelivery) =>
      moved.has(deliveryId) || (courierId !== null && touched.has(courierId));
    const keysOf = (deliveries: readonly PlanningDelivery[]) =>
      new Map(deliveries.map((delivery) => [delivery.deliveryId, planningKey(delivery)]));
    const open = await this.planning.openForPlanning(snapshot.zoneId);
    const present = open.map((delivery) => toPlanningDelivery(delivery, []));
    const [seenKeys, presentKeys] = [keysOf(snapshot.deliveries), keysOf(present)];
    return [...snapshot.deliveries, ...present]
      .filter(isConcerned)
      .some(({ deliveryId }) => seenKeys.get(deliveryId) !== presentKeys.get(deliveryId));
  }
}

const routesOf = ({ plans }: Draft) => plans.map(({ courierId, visits }) => ({ courierId, stops: visits }));

/** The deliveries that were on the routes which a draft replaces. */
function seenOnRoutes({ scene: { snapshot }, plans }: Draft): string[] {
  const touched = new Set(plans.map(({ courierId }) => courierId));
  return snapshot.deliveries.flatMap(({ deliveryId, courierId }) =>
    courierId && touched.has(courierId) ? deliveryId : [],
  );
}

interface Given {
  deliveryId: string;
  courier: PlanningCourier;
}

/** Deliveries on routes of couriers who have not been asked for them. */
function newOnRoute({ scene: { snapshot }, plans }: Draft): Given[] {
  const asked = new Map(
    snapshot.deliveries
      .filter(({ offerAtMs }) => offerAtMs === null)
      .map((delivery) => [delivery.deliveryId, delivery.courierId]),
  );
  const couriers = new Map(snapshot.couriers.map((courier) => [courier.courierId, courier]));
  const seen = new Set<string>();
  return plans.flatMap(({ courierId, visits }) =>
    visits.flatMap(({ deliveryId }) => {
      if (seen.has(deliveryId) || asked.get(deliveryId) === courierId) return [];
      seen.add(deliveryId);
      return [{ deliveryId, courier: couriers.get(courierId)! }];
    }),
  );
}

/** Assigned deliveries that stay with their courier need no new word. */
function isHeldBySame({ scene: { snapshot }, plans }: Draft, deliveryId: string): boolean {
  const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
  const courierId = plans.find(({ visits }) =>
    visits.some((visit) => visit.deliveryId === deliveryId),
  )?.courierId;
  return delivery !== undefined && delivery.state !== 'confirmed' && delivery.courierId === courierId;
}
