import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM, type Principal } from '../../access/principal.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { InOrder } from '../../shared/in-order.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { explainUnassigned, isWorthIt, toCourierPlans, type CourierPlan } from './plan.rules.ts';
import { presentPlan } from './problem.rules.ts';
import { Publisher } from './publisher.service.ts';
import { routeOf, type Snapshot } from './snapshot.ts';
import { solveInThread } from './solver-thread.ts';
import type { Solution } from './solver/problem.ts';
import { solve } from './solver/solve.ts';
import { iterations } from './solver/stop.ts';
import { TravelService, type Posed, type Way } from './travel.service.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

const IMPROVE_MS = 1_200;
const TRIES = 4;

/** What the dispatcher wants of a plan besides its being good. */
export interface Directive {
  me: Principal;
  reason: string;
  directed: ReadonlySet<string>;
}

/** Plans zones: a new order gets its place at once, then whole plans are improved while there is time. */
@Injectable()
export class Planner implements BeforeApplicationShutdown {
  readonly #inOrder = new InOrder<string>();
  readonly #woken = new Set<string>();
  #stopped = false;

  constructor(
    private readonly snapshots: ZoneSnapshots,
    private readonly travel: TravelService,
    private readonly publisher: Publisher,
    private readonly routes: CourierRoutes,
    private readonly logs: Logs,
  ) {}

  /** Gives every order that waits a place, soon; many calls at once make one plan. */
  wake(zoneId: string, reason: string): void {
    if (this.#stopped || this.#woken.has(zoneId)) return;
    this.#woken.add(zoneId);
    this.#inOrder
      .run(zoneId, async () => {
        this.#woken.delete(zoneId);
        await this.#untilFresh(() => this.#insert(zoneId, reason));
      })
      .catch((error: unknown) => this.logs.error('dispatch', `Planning of zone ${zoneId} failed`, error));
  }

  /** Looks for a clearly better plan; the id of the published one, or null when the present one stands. */
  improve(zoneId: string): Promise<string | null> {
    return this.#inOrder.run(zoneId, async () => (this.#stopped ? null : this.#improve(zoneId)));
  }

  /** Publishes what a person decided on a snapshot. False when it is stale. */
  async direct(
    snapshot: Snapshot,
    plans: CourierPlan[],
    engine: string,
    directive: Directive,
  ): Promise<boolean> {
    const ways = await this.#waysFor(snapshot, plans);
    return (
      (await this.publisher.publish({ snapshot, plans, ways, unplanned: [], engine, ...directive })) !== null
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    await this.idle();
  }

  /** Resolves when nothing is being planned. */
  async idle(): Promise<void> {
    while (this.#inOrder.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async #insert(zoneId: string, reason: string): Promise<boolean> {
    const snapshot = await this.snapshots.take(zoneId);
    const posed = await this.travel.pose(snapshot);
    const solution = solve(posed.problem, {
      seed: 1,
      stop: iterations(0),
      start: presentPlan(snapshot),
      explain: 'codes',
    });
    const plans = toCourierPlans(snapshot, solution);
    const changed = await this.#outOfStep(snapshot, plans);
    const planId = await this.#publish(snapshot, posed, solution, changed, reason);
    return planId !== null || changed.length === 0;
  }

  async #improve(zoneId: string): Promise<string | null> {
    const snapshot = await this.snapshots.take(zoneId);
    if (snapshot.deliveries.length === 0 || snapshot.couriers.length === 0) return null;
    const posed = await this.travel.pose(snapshot);
    const start = presentPlan(snapshot);
    const present = solve(posed.problem, { seed: 1, stop: iterations(0), start, explain: 'none' });
    const found = await solveInThread(posed.problem, {
      seed: snapshot.nowMs % 65_536,
      budget: { ms: IMPROVE_MS },
      start,
      explain: 'codes',
    });
    if (!isWorthIt(present, found)) return null;
    const plans = toCourierPlans(snapshot, found).filter((plan) => plan.changed);
    return this.#publish(snapshot, posed, found, plans, 'improve');
  }

  /** The plan's id; null when it was stale, or there was no route to change. */
  async #publish(
    snapshot: Snapshot,
    { engine }: Posed,
    solution: Solution,
    plans: CourierPlan[],
    reason: string,
  ): Promise<string | null> {
    const unplanned = this.#unplanned(snapshot, solution);
    if (plans.length === 0 && unplanned.length === 0) return null;
    const ways = await this.#waysFor(snapshot, plans);
    const draft = {
      snapshot,
      plans,
      ways,
      unplanned,
      engine,
      reason,
      me: SYSTEM,
      directed: new Set<string>(),
    };
    return this.publisher.publish(draft);
  }

  #unplanned(snapshot: Snapshot, solution: Solution) {
    const onShift = snapshot.couriers.filter((courier) => courier.takesMore).length;
    const reasons = new Map(solution.unassigned.map((one) => [one.requestId, one]));
    return snapshot.deliveries
      .filter((delivery) => delivery.state === 'confirmed')
      .filter(({ deliveryId, stops }) => reasons.has(deliveryId) || stops.some((stop) => stop.at === null))
      .map((delivery) => ({
        deliveryId: delivery.deliveryId,
        ...explainUnassigned(delivery, reasons.get(delivery.deliveryId), onShift),
      }));
  }

  /** The couriers whose stops change, and those whose way does not lead through the stops they have. */
  async #outOfStep(snapshot: Snapshot, plans: CourierPlan[]): Promise<CourierPlan[]> {
    const result: CourierPlan[] = [];
    for (const plan of plans) {
      const hasStops = plan.visits.length > 0 || routeOf(snapshot, plan.courierId).length > 0;
      if (plan.changed || (hasStops && !(await this.routes.isInStep(plan.courierId)))) result.push(plan);
    }
    return result;
  }

  async #waysFor(snapshot: Snapshot, plans: readonly CourierPlan[]): Promise<Map<string, Way>> {
    const places = new Map(
      snapshot.deliveries.flatMap(({ stops }) => stops.map((stop) => [stop.stopId, stop.at])),
    );
    const couriers = new Map(snapshot.couriers.map((courier) => [courier.courierId, courier]));
    const ways = new Map<string, Way>();
    for (const { courierId, visits } of plans) {
      const { at, profile } = couriers.get(courierId)!;
      const stops = visits.flatMap(({ stopId }) => places.get(stopId) ?? []);
      if (stops.length > 0) ways.set(courierId, await this.travel.way([at, ...stops], profile));
    }
    return ways;
  }

  async #untilFresh(attempt: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES && !this.#stopped; tries++) if (await attempt()) return;
    if (this.#stopped) return;
    this.logs.problem('dispatch', 'A plan was stale each time it was made; the next event tries again');
  }
}
