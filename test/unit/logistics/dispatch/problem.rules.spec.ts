import { describe, expect, it } from '@jest/globals';
import {
  aimMs,
  Places,
  placesOf,
  presentPlan,
  toProblem,
} from '../../../../src/logistics/dispatch/problem.rules.ts';
import {
  pinnedCount,
  planningKey,
  routeOf,
  type PlanningDelivery,
  type Snapshot,
} from '../../../../src/logistics/dispatch/snapshot.ts';
import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';
import {
  explainUnassigned,
  isWorthIt,
  newlyUnplanned,
  toCourierPlans,
} from '../../../../src/logistics/dispatch/plan.rules.ts';
import type { Matrix } from '../../../../src/logistics/routing/routing-engine.ts';
import { distanceM, moveBy } from '../../../../src/shared/geo.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MIN = 60_000;
const STORE = { lon: 11.97, lat: 57.7 };

const delivery = (id: string, more: Partial<PlanningDelivery> = {}): PlanningDelivery => ({
  deliveryId: id,
  number: id,
  trackingId: id,
  storeId: 's',
  state: 'confirmed',
  courierId: null,
  readyAtMs: NOW,
  demand: [1, 0],
  skills: [],
  priority: 50,
  stops: [
    {
      stopId: `${id}-p`,
      kind: 'pickup',
      state: 'pending',
      at: STORE,
      windowFromMs: null,
      windowToMs: null,
      toldMs: null,
      serviceS: 120,
      sequence: null,
      locked: false,
    },
    {
      stopId: `${id}-d`,
      kind: 'dropoff',
      state: 'pending',
      at: moveBy(STORE, 90, 800),
      windowFromMs: null,
      windowToMs: NOW + 40 * MIN,
      toldMs: null,
      serviceS: 120,
      sequence: null,
      locked: false,
    },
  ],
  refusedBy: [],
  offerAtMs: null,
  unplannedCode: null,
  ...more,
});
const snapshot = (deliveries: PlanningDelivery[], couriers = ['anna', 'bo']): Snapshot => ({
  zoneId: 'z',
  nowMs: NOW,
  deliveries,
  couriers: couriers.map((courierId, i) => ({
    courierId,
    name: courierId,
    vehicle: 'bike',
    profile: 'bike',
    at: moveBy(STORE, i * 90, 300),
    shiftFromMs: NOW,
    shiftToMs: NOW + 240 * MIN,
    capacity: [20, 30_000],
    skills: [],
    autoAccept: true,
    takesMore: true,
  })),
});

/** Straight lines at 5 m/s. */
function matrixOf(places: Places): Matrix {
  const { list } = places;
  const distancesM = Float64Array.from(list.flatMap((a) => list.map((b) => distanceM(a, b))));
  return { distancesM, durationsS: distancesM.map((m) => m / 5), unsnapped: { sources: [], targets: [] } };
}
function planned(of: Snapshot) {
  const places = placesOf(of);
  const problem = toProblem(of, places, new Map([['bike', matrixOf(places)]]), 10 * MIN);
  return { problem, solution: solve(problem, { seed: 1, stop: iterations(200), start: presentPlan(of) }) };
}

