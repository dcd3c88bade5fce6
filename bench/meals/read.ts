import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Spot {
  x: number;
  y: number;
}

export interface Order extends Spot {
  id: string;
  placedAt: number;
  restaurant: string;
  readyAt: number;
}

export interface Courier extends Spot {
  id: string;
  onAt: number;
  offAt: number;
}

/** One day of the meal delivery routing problem (Reyes et al. 2018): minutes since its morning, metres, dollars. */
export interface Day {
  name: string;
  orders: Order[];
  couriers: Courier[];
  restaurants: Map<string, Spot>;
  metresPerMinute: number;
  /** Whole time at a restaurant and at a door; half of it lies before the pickup or drop, half behind. */
  pickupMinutes: number;
  dropMinutes: number;
  targetMinutes: number;
  /** An order that would come later than this after its placement is not delivered. */
  mostMinutes: number;
  payPerOrder: number;
  payPerHour: number;
}

/** Reads a folder of Grubhub's instances (grubhub/mdrplib). Throws on a file that is not such a table. */
export function readDay(folder: string, name: string): Day {
  const table = (file: string, columns: number) => rowsOf(join(folder, name, file), columns);
  const [p] = table('instance_parameters.txt', 7).map((row) => row.map(Number));
  return {
    name,
    orders: table('orders.txt', 6).map(([id, x, y, placedAt, restaurant, readyAt]) => ({
      id: id!,
      x: Number(x),
      y: Number(y),
      placedAt: Number(placedAt),
      restaurant: restaurant!,
      readyAt: Number(readyAt),
    })),
    couriers: table('couriers.txt', 5).map(([id, x, y, onAt, offAt]) => ({
      id: id!,
      x: Number(x),
      y: Number(y),
      onAt: Number(onAt),
      offAt: Number(offAt),
    })),
    restaurants: new Map(
      table('restaurants.txt', 3).map(([id, x, y]) => [id!, { x: Number(x), y: Number(y) }]),
    ),
    metresPerMinute: p![0]!,
    pickupMinutes: p![1]!,
    dropMinutes: p![2]!,
    targetMinutes: p![3]!,
    mostMinutes: p![4]!,
    payPerOrder: p![5]!,
    payPerHour: p![6]!,
  };
}

/** Whole minutes, as the official evaluator counts them. */
export const travelMinutes = (day: Day, from: Spot, to: Spot): number =>
  Math.ceil(Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2) / day.metresPerMinute);

/** When an order could be at its door if a courier stood at the counter the minute it is ready. */
export const soonestDrop = (day: Day, order: Order): number =>
  order.readyAt +
  day.pickupMinutes / 2 +
  travelMinutes(day, day.restaurants.get(order.restaurant)!, order) +
  day.dropMinutes / 2;

/** An order is given up after this: the official 90 minutes, or half an hour over what its kitchen alone makes of it. */
export const givenUpAt = (day: Day, order: Order): number =>
  Math.max(order.placedAt + day.mostMinutes, soonestDrop(day, order) + 30);

function rowsOf(path: string, columns: number): string[][] {
  const rows = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const wrong = rows.findIndex((row) => row.length < columns);
  if (wrong >= 0 || rows.length === 0)
    throw new Error(`${path}: row ${wrong + 1} has fewer than ${columns} columns`);
  return rows;
}
