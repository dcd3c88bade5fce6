import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM, type Principal } from '../../access/principal.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { InOrder } from '../../shared/in-order.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { newlyUnplanned, toCourierPlans, waits, type CourierPlan } from './plan.rules.ts';
import { Postponements } from './postponements.service.ts';
import { Publisher } from './publisher.service.ts';
import { Scenes, type FrozenScene, type Scene } from './scenes.service.ts';
import { routeOf, type Snapshot } from './snapshot.ts';
import { solveInThread } from './solver-thread.ts';
import { explainAll } from './solver/explain.ts';
import { placeWaiting } from './solver/place-waiting.ts';
import type { Solution } from './solver/problem.ts';
import { schedule } from './solver/schedule.ts';
import { TravelService, type Way } from './travel.service.ts';

const TRIES = 4;
/** So many new orders are placed here and now, in milliseconds; more go to a thread. */
const AT_ONCE = 20;

/** A plan that was searched, as far as publishing needs it. */
export type Found = Pick<Solution, 'routes' | 'unassigned'>;

/** What the dispatcher wants of a plan besides its being good. */
export interface Directive {
  me: Principal;
  reason: string;
  directed: ReadonlySet<string>;
  /** The plan that is taken back. */
  undoOf?: string;
}

/** Plans zones, one thing at a time: a new order gets its place at once; what a person or a search decided is published. */
@Injectable()
export class Planner implements BeforeApplicationShutdown {
  readonly #inOrder = new InOrder<string>();
  readonly #woken = new Map<string, string>();
  #stopped = false;

  constructor(
    private readonly scenes: Scenes,
    private readonly travel: TravelService,
    private readonly publisher: Publisher,
    private readonly routes: CourierRoutes,
    private readonly postponements: Postponements,
    private readonly logs: Logs,
  ) {}

  /** Gives every order that waits a place, soon; many calls at once make one plan. */
  wake(zoneId: string, reason: string): void {
    const waiting = this.#woken.has(zoneId);
    // Of several reasons, people care most for the new order.
    if (!waiting || reason === 'new_order') this.#woken.set(zoneId, reason);
    if (this.#stopped || waiting) return;
    this.#inOrder
      .run(zoneId, async () => {
        const first = this.#woken.get(zoneId)!;
        this.#woken.delete(zoneId);
        await this.#untilFresh(() => this.#insert(zoneId, first));
      })
      .catch((error: unknown) => this.logs.error('dispatch', `Planning of zone ${zoneId} failed`, error));
  }

  /** Runs a job of a zone when nothing else of it is being planned; null when planning has stopped. */
  inTurn<T>(zoneId: string, job: () => Promise<T>): Promise<T | null> {
    return this.#inOrder.run(zoneId, async () => (this.#stopped ? null : job()));
  }

  /** Publishes what a search found. The plan's id; null when it was stale, or there was no route to change. */
  async publish(scene: Scene, found: Found, plans: CourierPlan[], reason: string): Promise<string | null> {
    const unplanned = newlyUnplanned(scene.snapshot, found);
    if (plans.length === 0 && unplanned.length === 0) return null;
    const ways = await this.#waysFor(scene.snapshot, plans);
    const draft = { scene, plans, ways, unplanned, reason, me: SYSTEM, directed: new Set<string>() };
    return this.publisher.publish(draft);
  }

  /** Publishes what a person decided on a scene. The plan's id; null when it is stale. */
  async direct(scene: Scene, plans: CourierPlan[], directive: Directive): Promise<string | null> {
    const ways = await this.#waysFor(scene.snapshot, plans);
    return this.publisher.publish({ scene, plans, ways, unplanned: [], ...directive });
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
    const scene = await this.scenes.frozen(zoneId);
    const found = await placed(scene);
    const all = toCourierPlans(scene.snapshot, found);
    const plans = await this.#outOfStep(scene.snapshot, all);
    const planId = await this.publish(scene, found, plans, reason);
    // Publishing decided about its own couriers.
    const others = all.filter((plan) => !plans.includes(plan));
    await this.postponements.keep(scene.snapshot, others);
    return planId !== null || plans.length === 0;
  }

  /** The couriers whose stops change, and those whose way does not lead through the stops they have, or at other times. */
  async #outOfStep(snapshot: Snapshot, plans: CourierPlan[]): Promise<CourierPlan[]> {
    const withStops = plans.filter(
      ({ courierId, visits }) => visits.length > 0 || routeOf(snapshot, courierId).length > 0,
    );
    const astray = await this.routes.outOfStep(withStops);
    return plans.filter(({ courierId, changed }) => changed || astray.has(courierId));
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

/** The running plan with a place for everything that waits, as far as there is one. */
async function placed({ snapshot, problem, running }: FrozenScene): Promise<Found> {
  const waiting = snapshot.deliveries.filter(waits).length;
  if (waiting === 0) return { routes: running.routes, unassigned: [] };
  if (waiting <= AT_ONCE) {
    const { plan, missing } = placeWaiting(problem, running.plan);
    const unassigned = missing.length > 0 ? explainAll(problem, plan, 'codes') : [];
    return { routes: schedule(problem, plan).routes, unassigned };
  }
  return solveInThread(problem, {
    seed: 1,
    budget: { iterations: 0 },
    start: running.plan,
    explain: 'codes',
  });
}
