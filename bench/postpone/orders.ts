import type { PlanningCourier, PlanningDelivery } from '../../src/logistics/dispatch/snapshot.ts';
import { SERVICE_S } from '../../src/logistics/dispatch/service-times.ts';
import type { Random } from '../../src/logistics/dispatch/solver/random.ts';
import { moveBy, type LonLat } from '../../src/shared/geo.ts';

export const START = Date.parse('2026-11-22T12:00:00Z');
export const MIN = 60_000;

/** A day's wishes: how many, how long, and how many of a hundred are for a window ahead. */
export interface DayWish {
  couriers: number;
  ordersPerHour: number;
  hours: number;
  aheadPercent: number;
}

export interface Placed {
  atMs: number;
  order: PlanningDelivery;
}

const CITY = { lon: 11.97, lat: 57.7 };
/** Reach of the shops, and how far they lie from the middle. */
const REACH_M = 3_500;
const SPREAD_M = 1_500;

const around = (random: Random, middle: LonLat, withinM: number): LonLat =>
  moveBy(middle, random.next() * 360, withinM * Math.sqrt(random.next()));

/** The orders of a day at three shops, as the demo's shops draw them: at once, or for an hour that begins in 30 to 90 minutes. */
export function dayOf(random: Random, wish: DayWish): { couriers: PlanningCourier[]; placed: Placed[] } {
  const shops = Array.from({ length: 3 }, () => around(random, CITY, SPREAD_M));
  const couriers = Array.from({ length: wish.couriers }, (_, k) => courier(k, around(random, CITY, REACH_M)));
  const placed: Placed[] = [];
  let atMs = START;
  for (let k = 0; ; k++) {
    atMs += (-Math.log(1 - random.next()) * 60 * MIN) / wish.ordersPerHour;
    if (atMs > START + wish.hours * 60 * MIN) return { couriers, placed };
    const shop = shops[random.int(shops.length)]!;
    const fromMs = random.int(100) < wish.aheadPercent ? atMs + (30 + random.int(61)) * MIN : null;
    const toMs = fromMs === null ? atMs + (40 + random.int(31)) * MIN : fromMs + 60 * MIN;
    placed.push({ atMs, order: order(`o${k}`, atMs, [shop, around(random, shop, REACH_M)], [fromMs, toMs]) });
  }
}

function order(
  id: string,
  readyAtMs: number,
  [shop, door]: [LonLat, LonLat],
  [windowFromMs, windowToMs]: [number | null, number],
): PlanningDelivery {
  const stop = (kind: 'pickup' | 'dropoff', at: LonLat) => ({
    stopId: `${id}-${kind}`,
    kind,
    state: 'pending' as const,
    at,
    windowFromMs: kind === 'dropoff' ? windowFromMs : null,
    windowToMs: kind === 'dropoff' ? windowToMs : null,
    toldMs: null,
    serviceS: SERVICE_S[kind],
    sequence: null,
    locked: false,
  });
  return {
    deliveryId: id,
    number: id,
    trackingId: id,
    storeId: `${shop.lon} ${shop.lat}`,
    state: 'confirmed',
    courierId: null,
    readyAtMs,
    demand: [1],
    skills: [],
    priority: 50,
    stops: [stop('pickup', shop), stop('dropoff', door)],
    refusedBy: [],
    offerAtMs: null,
    unplannedCode: null,
  };
}

const courier = (k: number, at: LonLat): PlanningCourier => ({
  courierId: `c${k}`,
  name: `c${k}`,
  vehicle: 'bike',
  profile: 'bike',
  at,
  shiftFromMs: START,
  shiftToMs: START + 24 * 60 * MIN,
  capacity: [5],
  skills: [],
  autoAccept: true,
  takesMore: true,
});
