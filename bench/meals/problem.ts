import { withReserves, type Reserve } from '../../src/logistics/dispatch/reserve.rules.ts';
import type { Problem, Request, Vehicle } from '../../src/logistics/dispatch/solver/problem.ts';
import { givenUpAt, soonestDrop, travelMinutes, type Order, type Spot } from './read.ts';
import type { CourierNow, World } from './world.ts';

/** Which orders are kept from which couriers. */
export type Barred = Map<string, Set<string>>;

/** What a free courier is worth, in seconds of click-to-door. */
const RESERVE: Reserve = { atHand: 100, lessPerS: 0.1 };
/** Couriers whose shift begins later than this are not planned with yet. */
const AHEAD_MINUTES = 60;
/** No way: couriers carry the food of one restaurant at a time. */
const NO_WAY = 1e9;

/**
 * The open orders and everybody who may carry them, seconds from now; a second of click-to-door costs 1. What is particular
 * to the official problem is said in the product's own words: the halves of the service times as setup (once per place), no
 * way from counter to counter, errands under way as locked stops.
 */
export function problemOf(world: World, barred: Barred): Problem {
  const { now } = world;
  const map = new SpotMap(world);
  const requests = [...world.open.values()].map((order) => ({
    ...toRequest(world, order, map),
    forbiddenVehicles: [...(barred.get(order.id) ?? [])],
  }));
  const isNear = ({ courier, errand }: CourierNow) =>
    errand !== null || (courier.offAt > now && courier.onAt < now + AHEAD_MINUTES);
  const vehicles = [...world.couriers.values()].filter(isNear).map((one) => toVehicle(world, one, map));
  const profiles = [{ durationsS: map.durationsS() }];
  return withReserves({ places: map.spots.length, profiles, requests, vehicles }, RESERVE);
}

/** Every place of a problem; counters once, doors and couriers each their own. */
class SpotMap {
  readonly spots: (Spot & { isCounter: boolean })[] = [];
  readonly #counters = new Map<string, number>();

  constructor(readonly world: World) {}

  counter(id: string): number {
    const known = this.#counters.get(id) ?? this.#add(this.world.day.restaurants.get(id)!, true);
    this.#counters.set(id, known);
    return known;
  }

  spot(at: Spot): number {
    return this.#add(at, false);
  }

  durationsS(): Float64Array {
    const { spots } = this;
    return Float64Array.from({ length: spots.length ** 2 }, (_, cell) => {
      const from = spots[Math.floor(cell / spots.length)]!;
      const to = spots[cell % spots.length]!;
      if (from !== to && from.isCounter && to.isCounter) return NO_WAY;
      return 60 * travelMinutes(this.world.day, from, to);
    });
  }

  #add({ x, y }: Spot, isCounter: boolean): number {
    return this.spots.push({ x, y, isCounter }) - 1;
  }
}

function toRequest({ day, now }: World, order: Order, map: SpotMap): Request {
  const setupS = (day.pickupMinutes + day.dropMinutes) * 30;
  const readyS = (order.readyAt - now) * 60;
  const latestS = (givenUpAt(day, order) - now) * 60;
  return {
    id: order.id,
    pickup: { place: map.counter(order.restaurant), setupS, windows: [[readyS, latestS]] },
    delivery: {
      place: map.spot(order),
      setupS,
      windows: [[readyS, latestS]],
      dueS: (soonestDrop(day, order) - now) * 60,
      lateCostPerS: 1,
    },
  };
}

function toVehicle({ day, now }: World, one: CourierNow, map: SpotMap): Vehicle {
  const { courier, errand } = one;
  const endS = (courier.offAt - now + 2 * day.mostMinutes) * 60;
  if (errand) {
    const fromS = Math.max(0, errand.thereAt - now) * 60;
    return {
      id: courier.id,
      start: map.counter(errand.restaurant),
      shift: [fromS, Math.max(fromS, endS)],
      locked: [{ requestId: errand.mainOrderId, kind: 'pickup' }],
    };
  }
  // Whoever stands idle has the second half of his last stop behind him: the next setup reckons with it.
  const fromS = (Math.max(one.freeAt, now - day.dropMinutes / 2) - now) * 60;
  return { id: courier.id, start: map.spot(one.lastDrop ?? courier), shift: [fromS, Math.max(fromS, endS)] };
}
