import { dropsOf, firstErrand, leaveByS } from './commitment.ts';
import type { PlannedRoute, PlannedStop } from '../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../src/logistics/dispatch/solver/stop.ts';
import { problemOf, type Barred } from './problem.ts';
import { givenUpAt, type Order } from './read.ts';
import type { CourierNow, Decision, Dispatcher, World } from './world.ts';

/** So often a plan is made again because somebody in it would take food after the end of a shift. */
const TRIES = 8;
/** What has no courier is tried again after so long. */
const AGAIN_MINUTES = 3;

/**
 * Plans all open orders whenever one is placed, from the plan at hand, and makes firm only what cannot wait: a courier sets
 * out when he must, and what he takes is decided at the counter. Between two orders nothing happens that the plan does not
 * know of.
 */
export class LiveDispatcher implements Dispatcher {
  #routes: PlannedRoute[] = [];
  #plannedAt = 0;
  /** An errand of the plan was run: what comes behind it has to be timed anew. */
  #isSpent = false;

  /** `rounds`: ruin and recreate so often per plan. */
  constructor(readonly rounds: number) {}

  decide(world: World, placed: readonly Order[]): Decision {
    if (placed.length > 0 || this.#leavesOut(world)) this.#plan(world, this.rounds);
    else if (this.#isSpent) this.#plan(world, 0);
    const decision: Decision = { leave: [], take: [] };
    for (const route of this.#routes) this.#commit(world, route, decision);
    return decision;
  }

  #leavesOut(world: World): boolean {
    if (world.now - this.#plannedAt < AGAIN_MINUTES) return false;
    const planned = new Set(this.#routes.flatMap(({ stops }) => stops.map(({ requestId }) => requestId)));
    return [...world.open.keys()].some((id) => !planned.has(id));
  }

  #plan(world: World, rounds: number): void {
    const barred: Barred = new Map();
    for (let k = 0; k < TRIES; k++) {
      const stop = iterations(k === 0 ? rounds : this.rounds / 4);
      const start = { routes: this.#routes };
      const options = { seed: world.now, stop, start, explain: 'none' as const };
      this.#routes = solve(problemOf(world, barred), options).routes;
      if (!barAfterShift(world, this.#routes, barred)) break;
    }
    this.#plannedAt = world.now;
    this.#isSpent = false;
  }

  #commit(world: World, route: PlannedRoute, decision: Decision): void {
    const one = world.couriers.get(route.vehicleId)!;
    const courierId = one.courier.id;
    const errand = firstErrand(route).filter(({ requestId }) => world.open.has(requestId));
    if (errand.length === 0) return;
    const takenAt = this.#plannedAt + errand.at(-1)!.startS / 60;
    if (one.errand) {
      const orderIds = this.#taken(world, route, errand, one);
      if (orderIds.length === 1 ? !isAtCounter(world, one) : takenAt > world.now) return;
      decision.take.push({ courierId, orderIds });
      this.#isSpent = true;
    } else if (takenAt <= one.courier.offAt) {
      const passedS = (world.now - this.#plannedAt) * 60;
      // The clock of a route starts half a stop before the courier can leave.
      if (leaveByS(route) + world.day.dropMinutes * 30 <= passedS)
        decision.leave.push({ courierId, orderId: errand[0]!.requestId });
    }
  }

  /** What is taken at the counter: all of the errand, unless one of it would then come too late or the shift be over. */
  #taken(
    world: World,
    route: PlannedRoute,
    errand: PlannedStop[],
    { courier, errand: at }: CourierNow,
  ): string[] {
    const drops = dropsOf(route, errand);
    const isLate = ({ requestId, startS }: PlannedStop) =>
      this.#plannedAt + startS / 60 > givenUpAt(world.day, world.open.get(requestId)!);
    const isAfterShift = this.#plannedAt + errand.at(-1)!.startS / 60 > courier.offAt;
    if (isAfterShift || drops.some(isLate)) return [at!.mainOrderId];
    return drops.map(({ requestId }) => requestId);
  }
}

const isAtCounter = (world: World, { errand }: CourierNow): boolean =>
  world.now >= Math.max(errand!.thereAt, world.open.get(errand!.mainOrderId)!.readyAt);

/** Keeps orders from couriers who would take them after the end of their shifts; whether there were any. */
function barAfterShift(world: World, routes: readonly PlannedRoute[], barred: Barred): boolean {
  let found = false;
  for (const route of routes) {
    const one = world.couriers.get(route.vehicleId)!;
    for (const requestId of takenTooLate(world, route, one)) {
      found = true;
      barred.set(requestId, (barred.get(requestId) ?? new Set()).add(one.courier.id));
    }
  }
  return found;
}

function takenTooLate(world: World, route: PlannedRoute, { courier, errand }: CourierNow): string[] {
  const first = firstErrand(route);
  const isLate = (startS: number) => world.now + startS / 60 > courier.offAt;
  // Whoever is at the counter for an order in time must not wait there for one that comes too late.
  return route.stops
    .filter(({ kind, requestId }) => kind === 'pickup' && requestId !== errand?.mainOrderId)
    .filter((stop) => isLate(stop.startS) || (first.includes(stop) && isLate(first.at(-1)!.startS)))
    .map(({ requestId }) => requestId);
}
