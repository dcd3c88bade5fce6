import type { Problem, Request, Vehicle } from '../../src/logistics/dispatch/solver/problem.ts';
import { reserveWorthS, type Reserve } from '../../src/logistics/dispatch/reserve.rules.ts';
import { givenUpAt, soonestDrop, travelMinutes, type Order } from './read.ts';
import type { CourierNow, World } from './world.ts';

/** Which orders are kept from which couriers. */
export type Barred = Map<string, Set<string>>;

export interface Prices {
  /** Per second of travel, where a second of click-to-door costs 1. */
  travel: number;
  /** Couriers whose shift begins within so many minutes are planned with. */
  aheadMinutes: number;
  reserve: Reserve;
}

/** No way: couriers carry the food of one restaurant at a time. */
const NO_WAY = 1e9;

/**
 * The open orders and everybody who may carry them, seconds from now. What the product's problems do not have is said in
 * their own words: the halves of the service times as setup, no way from restaurant to restaurant, errands under way as
 * locked stops.
 */
export function problemOf(world: World, prices: Prices, barred: Barred): Problem {
  const { day, now } = world;
  const spots: { x: number; y: number; isCounter: boolean }[] = [];
  const counters = new Map<string, number>();
  const add = (spot: { x: number; y: number }, isCounter: boolean) =>
    spots.push({ x: spot.x, y: spot.y, isCounter }) - 1;
  const counter = (id: string): number => {
    const known = counters.get(id) ?? add(day.restaurants.get(id)!, true);
    counters.set(id, known);
    return known;
  };
  const requests = [...world.open.values()].map((order) => ({
    ...toRequest(world, order, counter, add),
    forbiddenVehicles: [...(barred.get(order.id) ?? [])],
  }));
  const vehicles = [...world.couriers.values()]
    .filter(({ courier, errand }) => errand || (courier.offAt > now && courier.onAt < now + prices.aheadMinutes))
    .map((one) => toVehicle(world, one, counter, add, prices));
  const n = spots.length;
  const durationsS = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      const barred = a !== b && spots[a]!.isCounter && spots[b]!.isCounter;
      durationsS[a * n + b] = barred ? NO_WAY : 60 * travelMinutes(day, spots[a]!, spots[b]!);
    }
  return { places: n, profiles: [{ durationsS }], requests, vehicles, weights: { time: prices.travel, lateness: 1 } };
}

type Add = (spot: { x: number; y: number }, isCounter: boolean) => number;

function toRequest({ day, now }: World, order: Order, counter: (id: string) => number, add: Add): Request {
  const setupS = (day.pickupMinutes / 2 + day.dropMinutes / 2) * 60;
  const latest = (givenUpAt(day, order) - now) * 60;
  return {
    id: order.id,
    pickup: {
      place: counter(order.restaurant),
      setupS,
      windows: [[(order.readyAt - now) * 60, Math.max((order.readyAt - now) * 60, latest)]],
    },
    delivery: { place: add(order, false), setupS, windows: [[-1e6, latest]], dueS: (soonestDrop(day, order) - now) * 60, lateCostPerS: 1 },
  };
}

function toVehicle(world: World, one: CourierNow, counter: (id: string) => number, add: Add, prices: Prices): Vehicle {
  const { day, now } = world;
  const { courier, errand } = one;
  const end = (courier.offAt - now + day.mostMinutes) * 60;
  if (errand) {
    const from = (Math.max(errand.thereAt, now) - now) * 60;
    return {
      id: courier.id,
      start: counter(errand.restaurant),
      shift: [from, Math.max(from, end)],
      locked: [{ requestId: errand.mainOrderId, kind: 'pickup' }],
    };
  }
  // Whoever stands idle has the second half of his last stop behind him.
  const from = (Math.max(one.freeAt, now - day.dropMinutes / 2) - now) * 60;
  return {
    id: courier.id,
    start: add(one.lastDrop ?? courier, false),
    shift: [from, Math.max(from, end)],
    costs: { fixed: reserveWorthS(awayS(world, one.lastDrop ?? courier), prices.reserve) },
  };
}

/** Seconds on the way from here to where the orders came from so far, on average. */
function awayS({ day, seen }: World, from: { x: number; y: number }): number {
  let [sum, count] = [0, 0];
  for (const [restaurant, orders] of seen) {
    sum += orders * travelMinutes(day, from, day.restaurants.get(restaurant)!);
    count += orders;
  }
  return count > 0 ? (sum / count) * 60 : 0;
}
