import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { newId } from '../../shared/ids.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { PlanningService } from '../deliveries/planning.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { OffersService } from './offers.service.ts';
import { Plan } from './plan.entity.ts';
import type { CourierPlan } from './plan.rules.ts';
import { planningKey, type PlanningCourier, type PlanningDelivery, type Snapshot } from './snapshot.ts';
import type { Way } from './travel.service.ts';
import { toPlanningDelivery } from './zone-snapshots.service.ts';

export interface Draft {
  snapshot: Snapshot;
  /** Only couriers whose way changes. */
  plans: CourierPlan[];
  ways: ReadonlyMap<string, Way>;
  /** Why deliveries are on no route. */
  unplanned: { deliveryId: string; code: string; message: string }[];
  engine: string;
  reason: string;
  me: Principal;
  /** Deliveries whose courier is not asked: the dispatcher said so. */
  directed: ReadonlySet<string>;
}

/** Makes a plan true, all of it or nothing. */
@Injectable()
export class Publisher {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly planning: PlanningService,
    private readonly assignments: AssignmentsService,
    private readonly offers: OffersService,
    private readonly routes: CourierRoutes,
  ) {}

  /** The plan's id, or null when what it was decided on has changed since: then nothing is written. */
  async publish(draft: Draft): Promise<string | null> {
    return this.transactions.run(async (em) => {
      const { zoneId } = draft.snapshot;
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`plan/${zoneId}`]);
      if (await this.#isStale(draft)) return null;
      for (const { deliveryId, code, message } of draft.unplanned)
        await this.assignments.markUnplanned(deliveryId, code, message);
      if (draft.plans.length === 0) return null;
      return this.#store(em, draft);
    });
  }

  async #store(em: SqlEntityManager, draft: Draft): Promise<string> {
    const { snapshot, plans, me, engine } = draft;
    const now = new Date();
    const couriers = new Map(snapshot.couriers.map((courier) => [courier.courierId, courier]));
    const taken = newOnRoute(draft).filter(({ courier }) => courier.autoAccept);
    const assign = new Set([...draft.directed, ...taken.map(({ deliveryId }) => deliveryId)]);
    const keeps = plans
      .flatMap((plan) => plan.visits)
      .map(({ deliveryId }) => deliveryId)
      .filter((id) => isHeldBySame(draft, id));
    const routes = plans.map(({ courierId, visits }) => ({ courierId, stops: visits }));
    await this.assignments.applyRoutes(me, routes, { assign: new Set([...assign, ...keeps]) });
    await this.#ask(draft, assign, now);
    const planId = await this.#keep(em, draft, now);
    for (const { courierId } of plans) {
      const way = draft.ways.get(courierId);
      if (way) await this.routes.follow(couriers.get(courierId)!, way, planId, now);
      else await this.routes.sync(courierId, now);
    }
    const courierIds = plans.map(({ courierId }) => courierId);
    const [plan] = await em.execute<{ version: number }[]>('select version from plan where id = ?', [planId]);
    this.facts.record('plan.published', {
      planId,
      zoneId: snapshot.zoneId,
      version: plan!.version,
      engine,
      courierIds,
      at: now.toISOString(),
    });
    return planId;
  }

  /** Offers to couriers who must agree; what left a route is no longer offered there. */
  async #ask(draft: Draft, assigned: ReadonlySet<string>, now: Date): Promise<void> {
    for (const deliveryId of assigned) await this.offers.withdraw(deliveryId, now);
    for (const { deliveryId, courier } of newOnRoute(draft)) {
      if (!assigned.has(deliveryId))
        await this.offers.make(deliveryId, courier.courierId, draft.snapshot.zoneId, now);
    }
    const visited = new Set(draft.plans.flatMap((plan) => plan.visits.map(({ deliveryId }) => deliveryId)));
    const touched = new Set(draft.plans.map(({ courierId }) => courierId));
    for (const { deliveryId, courierId } of draft.snapshot.deliveries) {
      if (courierId && touched.has(courierId) && !visited.has(deliveryId))
        await this.offers.withdraw(deliveryId, now);
    }
  }

  async #keep(em: SqlEntityManager, draft: Draft, now: Date): Promise<string> {
    const { snapshot, plans, engine, reason } = draft;
    const { zoneId } = snapshot;
    await em.nativeUpdate(Plan, { zoneId, state: 'published' }, { state: 'superseded' });
    const [last] = await em.execute<{ version: number }[]>(
      'select coalesce(max(version), 0)::int as version from plan where zone_id = ?',
      [zoneId],
    );
    const plan = em.create(Plan, {
      id: newId(),
      zoneId,
      version: last!.version + 1,
      state: 'published',
      engine,
      reason,
      summary: {
        couriers: snapshot.couriers.length,
        stops: plans.reduce((sum, { visits }) => sum + visits.length, 0),
        unassigned: draft.unplanned.length,
        changedCouriers: plans.map(({ courierId }) => courierId),
      },
      publishedAt: now,
    });
    await em.flush();
    return plan.id;
  }

  /** Whether any delivery that the plan moves, or that is on a route it replaces, is not as the plan saw it. */
  async #isStale(draft: Draft): Promise<boolean> {
    const { snapshot, plans } = draft;
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

interface Given {
  deliveryId: string;
  courier: PlanningCourier;
}

/** Deliveries that come to a courier they were not on before. */
function newOnRoute({ snapshot, plans }: Draft): Given[] {
  const before = new Map(snapshot.deliveries.map((delivery) => [delivery.deliveryId, delivery.courierId]));
  const couriers = new Map(snapshot.couriers.map((courier) => [courier.courierId, courier]));
  const seen = new Set<string>();
  return plans.flatMap(({ courierId, visits }) =>
    visits.flatMap(({ deliveryId }) => {
      if (seen.has(deliveryId) || before.get(deliveryId) === courierId) return [];
      seen.add(deliveryId);
      return [{ deliveryId, courier: couriers.get(courierId)! }];
    }),
  );
}

/** Assigned deliveries that stay with their courier need no new word. */
function isHeldBySame({ snapshot, plans }: Draft, deliveryId: string): boolean {
  const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
  const courierId = plans.find(({ visits }) =>
    visits.some((visit) => visit.deliveryId === deliveryId),
  )?.courierId;
  return delivery !== undefined && delivery.state !== 'confirmed' && delivery.courierId === courierId;
}
