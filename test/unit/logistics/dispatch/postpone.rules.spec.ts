import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCourierPlans } from '../../../../src/logistics/dispatch/plan.rules.ts';
import { changedAsks, postponed } from '../../../../src/logistics/dispatch/postpone.rules.ts';
import { runningPlan } from '../../../../src/logistics/dispatch/running.rules.ts';
import {
  pinnedCount,
  routeOf,
  type PlanningDelivery,
  type Snapshot,
} from '../../../../src/logistics/dispatch/snapshot.ts';
import { drives, FETCH_AHEAD_MIN, MIN, NOW, order, problemOf, zone } from './live-plan.ts';

const LEAD_MIN = 5;
/** For a window that opens in so many minutes. */
const later = (id: string, fromMin: number, eastM = 900): PlanningDelivery => {
  const plain = order(id, eastM, fromMin + 60);
  const stops = plain.stops.map((stop) =>
    stop.kind === 'dropoff' ? { ...stop, windowFromMs: NOW + fromMin * MIN } : stop,
  );
  return { ...plain, stops };
};
const notReady = (id: string, minutes: number) => ({ ...order(id), readyAtMs: NOW + minutes * MIN });
/** On a route; its courier is to be asked later, so as far as `state` says so. */
const planned = (of: Snapshot, courierId: string, stopIds: string[], agreed: string[] = []): Snapshot => {
  const on = drives(of, courierId, stopIds);
  const deliveries = on.deliveries.map((one) =>
    agreed.includes(one.deliveryId) || one.courierId !== courierId
      ? one
      : { ...one, state: 'confirmed' as const, offerAtMs: NOW + MIN },
  );
  return { ...on, deliveries };
};
const plansOf = (of: Snapshot) => toCourierPlans(of, runningPlan(problemOf(of), of));
/** Minutes from now, by delivery. */
const askedIn = (of: Snapshot, leadMin = LEAD_MIN) =>
  Object.fromEntries(
    [...postponed(of, plansOf(of), leadMin * MIN)].map(([id, at]) => [id, (at.getTime() - NOW) / MIN]),
  );

