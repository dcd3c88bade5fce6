import { dropsOf, firstErrand, leaveByS } from '../../src/logistics/dispatch/commitment.rules.ts';
import type { PlannedRoute } from '../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../src/logistics/dispatch/solver/stop.ts';
import { problemOf, type Barred, type Prices } from './problem.ts';
import type { Order } from './read.ts';
import type { CourierNow, Decision, Dispatcher, World } from './world.ts';

/** So often a plan is made again because somebody in it would take food after the end of a shift. */
const TRIES = 8;
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

  constructor(
    readonly prices: Prices,
    readonly rounds: number,
  ) {}

  decide(world: World, placed: readonly Order[]): Decision {
    if (placed.length > 0 || this.#leavesOut(world)) this.#plan(world, this.rounds);
    else if (this.#isSpent) this.#plan(world, 0);
    const decision: Decision = { leave: [], take: [] };
    for (const route of this.#routes) this.#commit(world, route, decision);
    return decision;
  }

  /** Now and then it is tried again to find a courier for what has none. */
  #leavesOut(world: World): boolean {
    if (world.now - this.#plannedAt < AGAIN_MINUTES) return false;
    const planned = new Set(this.#routes.flatMap(({ stops }) => stops.map(({ requestId }) => requestId)));
    return [...world.open.keys()].some((id) => !planned.has(id));
  }

  #plan(world: World, rounds: number): void {
    this.#isSpent = false;
    const barred: Barred = new Map();
    for (let k = 0; k < TRIES; k++) {
      const problem = problemOf(world, this.prices, barred);
      const stop = iterations(k === 0 ? rounds : this.rounds / 4);
      const start = { routes: this.#routes };
      this.#routes = solve(problem, { seed: world.now, stop, start, explain: 'none' }).routes;
      if (!barAfterShift(world, this.#routes, barred)) break;
    }
    this.#plannedAt = world.now;
  }

  #commit(world: World, route: PlannedRoute, decision: Decision): void {
    const one = world.couriers.get(route.vehicleId)!;
    const passedS = (world.now - this.#plannedAt) * 60;
    const errand = firstErrand(route).filter(({ requestId }) => world.open.has(requestId));
    if (errand.length === 0 || pickupMinute(errand, this.#plannedAt) > one.courier.offAt) return;
    if (one.errand) {
      if (pickupMinute(errand, this.#plannedAt) > world.now) return;
      const orderIds = dropsOf(route, errand).map(({ requestId }) => requestId);
      decision.take.push({ courierId: route.vehicleId, orderIds });
      this.#isSpent = true;
    } else if (leaveByS(route) <= passedS - world.day.dropMinutes * 30)
      decision.leave.push({ courierId: route.vehicleId, orderId: errand[0]!.requestId });
  }
}

const pickupMinute = (errand: readonly { startS: number }[], plannedAt: number): number =>
  plannedAt + Math.max(...errand.map(({ startS }) => startS)) / 60;

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
