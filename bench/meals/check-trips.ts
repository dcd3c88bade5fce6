import type { Day } from './read.ts';
import type { Trip } from './world.ts';

/**
 * Every breach of the official rules in a day's log, and the minutes each courier drove. Computed from the instance and the
 * log alone; shares no code with the world or the dispatcher.
 */
export function checkTrips(
  day: Day,
  trips: readonly Trip[],
): { faults: string[]; driving: Map<string, number> } {
  const faults: string[] = [];
  const seen = new Set<string>();
  const driving = new Map<string, number>();
  const orders = new Map(day.orders.map((order) => [order.id, order]));
  for (const { id, onAt, offAt, ...home } of day.couriers) {
    let [place, free, minutes] = [home as { x: number; y: number }, onAt, 0];
    for (const trip of trips.filter((one) => one.courierId === id).toSorted((a, b) => a.leftAt - b.leftAt)) {
      const say = (what: string) => faults.push(`${day.name} ${id} at ${trip.pickedUpAt}: ${what}`);
      const counter = day.restaurants.get(trip.restaurant)!;
      if (trip.leftAt < free) say('leaves before it can');
      minutes += hop(day, place, counter);
      if (trip.thereAt !== trip.leftAt + hop(day, place, counter) + day.pickupMinutes / 2)
        say('is not at the counter when it is');
      if (trip.pickedUpAt < trip.thereAt) say('takes food before it is there');
      if (trip.pickedUpAt > offAt) say('takes food after its shift');
      if (trip.drops.length === 0) say('takes nothing');
      [place, free] = [counter, trip.pickedUpAt + day.pickupMinutes / 2];
      for (const { orderId, at } of trip.drops) {
        const order = orders.get(orderId);
        if (!order || seen.has(orderId)) {
          say(`${orderId} twice or unknown`);
          continue;
        }
        seen.add(orderId);
        if (order.restaurant !== trip.restaurant) say(`${orderId} is cooked elsewhere`);
        if (trip.pickedUpAt < order.readyAt) say(`${orderId} is not ready`);
        if (trip.leftAt < 0 || trip.pickedUpAt < order.placedAt) say(`${orderId} is not placed yet`);
        minutes += hop(day, place, order);
        if (at !== free + hop(day, place, order) + day.dropMinutes / 2)
          say(`${orderId} is dropped at a wrong time`);
        if (at > limitOf(day, order)) say(`${orderId} is too late to count`);
        [place, free] = [order, at + day.dropMinutes / 2];
      }
    }
    driving.set(id, minutes);
  }
  const known = new Set(day.couriers.map(({ id }) => id));
  for (const { courierId } of trips) if (!known.has(courierId)) faults.push(`nobody is ${courierId}`);
  return { faults, driving };
}

/** 90 minutes from placement; what the kitchen itself takes that long for, half an hour from the soonest. */
const limitOf = (day: Day, order: Day['orders'][number]): number => {
  const alone = order.readyAt + hop(day, day.restaurants.get(order.restaurant)!, order);
  return Math.max(order.placedAt + day.mostMinutes, alone + (day.pickupMinutes + day.dropMinutes) / 2 + 30);
};

const hop = (day: Day, a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / day.metresPerMinute);
