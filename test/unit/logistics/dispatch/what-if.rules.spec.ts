import { describe, expect, it } from '@jest/globals';
import type { PlanningDelivery } from '../../../../src/logistics/dispatch/snapshot.ts';
import type { PlannedRoute } from '../../../../src/logistics/dispatch/solver/problem.ts';
import { usualCapacity, usualCourier } from '../../../../src/logistics/dispatch/usual-courier.rules.ts';
import { compared, figuresOf } from '../../../../src/logistics/dispatch/what-if-figures.rules.ts';
import { changed, MORE } from '../../../../src/logistics/dispatch/what-if.rules.ts';
import { MIN, NOW, order, STORE, zone } from './live-plan.ts';

const around = { storeAt: STORE, profileOf: (kind: string) => (kind === 'bike' ? 'bike' : 'car') } as const;

/** On a courier's route, as its n-th order. */
const on = (courierId: string, of: PlanningDelivery, n = 0): PlanningDelivery => ({
  ...of,
  state: 'assigned',
  courierId,
  stops: of.stops.map((stop, k) => ({ ...stop, sequence: 2 * n + k })),
});
const aboard = (of: PlanningDelivery): PlanningDelivery => ({
  ...of,
  state: 'picked_up',
  stops: of.stops.slice(1),
});

describe('what if there were fewer couriers', () => {
  it('sends home who has the least to do, and frees what is not begun', () => {
    const before = zone({ anna: 0, bo: 0, cem: 0 }, [
      on('anna', order('a'), 0),
      on('anna', order('b'), 1),
      on('bo', order('c')),
    ]);
    const after = changed(before, { couriersFewer: 2 }, around);
    expect(after.couriers.map(({ courierId }) => courierId)).toEqual(['anna']);
    expect(after.deliveries.map(({ courierId }) => courierId)).toEqual(['anna', 'anna', null]);
    expect(after.deliveries[2]).toMatchObject({ state: 'confirmed', stops: [{ sequence: null }, {}] });
    expect(before.deliveries[2]!.courierId).toBe('bo');
  });

  it('lets everybody finish what is aboard or under way, and take nothing more', () => {
    const enroute = on('bo', order('c'));
    enroute.stops[0]!.state = 'enroute';
    const before = zone({ anna: 0, bo: 0 }, [
      aboard(on('anna', order('a'))),
      on('anna', order('b'), 1),
      enroute,
    ]);
    const after = changed(before, { couriersFewer: 2 }, around);
    expect(after.couriers).toMatchObject([
      { courierId: 'anna', takesMore: false },
      { courierId: 'bo', takesMore: false },
    ]);
    expect(after.deliveries.map(({ courierId }) => courierId)).toEqual(['anna', null, 'bo']);
  });
});

describe('what if', () => {
  it('there were more couriers: they stand at the store with the usual bag and skills until then', () => {
    const before = zone({ anna: 0, bo: 500, cem: 0 }, []);
    before.couriers[0]!.skills = before.couriers[1]!.skills = ['fridge'];
    before.couriers[2]!.skills = ['lift'];
    before.couriers.forEach((courier, k) => (courier.capacity = [k + 4, 1000]));
    const untilMs = NOW + 60 * MIN;
    const after = changed(before, { couriersMore: { vehicle: 'bike', count: 2, untilMs } }, around);
    const extra = { at: STORE, shiftToMs: untilMs, capacity: [5, 1000], skills: ['fridge'], takesMore: true };
    expect(after.couriers.slice(3)).toMatchObject([
      { courierId: `${MORE}0`, ...extra },
      { courierId: `${MORE}1`, ...extra },
    ]);
  });

  it('all rode cars: nobody carries less, and each takes the roads of cars', () => {
    const before = zone({ anna: 0, bo: 0 }, []);
    before.couriers[0]!.capacity = [4, 90_000];
    Object.assign(before.couriers[1]!, { vehicle: 'car', profile: 'car', capacity: [20, 60_000] });
    const after = changed(before, { vehicle: 'car' }, around);
    expect(after.couriers.map(({ profile, capacity }) => [profile, capacity])).toEqual([
      ['car', [20, 90_000]],
      ['car', [20, 60_000]],
    ]);
  });

  it('the promise were shorter: windows that customers chose stay', () => {
    const chosen = order('b');
    chosen.stops[1]!.windowFromMs = NOW + 10 * MIN;
    const ready = { ...order('a'), readyAtMs: NOW + 5 * MIN };
    const after = changed(zone({}, [ready, chosen]), { promiseMinutes: 30 }, around);
    const ends = after.deliveries.map(({ stops }) => (stops[1]!.windowToMs! - NOW) / MIN);
    expect(ends).toEqual([35, 40]);
  });
});

