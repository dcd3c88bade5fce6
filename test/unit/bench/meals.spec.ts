import { describe, expect, it } from '@jest/globals';
import { checkTrips } from '../../../bench/meals/check-trips.ts';
import { LiveDispatcher } from '../../../bench/meals/dispatcher.ts';
import { metricsOf } from '../../../bench/meals/metrics.ts';
import type { Day, Order } from '../../../bench/meals/read.ts';
import { World, type Trip } from '../../../bench/meals/world.ts';

/** A hundred metres a minute on one street; `far` stands 1 km from the restaurant. */
const order = (id: string, x: number, placedAt: number, readyAt: number, restaurant = 'r'): Order => ({
  id,
  x,
  y: 0,
  placedAt,
  restaurant,
  readyAt,
});
const day = (orders: Order[], offAt = 200): Day => ({
  name: 'street',
  orders,
  couriers: [{ id: 'far', x: 1000, y: 0, onAt: 0, offAt }],
  restaurants: new Map([
    ['r', { x: 0, y: 0 }],
    ['q', { x: 5000, y: 0 }],
  ]),
  metresPerMinute: 100,
  pickupMinutes: 4,
  dropMinutes: 4,
  targetMinutes: 40,
  mostMinutes: 90,
  payPerOrder: 10,
  payPerHour: 15,
});
const live = (of: Day) => new World(of).run(new LiveDispatcher(50));
const fine: Trip = {
  courierId: 'far',
  restaurant: 'r',
  leftAt: 8,
  thereAt: 20,
  pickedUpAt: 20,
  drops: [{ orderId: 'a', at: 29 }],
};

describe('a meal delivery day', () => {
  it('sends the courier just in time, and takes both orders of the restaurant at once', () => {
    const trips = live(day([order('a', 500, 0, 20), order('b', 600, 1, 21)]));
    const drops = [
      { orderId: 'a', at: 30 },
      { orderId: 'b', at: 35 },
    ];
    expect(trips).toEqual([{ ...fine, leftAt: 9, thereAt: 21, pickedUpAt: 21, drops }]);
  });

  it('takes nothing after the shift', () => {
    expect(live(day([order('a', 500, 0, 20)], 20))).toHaveLength(1);
    expect(live(day([order('a', 500, 0, 20)], 19))).toEqual([]);
  });

  it('runs the second errand when the first is done though no order comes any more', () => {
    const of = day([order('a', 500, 0, 20), order('b', 5500, 0, 20, 'q')]);
    expect(live(of).map((trip) => trip.restaurant)).toEqual(['r', 'q']);
    expect(checkTrips(of, live(of)).faults).toEqual([]);
  });

  it('is measured as the official evaluator does', () => {
    const of = day([order('a', 500, 0, 20), order('never', 500, 0, 300)]);
    const { faults, driving } = checkTrips(of, [fine]);
    expect(faults).toEqual([]);
    expect(metricsOf(of, [fine], driving)).toMatchObject({
      undeliveredPct: 50,
      clickToDoor: 29,
      readyToPickup: 0,
      utilisation: (15 + 8) / 200,
      costPerOrder: 50,
      ordersPerBundle: 1,
    });
  });
});

describe('the check of the log', () => {
  const of = day([order('a', 500, 10, 20), order('b', 500, 30, 40), order('c', 500, 0, 20, 'q')]);
  const broken: [string, Partial<Trip>][] = [
    ['is not ready', { thereAt: 19, leftAt: 7, pickedUpAt: 19, drops: [{ orderId: 'a', at: 28 }] }],
    ['before it is there', { leftAt: 10, thereAt: 22 }],
    ['not at the counter when it is', { leftAt: 12 }],
    ['dropped at a wrong time', { drops: [{ orderId: 'a', at: 28 }] }],
    ['cooked elsewhere', { drops: [{ orderId: 'c', at: 29 }] }],
    ['not placed yet', { drops: [{ orderId: 'b', at: 29 }] }],
    ['takes nothing', { drops: [] }],
    ['leaves before it can', { leftAt: -1, thereAt: 11 }],
    ['after its shift', { pickedUpAt: 201, drops: [{ orderId: 'a', at: 210 }] }],
    ['too late to count', { pickedUpAt: 150, drops: [{ orderId: 'a', at: 159 }] }],
    ['nobody is', { courierId: 'ghost' }],
  ];
  it.each(broken)('finds a trip that %s', (what, change) => {
    expect(checkTrips(of, [{ ...fine, ...change }]).faults.join()).toContain(what);
  });

  it('finds an order brought twice, and a courier in two places', () => {
    expect(checkTrips(of, [fine]).faults).toEqual([]);
    const twice = checkTrips(of, [fine, { ...fine, leftAt: 40, thereAt: 47, pickedUpAt: 47 }]).faults.join();
    expect(twice).toContain('twice');
    expect(checkTrips(of, [fine, { ...fine, leftAt: 25 }]).faults.join()).toContain('leaves before it can');
  });
});
