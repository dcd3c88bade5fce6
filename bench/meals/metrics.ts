import type { Day } from './read.ts';
import type { Trip } from './world.ts';

/** The official performance summary (grubhub/mdrplib, compute_performance_summary); minutes and dollars. */
export interface Metrics {
  orders: number;
  undeliveredPct: number;
  clickToDoor: number;
  clickToDoorP90: number;
  /** Mean of what lies beyond the target. */
  overage: number;
  readyToPickup: number;
  readyToPickupP90: number;
  readyToDoor: number;
  utilisation: number;
  costPerOrder: number;
  ordersPerBundle: number;
}

export function metricsOf(day: Day, trips: readonly Trip[], driving: ReadonlyMap<string, number>): Metrics {
  const orders = new Map(day.orders.map((order) => [order.id, order]));
  const done = trips.flatMap(({ pickedUpAt, drops }) =>
    drops.map((drop) => ({ order: orders.get(drop.orderId)!, pickedUpAt, droppedAt: drop.at })),
  );
  const clickToDoor = done.map(({ order, droppedAt }) => droppedAt - order.placedAt);
  const readyToPickup = done.map(({ order, pickedUpAt }) => pickedUpAt - order.readyAt);
  const perCourier = day.couriers.map(({ id, onAt, offAt }) => {
    const own = trips.filter((trip) => trip.courierId === id);
    const drops = own.reduce((sum, trip) => sum + trip.drops.length, 0);
    const busy = (driving.get(id) ?? 0) + drops * day.dropMinutes + own.length * day.pickupMinutes;
    return {
      pay: Math.max(drops * day.payPerOrder, ((offAt - onAt) / 60) * day.payPerHour),
      used: offAt > onAt ? busy / (offAt - onAt) : 0,
    };
  });
  const pay = perCourier.reduce((sum, one) => sum + one.pay, 0);
  return {
    orders: day.orders.length,
    undeliveredPct: round((1 - done.length / day.orders.length) * 100),
    clickToDoor: round(mean(clickToDoor)),
    clickToDoorP90: round(quantile(clickToDoor, 0.9)),
    overage: round(mean(clickToDoor.map((minutes) => Math.max(0, minutes - day.targetMinutes)))),
    readyToPickup: round(mean(readyToPickup)),
    readyToPickupP90: round(quantile(readyToPickup, 0.9)),
    readyToDoor: round(mean(done.map(({ order, droppedAt }) => droppedAt - order.readyAt))),
    utilisation: round(mean(perCourier.map((one) => one.used))),
    costPerOrder: round(pay / done.length),
    ordersPerBundle: round(done.length / trips.length),
  };
}

/** The plain mean of each figure over instances, as the papers average. */
export function meanOf(rows: readonly Metrics[]): Metrics {
  const keys = Object.keys(rows[0]!) as (keyof Metrics)[];
  return Object.fromEntries(
    keys.map((key) => [key, round(mean(rows.map((row) => row[key])))]),
  ) as unknown as Metrics;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Linear between neighbours, as pandas describes. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