describe('the usual courier', () => {
  it('has what the zone has, and is unlimited by bicycle where nobody is', () => {
    expect(usualCapacity([{ capacity: [4] }, { capacity: [9] }, { capacity: [5] }])).toEqual([5]);
    const wish = { courierId: 'x', at: STORE, untilMs: NOW + MIN, profileOf: around.profileOf };
    expect(usualCourier(zone({}, []), wish)).toMatchObject({ vehicle: 'bike', capacity: [], skills: [] });
    const mixed = zone({ anna: 0, bo: 0, cem: 0 }, []);
    mixed.couriers[1]!.vehicle = mixed.couriers[2]!.vehicle = 'car';
    expect(usualCourier(mixed, wish)).toMatchObject({ vehicle: 'car', profile: 'car' });
  });
});

const driven = (vehicleId: string, doors: Record<string, number>, endMin: number): PlannedRoute => ({
  vehicleId,
  departS: 0,
  endS: endMin * 60,
  travelS: 0,
  distanceM: 2_540,
  waitingS: 5 * 60,
  breaks: [],
  cost: 0,
  stops: Object.entries(doors).map(([requestId, min]) => ({
    requestId,
    kind: 'delivery',
    place: 0,
    arriveS: min * 60,
    startS: min * 60,
    departS: min * 60,
    latenessS: 0,
    loadAfter: [],
  })),
});

describe('the figures of a plan', () => {
  const snapshot = zone({ anna: 0, bo: 0 }, [order('a'), order('b'), order('c'), order('d')]);
  const before = {
    snapshot,
    solution: {
      routes: [driven('anna', { a: 10, b: 50 }, 55), driven('bo', { c: 30 }, 35)],
      unassigned: [{ requestId: 'd', reasons: [] }],
    },
  };

  it('count what is served, late and how long people wait', () => {
    expect(figuresOf(before, 55 * 60)).toEqual({
      couriers: 2,
      served: 3,
      unserved: 1,
      late: 1,
      lateMinutes: 10,
      toDoorMean: 30,
      toDoorP90: 50,
      courierHours: 1.5,
      km: 5.1,
      utilisation: 80 / 110,
    });
  });

  it('do not count as idle who is on a break, or goes home after what is begun', () => {
    const [anna, bo] = snapshot.couriers;
    const resting = { ...snapshot, couriers: [anna!, { ...bo!, takesMore: false }] };
    const { utilisation, couriers } = figuresOf({ ...before, snapshot: resting }, 55 * 60);
    expect(couriers).toBe(1);
    expect(utilisation).toBe(80 / 90);
  });

  it('stand side by side with who works when, also those who are not there', () => {
    const more = zone({ anna: 0, bo: 0, [`${MORE}0`]: 0 }, snapshot.deliveries);
    const after = {
      snapshot: more,
      solution: {
        routes: [driven('anna', { a: 10 }, 15), driven(`${MORE}0`, { b: 20, c: 30, d: 35 }, 40)],
        unassigned: [],
      },
    };
    const view = compared(before, after);
    expect([view.before.served, view.after.served]).toEqual([3, 4]);
    expect(view.after.late).toBe(0);
    const end = (min: number) => new Date(NOW + min * MIN).toISOString();
    expect(view.couriers.map(({ name, ...of }) => [name, of.before?.to, of.after?.to])).toEqual([
      ['Anna', end(55), end(15)],
      ['Bo', end(35), undefined],
      [null, undefined, end(40)],
    ]);
  });
});
