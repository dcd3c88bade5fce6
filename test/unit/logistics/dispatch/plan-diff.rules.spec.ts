import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planDiff } from '../../../../src/logistics/dispatch/plan-diff.rules.ts';
import { compared, planGain } from '../../../../src/logistics/dispatch/plan-gain.rules.ts';
import { planWhy } from '../../../../src/logistics/dispatch/plan-why.rules.ts';
import type { CourierPlan } from '../../../../src/logistics/dispatch/plan.rules.ts';
import { moveBy } from '../../../../src/shared/geo.ts';
import { drives, MIN, NOW, order, problemOf, STORE, zone } from './live-plan.ts';

/** A courier's stops from now on, ten minutes apart unless told otherwise. */
const plan = (courierId: string, stopIds: string[], minutes: number[] = []): CourierPlan => ({
  courierId,
  changed: true,
  visits: stopIds.map((stopId, i) => {
    const at = new Date(NOW + (minutes[i] ?? (i + 1) * 10) * MIN);
    const deliveryId = stopId.slice(0, -2);
    return { stopId, deliveryId, plannedArrival: at, plannedDeparture: at, setOut: at, spareMs: 0 };
  }),
});
const of = drives(
  zone({ anna: 0, bo: 100 }, [order('a'), order('b'), order('c')]),
  'anna',
  ['a-p', 'b-p', 'a-d', 'b-d'],
  [10, 20, 30, 40],
);
const brief = (plans: CourierPlan[], snapshot = of) =>
  planDiff(snapshot, plans).map(
    ({ number, kind, from, to }) =>
      `${number} ${kind} ${from?.courierName ?? '-'} > ${to?.courierName ?? '-'}`,
  );

describe('what a plan changes', () => {
  it('is nothing when it says again what everybody does', () => {
    expect(brief([plan('anna', ['a-p', 'b-p', 'a-d', 'b-d'])])).toEqual([]);
  });

  it('tells new, moved and dropped orders apart', () => {
    expect(brief([plan('anna', ['a-p', 'a-d'], [10, 30]), plan('bo', ['b-p', 'b-d', 'c-p', 'c-d'])])).toEqual(
      ['B moved Anna > Bo', 'C assigned - > Bo'],
    );
    expect(brief([plan('anna', ['b-p', 'b-d'], [20, 40])])).toEqual(['A unassigned Anna > -']);
    expect(planDiff(of, [plan('anna', ['a-p', 'a-d', 'b-p', 'b-d'], [10, 50, 60, 70])])[0]).toMatchObject({
      from: { arrival: new Date(NOW + 30 * MIN).toISOString() },
      to: { arrival: new Date(NOW + 50 * MIN).toISOString() },
    });
  });

  it('names as reordered only what left the common order, and as retimed what only comes at another time', () => {
    expect(brief([plan('anna', ['b-p', 'a-p', 'a-d', 'b-d'])])).toHaveLength(1);
    expect(brief([plan('anna', ['a-p', 'b-p', 'a-d', 'b-d'], [10, 20, 36, 42])])).toEqual([
      'A retimed Anna > Anna',
    ]);
  });

  it('never names an order of a courier it does not touch', () => {
    const routes = fc.shuffledSubarray(['a', 'b', 'c']);
    fc.assert(
      fc.property(routes, (ids) => {
        const stops = ids.flatMap((id) => [`${id}-p`, `${id}-d`]);
        const named = planDiff(of, [plan('bo', stops)]).map(({ deliveryId }) => deliveryId);
        expect(named.toSorted()).toEqual(ids.toSorted());
      }),
    );
  });
});

describe('what a plan gains', () => {
  it('counts work, minutes behind the promise and orders without a route', () => {
    const far = { ...of.couriers[0]!, at: moveBy(STORE, 90, 9_000) };
    const late = { ...of, couriers: [far, of.couriers[1]!] };
    const plans = [plan('anna', []), plan('bo', ['a-p', 'b-p', 'c-p', 'a-d', 'b-d', 'c-d'])];
    const gain = planGain(late, compared(problemOf(late), late, plans));
    expect(gain).toMatchObject({ unservedBefore: 1, unservedAfter: 0, lateMinutes: 0 });
    expect(gain.workMinutes).toBeGreaterThan(20);
    expect(gain.waitMinutes).toBeGreaterThan(20);
    expect(planGain(of, compared(problemOf(of), of, [plan('anna', ['a-p', 'b-p', 'a-d', 'b-d'])]))).toEqual({
      workMinutes: 0,
      lateMinutes: 0,
      waitMinutes: 0,
      unservedBefore: 1,
      unservedAfter: 1,
    });
  });
});

describe('why a plan was made', () => {
  const changes = planDiff(of, [
    plan('anna', ['a-p', 'a-d'], [10, 30]),
    plan('bo', ['b-p', 'b-d', 'c-p', 'c-d']),
  ]);
  const why = (reason: string, by: string | null = null, late: [string, number][] = []) =>
    planWhy({ reason, by, changes, lateBefore: new Map(late) });

  it('names the person, the new order, or the courier who was late', () => {
    expect(why('assign', 'Kim')).toEqual({ code: 'by_assign', params: { name: 'Kim' } });
    expect(why('new_order')).toEqual({ code: 'new_order', params: { number: 'C', count: 1 } });
    expect(why('improve', null, [['anna', 720]])).toEqual({
      code: 'courier_late',
      params: { courier: 'Anna', minutes: 12 },
    });
    expect(
      why('improve', null, [
        ['anna', 60],
        ['bo', 9_000],
      ]),
    ).toEqual({ code: 'improve', params: {} });
    expect(why('courier_off_duty').code).toBe('courier_off_duty');
  });
});