describe('what a plan is made from', () => {
  it('aims at half of an open promise, and at a little before the end of a window', () => {
    expect(aimMs(null, NOW + 40 * MIN, NOW)).toBe(NOW + 20 * MIN);
    expect(aimMs(NOW, NOW + 60 * MIN, NOW)).toBe(NOW + 50 * MIN);
    expect(aimMs(NOW, NOW + 5 * MIN, NOW)).toBe(NOW);
  });

  it('shares work between idle couriers instead of letting customers wait', () => {
    const orders = Array.from({ length: 4 }, (_, i) => {
      const order = delivery(`d${i}`);
      order.stops[1] = { ...order.stops[1]!, at: moveBy(STORE, i * 90, 2_500) };
      return order;
    });
    const of = snapshot(orders, ['anna', 'bo', 'cai', 'dag']);
    const used = toCourierPlans(of, planned(of).solution).filter(({ visits }) => visits.length > 0);
    expect(used.length).toBeGreaterThanOrEqual(3);
  });

  it('fetches the orders of one store together: parking and stairs come once', () => {
    const of = snapshot([delivery('a'), delivery('b')], ['anna']);
    const [route] = planned(of).solution.routes;
    const [first, second] = route!.stops;
    expect([first!.kind, second!.kind]).toEqual(['pickup', 'pickup']);
    expect(second!.startS - first!.startS).toBeCloseTo(60);
  });

  it('keeps the courier at the store in reserve when another is in time too', () => {
    const of = snapshot([delivery('a', { readyAtMs: NOW + 30 * MIN })]);
    of.deliveries[0]!.stops[1]!.windowToMs = NOW + 70 * MIN;
    of.couriers[0]!.at = STORE;
    of.couriers[1]!.at = moveBy(STORE, 0, 60);
    const dear = planned(of).problem.vehicles.map(({ costs }) => costs!.fixed!);
    expect(dear[0]).toBeGreaterThan(dear[1]!);
  });

  it('keeps what is under way and what is pinned in its place', () => {
    const a = delivery('a', { state: 'enroute_to_pickup', courierId: 'bo' });
    a.stops = a.stops.map((stop, i) => ({
      ...stop,
      sequence: i * 2,
      state: i === 0 ? 'enroute' : 'pending',
    }));
    const b = delivery('b', { state: 'assigned', courierId: 'bo' });
    b.stops = b.stops.map((stop, i) => ({ ...stop, sequence: i * 2 + 1, locked: i === 0 }));
    const of = snapshot([a, b, delivery('c')]);
    expect(routeOf(of, 'bo').map(({ stop }) => stop.stopId)).toEqual(['a-p', 'b-p', 'a-d', 'b-d']);
    expect(pinnedCount(routeOf(of, 'bo'))).toBe(2);
    const bo = toCourierPlans(of, planned(of).solution).find(({ courierId }) => courierId === 'bo')!;
    expect(bo.visits.slice(0, 2).map(({ stopId }) => stopId)).toEqual(['a-p', 'b-p']);
  });

  it('gives nothing more to a courier on a break, and keeps the goods it has', () => {
    const aboard = delivery('a', { state: 'picked_up', courierId: 'anna' });
    aboard.stops = [{ ...aboard.stops[1]!, sequence: 0 }];
    const of = snapshot([aboard, delivery('b')]);
    of.couriers[0]!.takesMore = false;
    const plans = toCourierPlans(of, planned(of).solution);
    expect(
      plans.find(({ courierId }) => courierId === 'anna')!.visits.map(({ deliveryId }) => deliveryId),
    ).toEqual(['a']);
    expect(
      plans.find(({ courierId }) => courierId === 'bo')!.visits.map(({ deliveryId }) => deliveryId),
    ).toEqual(['b', 'b']);
  });

  it('does not ask a courier again who turned it down', () => {
    const of = snapshot([delivery('a', { refusedBy: ['anna', 'bo'] })]);
    const { solution } = planned(of);
    expect(solution.unassigned[0]).toMatchObject({
      requestId: 'a',
      reasons: [{ name: 'forbiddenVehicles' }],
    });
    expect(explainUnassigned(of.deliveries[0]!, solution.unassigned[0], of.couriers)).toMatchObject({
      code: 'refused_by_couriers',
    });
  });

  it('says what is missing: an address, a courier', () => {
    const lost = delivery('a');
    lost.stops[1] = { ...lost.stops[1]!, at: null };
    const { couriers } = snapshot([]);
    expect(explainUnassigned(lost, undefined, couriers).code).toBe('address_unknown');
    expect(explainUnassigned(delivery('b'), undefined, []).code).toBe('no_courier');
  });

  it('says that an order for tomorrow is for later than the shifts, not that nobody is fast enough', () => {
    const { couriers } = snapshot([]);
    const tomorrow = delivery('a');
    Object.assign(tomorrow.stops[1]!, { windowFromMs: NOW + 1440 * MIN, windowToMs: NOW + 1500 * MIN });
    expect(explainUnassigned(tomorrow, undefined, couriers).code).toBe('no_shift_yet');
    couriers[1]!.shiftToMs = NOW + 1600 * MIN;
    expect(explainUnassigned(tomorrow, undefined, couriers).code).toBe('no_room');
  });

  it('says it once: not again while it stays so', () => {
    const told = (unplannedCode: string | null) =>
      newlyUnplanned(snapshot([delivery('a', { refusedBy: ['anna', 'bo'], unplannedCode })]), {
        unassigned: [{ requestId: 'a', reasons: [{ name: 'forbiddenVehicles', vehicles: 2 }] }],
      } as never).map(({ code }) => code);
    expect(told(null)).toEqual(['refused_by_couriers']);
    expect(told('no_courier')).toEqual(['refused_by_couriers']);
    expect(told('refused_by_couriers')).toEqual([]);
  });

  it('calls a delivery changed when its state, courier, order or pin changed, or its courier is asked now', () => {
    const before = planningKey(delivery('a'));
    expect(planningKey(delivery('a'))).toBe(before);
    expect(planningKey(delivery('a', { state: 'assigned' }))).not.toBe(before);
    expect(planningKey(delivery('a', { offerAtMs: 9e9 }))).not.toBe(before);
    const pinned = delivery('a');
    pinned.stops[0] = { ...pinned.stops[0]!, locked: true };
    expect(planningKey(pinned)).not.toBe(before);
  });

  it('publishes only a clear gain, measured by the routes that change', () => {
    const { solution } = planned(snapshot([delivery('a'), delivery('b')]));
    const [first, ...others] = solution.routes;
    const priced = (total: number, unserved = 0, changed = false) => ({
      cost: { ...solution.cost, total, unserved },
      routes: [{ ...first!, cost: 500, stops: changed ? [] : first!.stops }, ...others],
    });
    expect(isWorthIt(priced(9_000), priced(8_995, 0, true))).toBe(false);
    expect(isWorthIt(priced(9_000), priced(8_970, 0, true))).toBe(true);
    expect(isWorthIt(priced(1_000, 51), priced(1_500, 0, true))).toBe(true);
    expect(isWorthIt(priced(1_000, 0), priced(500, 51, true))).toBe(false);
  });
});
