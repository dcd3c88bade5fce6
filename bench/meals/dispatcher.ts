import type { Plan, PlannedRoute, Solution } from '../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../src/logistics/dispatch/solver/stop.ts';
import { problemOf, type Prices } from './problem.ts';
import type { Order } from './read.ts';
import type { Dispatcher, Orders, World } from './world.ts';

export class Planner implements Dispatcher {
  #plan: Plan = { routes: [] };
  constructor(
    readonly prices: Prices,
    readonly rounds: number,
  ) {}

  decide(world: World, placed: readonly Order[]): Orders {
    const barred = new Map<string, Set<string>>();
    let solution = this.#solve(world, placed.length > 0 ? this.rounds : 0, barred);
    for (let k = 0; k < 5 && barOff(world, solution, barred); k++)
      solution = this.#solve(world, this.rounds / 2, barred);
    const leave: Orders['leave'] = [];
    const take: Orders['take'] = [];
    for (const route of solution.routes) {
      const one = world.couriers.get(route.vehicleId)!;
      const first = bundleOf(world, route);
      const pickupS = Math.max(...first.map(({ startS }) => startS));
      if (pickupS / 60 + world.now > one.courier.offAt) continue;
      const slackS = pickupS - first[0]!.startS;
      if (one.errand) {
        if (pickupS <= 0) {
          const ids = new Set(first.map(({ requestId }) => requestId));
          take.push({
            courierId: route.vehicleId,
            orderIds: route.stops.filter((s) => s.kind === 'delivery' && ids.has(s.requestId)).map((s) => s.requestId),
          });
        }
      } else if (route.departS + slackS <= -world.day.dropMinutes * 30) {
        leave.push({ courierId: route.vehicleId, orderId: first[0]!.requestId });
      }
    }
    return { leave, take };
  }

  #solve(world: World, rounds: number, barred: Map<string, Set<string>>): Solution {
    const problem = problemOf(world, this.prices, barred);
    const solution = solve(problem, { seed: world.now, stop: iterations(rounds), start: this.#plan });
    this.#plan = solution;
    return solution;
  }
}

function barOff(world: World, solution: Solution, barred: Map<string, Set<string>>): boolean {
  let found = false;
  for (const route of solution.routes) {
    const { courier, errand } = world.couriers.get(route.vehicleId)!;
    const first = bundleOf(world, route);
    const pickupS = Math.max(...first.map(({ startS }) => startS));
    for (const stop of route.stops) {
      const at = first.includes(stop) && errand ? (stop.requestId === errand.mainOrderId ? -1 : pickupS): stop.startS;
      if (stop.kind !== 'pickup' || at / 60 + world.now <= courier.offAt) continue;
      found = true;
      const set = barred.get(stop.requestId) ?? new Set();
      barred.set(stop.requestId, set.add(courier.id));
    }
  }
  return found;
}

function bundleOf(world: World, route: PlannedRoute) {
  const end = route.stops.findIndex((s) => s.kind !== 'pickup');
  return route.stops.slice(0, end);
}