describe('asking a courier', () => {
  it('waits for an order with a window ahead until shortly before he must set out', () => {
    const of = planned(zone({ anna: 600 }, [later('a', 60)]), 'anna', ['a-p', 'a-d']);
    // Two minutes to the store, two there, three to the door and one of parking.
    expect(askedIn(of)).toEqual({ a: expect.closeTo(60 - 8 - LEAD_MIN, 5) });
    expect(askedIn(of, 20)).toEqual({ a: expect.closeTo(60 - 8 - 20, 5) });
    expect(askedIn(of, 24 * 60)).toEqual({});
  });

  it('is not put off again to the same time', () => {
    const of = planned(zone({ anna: 600 }, [later('a', 60)]), 'anna', ['a-p', 'a-d']);
    const until = new Date(NOW + askedIn(of)['a']! * MIN);
    const changed = (offerAtMs: number | null, leadMin = LEAD_MIN) =>
      changedAsks(
        { ...of, deliveries: of.deliveries.map((one) => ({ ...one, offerAtMs })) },
        plansOf(of),
        leadMin * MIN,
      );
    const ask = { deliveryId: 'a', courierId: 'anna' };
    expect(changed(until.getTime() + MIN / 2)).toEqual([]);
    expect(changed(until.getTime() + 2 * MIN)).toEqual([{ ...ask, until }]);
    expect(changed(until.getTime(), 24 * 60)).toEqual([{ ...ask, until: null }]);
    expect(changed(null)).toEqual([]);
  });

  it('waits while he is busy before, though he will come just in time', () => {
    const of = planned(
      zone({ anna: 0 }, [order('a', 4_000, 90), later('b', 20)]),
      'anna',
      ['a-p', 'a-d', 'b-p', 'b-d'],
      ['a'],
    );
    const [plan] = plansOf(of);
    expect(plan!.visits[2]!.spareMs).toBeLessThan(MIN);
    expect(askedIn(of)).toEqual({
      b: expect.closeTo((plan!.visits[2]!.setOut.getTime() - NOW) / MIN - LEAD_MIN, 5),
    });
  });

  it('waits for goods that are not ready', () => {
    const of = planned(zone({ anna: 600 }, [notReady('a', 30)]), 'anna', ['a-p', 'a-d']);
    expect(askedIn(of)).toEqual({ a: expect.closeTo(30 - 3 - LEAD_MIN, 5) });
  });

  it('is not put off for an order as soon as possible, even behind other work', () => {
    const stops = ['a-p', 'a-d', 'b-p', 'b-d'];
    const of = zone({ anna: 0 }, [order('a', 4_000, 90), order('b', 800, 90)]);
    expect(askedIn(planned(of, 'anna', stops, ['a']))).toEqual({});
    expect(askedIn(planned(of, 'anna', stops))).toEqual({});
  });

  it('is not put off when there is no more time than the lead, nor for what leaves together with it', () => {
    const soon = zone({ anna: 600 }, [later('a', 12)]);
    expect(askedIn(planned(soon, 'anna', ['a-p', 'a-d']))).toEqual({});
    const together = zone({ anna: 0 }, [order('a', 800, 40), later('b', 14, 1_200)]);
    expect(askedIn(planned(together, 'anna', ['a-p', 'b-p', 'a-d', 'b-d']))).toEqual({});
  });

  it('is not taken back from who was asked, but is put off again with another courier', () => {
    const of = planned(zone({ anna: 0, bo: 0 }, [later('a', 60)]), 'anna', ['a-p', 'a-d']);
    const asked = { ...of, deliveries: of.deliveries.map((one) => ({ ...one, offerAtMs: null })) };
    expect(askedIn(asked)).toEqual({});
    const plans = plansOf(of).map((plan) => ({
      ...plan,
      courierId: plan.courierId === 'anna' ? 'bo' : 'anna',
    }));
    expect([...postponed(asked, plans, LEAD_MIN * MIN).keys()]).toEqual(['a']);
    const agreed = {
      ...of,
      deliveries: drives(of, 'anna', ['a-p', 'a-d']).deliveries.map((one) => ({ ...one, offerAtMs: null })),
    };
    expect([...postponed(agreed, plans, LEAD_MIN * MIN).keys()]).toEqual(['a']);
  });

  it('leaves what he has agreed to as it is', () => {
    const of = zone({ anna: 0 }, [later('a', 60)]);
    expect(askedIn(planned(of, 'anna', ['a-p', 'a-d'], ['a']))).toEqual({});
  });

  it('comes before he must set out, and never for an order as soon as possible', () => {
    const orders = fc.array(
      fc.record({ fromMin: fc.integer({ min: -30, max: 120 }), eastM: fc.integer({ min: 100, max: 5_000 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 30 }), (list, leadMin) => {
        const deliveries = list.map(({ fromMin, eastM }, k) =>
          fromMin < 0 ? order(`o${k}`, eastM, 90) : later(`o${k}`, fromMin, eastM),
        );
        const stops = deliveries.flatMap(({ deliveryId }) => [`${deliveryId}-p`, `${deliveryId}-d`]);
        const of = planned(zone({ anna: 300 }, deliveries), 'anna', stops);
        const visits = new Map(
          plansOf(of).flatMap((plan) => plan.visits.map((visit) => [visit.stopId, visit])),
        );
        for (const [id, at] of postponed(of, plansOf(of), leadMin * MIN)) {
          expect(list[Number(id.slice(1))]!.fromMin).toBeGreaterThan(0);
          expect(at.getTime()).toBeGreaterThan(NOW);
          expect(at.getTime()).toBe(visits.get(`${id}-p`)!.setOut.getTime() - leadMin * MIN);
        }
      }),
    );
  });
});

describe('a courier who set out while another order could wait', () => {
  const of = planned(
    zone({ anna: 0 }, [later('a', 60), order('b', 800, 150)]),
    'anna',
    ['a-p', 'a-d', 'b-p', 'b-d'],
    ['b'],
  );
  const underWay = {
    ...of,
    deliveries: of.deliveries.map((one) => ({
      ...one,
      stops: one.stops.map((stop) => (stop.stopId === 'b-p' ? { ...stop, state: 'enroute' as const } : stop)),
    })),
  };

  it('makes that stop first: the one that waits comes behind it, free to go elsewhere', () => {
    expect(routeOf(of, 'anna').map(({ stop }) => stop.stopId)).toEqual(['a-p', 'a-d', 'b-p', 'b-d']);
    const route = routeOf(underWay, 'anna');
    expect(route.map(({ stop }) => stop.stopId)).toEqual(['b-p', 'a-p', 'a-d', 'b-d']);
    expect(pinnedCount(route)).toBe(1);
    expect(plansOf(underWay)[0]).toMatchObject({ changed: true });
    expect(plansOf(of)[0]).toMatchObject({ changed: false });
  });
});

describe('goods for a later window', () => {
  const opensAtMin = (of: Snapshot) => problemOf(of).requests[0]!.pickup!.windows?.[0]?.[0];

  it('stay at the store until a little before a courier must bring them', () => {
    // Three minutes of way, one at the store, one of parking at the door.
    expect(opensAtMin(zone({ anna: 0 }, [later('a', 60)]))! / 60).toBeCloseTo(60 - 5 - FETCH_AHEAD_MIN, 1);
    expect(opensAtMin(zone({ anna: 0 }, [order('a')]))).toBeUndefined();
  });

  it('are fetched when he comes once he is under way to them', () => {
    const of = drives(zone({ anna: 0 }, [later('a', 60)]), 'anna', ['a-p', 'a-d']);
    const begun = of.deliveries.map((one) => ({
      ...one,
      stops: one.stops.map((stop) =>
        stop.kind === 'pickup' ? { ...stop, state: 'enroute' as const } : stop,
      ),
    }));
    expect(opensAtMin({ ...of, deliveries: begun })).toBeUndefined();
  });
});
