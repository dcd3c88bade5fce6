import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleView, InsertionView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { SYSTEM } from '../../src/access/principal.ts';
import { AssignmentsService } from '../../src/logistics/deliveries/assignments.service.ts';
import { Improver } from '../../src/logistics/dispatch/improver.service.ts';
import { OffersService } from '../../src/logistics/dispatch/offers.service.ts';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import { Scenes } from '../../src/logistics/dispatch/scenes.service.ts';
import { TrackingService } from '../../src/logistics/tracking/tracking.service.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, STORE_AT, stopsOf, type Rider } from '../support/world.ts';

const NOWHERE = { lon: 11.5, lat: 57.5 };

// Without a worker no clock plans on its own: what happens here happens because a test asked for it.
let started: StartedApp;
let office: Caller;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });
const still = () => quiet(started);

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());

const routeOf = async ({ id }: Rider) => (await office.get<RouteView | null>(`/couriers/${id}/route`)).body;
const accept = async (rider: Rider) => {
  for (const { id } of (await rider.home()).offers) {
    const answer = await rider.me.post(`/offers/${id}/accept`);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  await still();
};
const act = async (rider: Rider, stopId: string, action: string, body: object = {}) => {
  const answer = await rider.me.post(`/stops/${stopId}/${action}`, body);
  await still();
  return answer;
};
const stopOf = async (rider: Rider, delivery: DeliveryView, kind: string) =>
  (await routeOf(rider))!.stops.find((stop) => stop.deliveryId === delivery.id && stop.kind === kind)!;

describe('a plan', () => {
  it('gives every delivery a courier, or says why it has none', async () => {
    const w = await newWorld(started, office);
    const early = await w.wish();
    expect(early).toMatchObject({ state: 'confirmed', unassigned: { code: 'no_courier' } });

    const anna = await w.rider('Anna');
    const bo = await w.rider('Bo', { capacity: [3, 5_000] });
    await still();
    const given = [await w.wish(DOORS[1]), await w.wish(DOORS[2]), await w.wish(DOORS[3])];
    const heavy = await w.wish(DOORS[1], { weightG: 900_000 });
    const cold = await w.wish(DOORS[1], { skills: ['fridge'] });
    const lost = await w.wish(undefined, { dropoff: { address: 'Ingenstansvägen 99999' } });
    const island = await w.wish(NOWHERE);

    const onRoute = [...stopsOf(await routeOf(anna)), ...stopsOf(await routeOf(bo))];
    for (const { number } of [early, ...given])
      expect(onRoute).toEqual(expect.arrayContaining([`pickup ${number}`, `dropoff ${number}`]));
    expect(onRoute).toHaveLength(8);
    expect((await w.seen(early.id)).unassigned).toBeNull();
    const whyNot = async ({ id }: DeliveryView) => (await w.seen(id)).unassigned?.code;
    expect(await whyNot(heavy)).toBe('capacity');
    expect(await whyNot(cold)).toBe('skill');
    expect(await whyNot(lost)).toBe('address_unknown');
    expect(await whyNot(island)).toBe('unreachable');
    const byHand = await office.post(`/deliveries/${island.id}/assign`, { courierId: anna.id });
    expect(byHand).toMatchObject({ status: 409, body: { code: 'unreachable' } });
  });

  it('takes up what could not be done as soon as it can', async () => {
    const w = await newWorld(started, office);
    await w.rider('Anna');
    const cold = await w.wish(DOORS[1], { skills: ['fridge'] });
    expect(cold.unassigned?.code).toBe('skill');
    const bo = await w.rider('Bo', { skills: ['fridge'], autoAccept: true });
    await still();
    expect(await w.seen(cold.id)).toMatchObject({ unassigned: null, courier: { id: bo.id } });
  });

  it('lets two orders of one store be picked up and delivered in the planned order', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const [one, two] = [await w.wish(DOORS[1]), await w.wish(DOORS[2])];
    const planned = (await routeOf(anna))!;
    expect(planned.stops).toHaveLength(4);
    const visited: string[] = [];
    for (let visits = 0; visits < 4; visits++) {
      const route = (await anna.home()).route!;
      expect(stopsOf(route)).toEqual(stopsOf(planned).slice(visits));
      expect(route.stops[0]!.state).not.toBe('pending');
      visited.push(route.stops[0]!.id);
      expect((await act(anna, route.stops[0]!.id, 'complete')).status).toBe(200);
    }
    expect(visited).toEqual(planned.stops.map(({ id }) => id));
    for (const { id } of [one, two]) expect((await w.seen(id)).state).toBe('delivered');
    expect((await anna.home()).courier.state).toBe('idle');
    expect((await anna.home()).route).toBeNull();
  });

  it('is refused when what it was decided on has changed since', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const first = await w.wish(DOORS[1]);
    const old = await get(Scenes).look(w.zone.id);
    const second = await w.wish(DOORS[2], { skills: ['fridge'] });
    const behind = { courierId: anna.id, pickupIndex: 2, dropoffIndex: 3 };
    expect((await office.post(`/deliveries/${second.id}/assign`, behind)).status).toBe(200);
    const before = stopsOf(await routeOf(anna));
    expect(before).toHaveLength(4);
    // A plan of the old state knows nothing of the second delivery and must not take it from Anna.
    const visits = old.snapshot.deliveries[0]!.stops.map(({ stopId }, i) => ({
      stopId,
      deliveryId: first.id,
      plannedArrival: new Date(Date.now() + i * 60_000),
      plannedDeparture: new Date(Date.now() + i * 60_000),
      setOut: new Date(),
      spareMs: 0,
    }));
    const plans = [{ courierId: anna.id, visits, changed: true }];
    const directive = { me: SYSTEM, reason: 'test', directed: new Set<string>() };
    expect(await get(Planner).direct(old, plans, directive)).toBeNull();
    expect(stopsOf(await routeOf(anna))).toEqual(before);
    expect((await w.seen(second.id)).courier?.id).toBe(anna.id);

    const lone = await w.wish(DOORS[3]);
    const fresh = await get(Scenes).look(w.zone.id);
    await w.shop.post(`/deliveries/${lone.id}/cancel`);
    const empty = [{ courierId: anna.id, visits: [], changed: true }];
    expect(await get(Planner).direct(fresh, empty, directive)).toBeNull();
  });

  it('is changed by improving only for a clear gain', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    for (const door of DOORS) await w.wish(door);
    expect(await get(Improver).improve(w.zone.id)).toBeNull();
    const good = await routeOf(anna);
    const free = (good!.stops[0]!.state === 'pending' ? [] : [good!.stops[0]!.id]) as string[];
    const dropoffs = good!.stops.filter(({ kind }) => kind === 'dropoff').map(({ id }) => id);
    const pickups = good!.stops.filter(({ kind }) => kind === 'pickup').map(({ id }) => id);
    // The worst order there is: far and near in turns.
    const zigzag = [dropoffs[3]!, dropoffs[0]!, dropoffs[2]!, dropoffs[1]!];
    const order = [...free, ...pickups.filter((id) => !free.includes(id)), ...zigzag];
    expect((await office.post(`/couriers/${anna.id}/route/order`, { stopIds: order })).status).toBe(200);
    const published = (await office.post(`/zones/${w.zone.id}/optimise`)).body;
    const now = await routeOf(anna);
    expect(published.improved).toBe(true);
    expect(now!.stops.map(({ id }) => id)).not.toEqual(order);
    expect(now!.planId).not.toBe(good!.planId);
    expect(await get(Improver).improve(w.zone.id)).toBeNull();
  }, 90_000);
});

describe('an offer', () => {
  it('that is rejected goes to the other courier', async () => {
    const w = await newWorld(started, office);
    const riders = [await w.rider('Anna'), await w.rider('Bo')];
    const delivery = await w.wish();
    const homes = await Promise.all(riders.map((rider) => rider.home()));
    const asked = homes.findIndex(({ offers }) => offers.length > 0);
    const [first, other] = [riders[asked]!, riders[1 - asked]!];
    const offer = homes[asked]!.offers[0]!;
    expect(offer).toMatchObject({ deliveryId: delivery.id, number: delivery.number });
    expect((await other.me.post(`/offers/${offer.id}/accept`)).status).toBe(404);
    expect((await first.me.post(`/offers/${offer.id}/reject`)).status).toBe(200);
    await still();
    expect(await first.home()).toMatchObject({ offers: [], route: null });
    expect((await other.home()).offers).toMatchObject([{ deliveryId: delivery.id }]);
    expect(await first.me.post(`/offers/${offer.id}/accept`)).toMatchObject({
      status: 409,
      body: { code: 'offer_over' },
    });
    await accept(other);
    expect(await w.seen(delivery.id)).toMatchObject({
      state: expect.stringMatching(/^(assigned|enroute_to_pickup)$/),
      courier: { id: other.id },
    });
  });

  it('that nobody answers lapses and goes to the other courier; when both let it lapse, the delivery says so', async () => {
    const w = await newWorld(started, office);
    const riders = [await w.rider('Anna'), await w.rider('Bo')];
    const delivery = await w.wish();
    const asked = async () => {
      const homes = await Promise.all(riders.map((rider) => rider.home()));
      return riders.filter((_, i) => homes[i]!.offers.length > 0).map(({ id }) => id);
    };
    const first = await asked();
    expect(first).toHaveLength(1);
    await get(OffersService).expire(new Date(Date.now() + 30_000));
    await still();
    expect(await asked()).toEqual(first);
    await get(OffersService).expire(new Date(Date.now() + 61_000));
    await still();
    const second = await asked();
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
    await get(OffersService).expire(new Date(Date.now() + 122_000));
    await still();
    expect(await asked()).toEqual([]);
    expect(await w.seen(delivery.id)).toMatchObject({
      state: 'confirmed',
      unassigned: { code: 'refused_by_couriers' },
    });
    for (const rider of riders) expect(await routeOf(rider)).toBeNull();
  });

  it('leaves the courier when the delivery is cancelled', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const delivery = await w.wish();
    expect((await anna.home()).offers).toHaveLength(1);
    await w.shop.post(`/deliveries/${delivery.id}/cancel`, { reason: 'sold out' });
    await still();
    expect(await anna.home()).toMatchObject({ offers: [], route: null });
  });

  it('never leaves two couriers with one delivery, however many say yes at once', async () => {
    const w = await newWorld(started, office);
    const riders = [await w.rider('Anna'), await w.rider('Bo')];
    const delivery = await w.wish();
    const homes = await Promise.all(riders.map((rider) => rider.home()));
    const asked = homes.findIndex(({ offers }) => offers.length > 0);
    const offer = homes[asked]!.offers[0]!;
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => riders[asked]!.me.post(`/offers/${offer.id}/accept`)),
      riders[1 - asked]!.me.post(`/offers/${offer.id}/accept`),
      ...Array.from({ length: 4 }, (_, i) =>
        office.post(`/deliveries/${delivery.id}/assign`, { courierId: riders[i % 2]!.id }),
      ),
      get(OffersService).expire(new Date(Date.now() + 61_000)),
    ]);
    await still();
    for (const answer of answers) if (answer) expect([200, 404, 409]).toContain(answer.status);
    const { courier, state } = await w.seen(delivery.id);
    expect(courier).not.toBeNull();
    expect(['assigned', 'enroute_to_pickup']).toContain(state);
    const holders = await Promise.all(
      riders.map(async (rider) => stopsOf(await routeOf(rider)).length > 0 && rider.id),
    );
    expect(holders.filter(Boolean)).toEqual([courier!.id]);
    expect((await Promise.all(riders.map((rider) => rider.home()))).flatMap(({ offers }) => offers)).toEqual(
      [],
    );
  });
});

describe('the dispatcher', () => {
  it('assigns by hand without asking, also to the courier who is being asked', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const delivery = await w.wish();
    expect((await anna.home()).offers).toHaveLength(1);
    const answer = await office.post(`/deliveries/${delivery.id}/assign`, { courierId: anna.id });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        delivery: { id: delivery.id, courier: { id: anna.id } },
        route: { stops: [{ kind: 'pickup' }, { kind: 'dropoff' }] },
      },
    });
    await still();
    expect((await anna.home()).offers).toEqual([]);

    const bo = await w.rider('Bo');
    await office.post(`/deliveries/${delivery.id}/assign`, { courierId: bo.id });
    await still();
    expect((await w.seen(delivery.id)).courier?.id).toBe(bo.id);
    expect(await routeOf(anna)).toBeNull();
    expect((await anna.home()).courier.state).toBe('idle');
    expect((await bo.home()).courier.state).toBe('on_task');
  });

  it('may give what no plan would; planning then leaves it there', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const cold = await w.wish(DOORS[1], { skills: ['fridge'], weightG: 900_000 });
    expect(cold.courier).toBeNull();
    await office.post(`/deliveries/${cold.id}/assign`, { courierId: anna.id });
    await w.wish(DOORS[2]);
    await get(Improver).improve(w.zone.id);
    await still();
    expect((await w.seen(cold.id)).courier?.id).toBe(anna.id);
    expect(stopsOf(await routeOf(anna))).toEqual(expect.arrayContaining([`dropoff ${cold.number}`]));
  });

  it('refuses an unknown or resting courier, a foreign place and a delivery that is under way', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const resting = await w.rider('Bo', { onDuty: false });
    const delivery = await w.wish();
    const assign = (body: object) => office.post(`/deliveries/${delivery.id}/assign`, body);
    expect(await assign({ courierId: resting.id })).toMatchObject({
      status: 409,
      body: { code: 'courier_not_on_duty' },
    });
    expect((await assign({ courierId: anna.id, pickupIndex: 7 })).status).toBe(400);
    expect((await assign({ courierId: anna.id, pickupIndex: 0, dropoffIndex: 9 })).status).toBe(400);
    const pickup = await stopOf(anna, delivery, 'pickup');
    await act(anna, pickup.id, 'complete');
    expect(await assign({ courierId: anna.id })).toMatchObject({
      status: 409,
      body: { code: 'not_plannable' },
    });
    expect((await office.post(`/deliveries/${delivery.id}/unassign`)).status).toBe(409);
  });

  it('takes a delivery away, and the same courier is not asked again', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const [offered, held] = [await w.wish(DOORS[1]), await w.wish(DOORS[2])];
    await office.post(`/deliveries/${held.id}/assign`, { courierId: anna.id });
    for (const { id } of [offered, held]) {
      expect((await office.post(`/deliveries/${id}/unassign`)).status).toBe(200);
      await still();
    }
    expect(await anna.home()).toMatchObject({ offers: [], route: null, courier: { state: 'idle' } });
    for (const { id } of [offered, held])
      expect(await w.seen(id)).toMatchObject({
        state: 'confirmed',
        courier: null,
        unassigned: { code: 'refused_by_couriers' },
      });
    const stale = await office.post(`/deliveries/${held.id}/unassign`, {}, { 'if-match': '1' });
    expect(stale.status).toBe(409);
  });

  it('reorders stops, but never before a locked one or a delivery before its pickup', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const later = { readyAt: new Date(Date.now() + 40 * 60_000).toISOString() };
    for (const door of [DOORS[1], DOORS[2]]) await w.wish(door, later);
    const route = (await routeOf(anna))!;
    expect(route.stops.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending', 'pending']);
    const order = (stopIds: string[]) => office.post(`/couriers/${anna.id}/route/order`, { stopIds });
    const pickups = route.stops.filter(({ kind }) => kind === 'pickup').map(({ id }) => id);
    const dropoffs = route.stops.filter(({ kind }) => kind === 'dropoff').map(({ id }) => id);
    const swapped = [...pickups.toReversed(), ...dropoffs.toReversed()];
    const answer = await order(swapped);
    expect(answer.status).toBe(200);
    expect(answer.body.stops.map(({ id }: { id: string }) => id)).toEqual(swapped);
    const arrivals = answer.body.stops.map(
      ({ plannedArrival }: RouteView['stops'][number]) => plannedArrival,
    );
    expect(arrivals).toEqual(arrivals.toSorted());
    expect(answer.body.line.length).toBeGreaterThan(5);

    expect((await order(swapped.slice(1))).status).toBe(400);
    expect((await order([...dropoffs, ...pickups])).status).toBe(409);
    expect((await routeOf(anna))!.stops.map(({ id }) => id)).toEqual(swapped);

    const locked = await office.post(`/stops/${swapped[0]}/lock`, { locked: true });
    expect(locked.body.stops[0]).toMatchObject({ id: swapped[0], locked: true });
    expect(await order([swapped[1]!, swapped[0]!, swapped[2]!, swapped[3]!])).toMatchObject({
      status: 409,
      body: { code: 'stop_locked' },
    });
    const third = await w.wish(DOORS[3], later);
    await get(Improver).improve(w.zone.id);
    expect((await routeOf(anna))!.stops[0]!.id).toBe(swapped[0]);
    expect(
      await office.post(`/deliveries/${third.id}/assign`, { courierId: anna.id, pickupIndex: 0 }),
    ).toMatchObject({ status: 409, body: { code: 'stop_locked' } });
    expect((await routeOf(anna))!.stops[0]!.id).toBe(swapped[0]);
    await office.post(`/stops/${swapped[0]}/lock`, { locked: false });
    expect(
      await office.post(`/deliveries/${third.id}/assign`, { courierId: anna.id, pickupIndex: 0 }),
    ).toMatchObject({ status: 200, body: { route: { stops: { 0: { deliveryId: third.id } } } } });
  });

  it('sees where a delivery could go, and at what price', async () => {
    const w = await newWorld(started, office);
    const near = await w.rider('Anna');
    const far = await w.rider('Bo', { at: { lon: 11.9478, lat: 57.6905 } });
    const delivery = await w.wish(DOORS[0]);
    const found = (await office.get<InsertionView[]>(`/deliveries/${delivery.id}/insertions`)).body;
    expect(found.map(({ courierId }) => courierId)).toEqual([near.id, far.id]);
    expect(found[0]).toMatchObject({ courierName: 'Anna', pickupIndex: 0, dropoffIndex: 1, lateMinutes: 0 });
    expect(found[0]!.addedMinutes).toBeLessThan(found[1]!.addedMinutes);
    expect(Date.parse(found[0]!.dropoffEta)).toBeGreaterThan(Date.now());
    await accept(near);
    await act(near, (await stopOf(near, delivery, 'pickup')).id, 'complete');
    expect((await office.get(`/deliveries/${delivery.id}/insertions`)).body).toEqual([]);
  });

  it('sees the zone with its routes, lines and stops', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const [delivery, waiting] = [await w.wish(DOORS[1]), await w.wish(DOORS[2], { skills: ['fridge'] })];
    const { body } = await office.get<ConsoleView>(`/zones/${w.zone.id}/console`);
    expect(body).toMatchObject({
      zone: { id: w.zone.id },
      stores: [{ id: w.store.id }],
      couriers: [{ id: anna.id, state: 'on_task', position: { lon: expect.closeTo(STORE_AT.lon, 3) } }],
      routes: [
        {
          courierId: anna.id,
          engine: 'embedded',
          stops: [
            { kind: 'pickup', deliveryId: delivery.id },
            { kind: 'dropoff', deliveryId: delivery.id },
          ],
        },
      ],
    });
    expect(body.routes[0]!.line.length).toBeGreaterThan(3);
    expect(body.deliveries.map(({ id }) => id).toSorted()).toEqual([delivery.id, waiting.id].toSorted());
    expect((await w.shop.get(`/zones/${w.zone.id}/console`)).status).toBe(403);
  });
});

describe('when things change', () => {
  it('a courier whom the map can not place is given work all the same', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true, at: NOWHERE });
    const delivery = await w.wish();
    expect(delivery.courier?.id).toBe(anna.id);
    expect((await routeOf(anna))!.line[0]).toMatchObject(NOWHERE);
  });

  it('a courier who goes off duty gives back what it has not picked up', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [await w.rider('Anna'), await w.rider('Bo', { onDuty: false })];
    const offered = await w.wish();
    expect((await anna.home()).offers).toHaveLength(1);
    await bo.me.post('/courier/duty', { state: 'on' });
    expect((await anna.me.post('/courier/duty', { state: 'off' })).status).toBe(200);
    await still();
    expect(await anna.home()).toMatchObject({ offers: [], route: null });
    expect((await bo.home()).offers).toMatchObject([{ deliveryId: offered.id }]);
    await accept(bo);
    expect((await w.seen(offered.id)).courier?.id).toBe(bo.id);
    // Who has work finishes it or lets the dispatcher take it back first.
    expect((await bo.me.post('/courier/duty', { state: 'off' })).status).toBe(409);
  });

  it('goods aboard stay with a courier whose shift ends, and do not keep the zone from being planned', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { onDuty: false });
    const now = Date.now();
    const shift = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 150_000).toISOString() };
    expect((await office.post(`/couriers/${anna.id}/shifts`, shift)).status).toBe(201);
    await anna.me.post('/courier/duty', { state: 'on' });
    await still();
    const carried = await w.wish(DOORS[3], {});
    expect(carried.unassigned?.code).toBeDefined();
    await office.post(`/deliveries/${carried.id}/assign`, { courierId: anna.id });
    await act(anna, (await stopOf(anna, carried, 'pickup')).id, 'complete');
    const bo = await w.rider('Bo', { autoAccept: true });
    const next = await w.wish(DOORS[1]);
    expect(next.courier?.id).toBe(bo.id);
    await get(Improver).improve(w.zone.id);
    expect(stopsOf(await routeOf(anna))).toEqual([`dropoff ${carried.number}`]);
  });

  it('a cancelled delivery leaves the route of who had accepted it', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const [gone, kept] = [await w.wish(DOORS[1]), await w.wish(DOORS[2])];
    expect((await w.shop.post(`/deliveries/${gone.id}/cancel`)).status).toBe(200);
    await still();
    const route = (await routeOf(anna))!;
    expect(stopsOf(route)).toEqual([`pickup ${kept.number}`, `dropoff ${kept.number}`]);
    expect(route.stops[0]!.state).toBe('enroute');
    const drive = await get(TrackingService).driveOf(anna.id);
    expect(drive?.stops.map(({ stopId }) => stopId)).toEqual(route.stops.map(({ id }) => id));
    await w.shop.post(`/deliveries/${kept.id}/cancel`);
    await still();
    expect(await anna.home()).toMatchObject({ route: null, courier: { state: 'idle' } });
  });

  it('a failed attempt brings the goods back to the store', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true, at: DOORS[0] });
    const delivery = await w.wish();
    await act(anna, (await stopOf(anna, delivery, 'pickup')).id, 'complete');
    const dropoff = await stopOf(anna, delivery, 'dropoff');
    await act(anna, dropoff.id, 'arrive');
    await act(anna, dropoff.id, 'fail', { reason: 'not_home' });
    expect((await w.seen(delivery.id)).state).toBe('returning');
    const route = (await anna.home()).route!;
    expect(stopsOf(route)).toEqual([`return ${delivery.number}`]);
    expect(route.line.length).toBeGreaterThan(1);
    expect(route.stops[0]).toMatchObject({ state: 'enroute', allowed: ['arrive', 'complete'] });
    await act(anna, route.stops[0]!.id, 'complete');
    expect(await w.seen(delivery.id)).toMatchObject({ state: 'returned', outcome: { result: 'returned' } });
    expect(await anna.home()).toMatchObject({ route: null, courier: { state: 'idle' } });
  });

  it('a store that was not ready is visited again, by whoever is free', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const delivery = await w.wish();
    await act(anna, (await stopOf(anna, delivery, 'pickup')).id, 'fail', { reason: 'not_ready' });
    const waits = await w.seen(delivery.id);
    expect(waits).toMatchObject({ state: 'confirmed', unassigned: null });
    expect(Date.parse(waits.offerAt!)).toBeGreaterThan(Date.now() + 5 * 60_000);
    const [pickup] = (await routeOf(anna))!.stops;
    expect(Date.parse(pickup!.plannedArrival)).toBeGreaterThan(Date.now() + 10 * 60_000);
  });

  it('work taken from a courier by another hand ends its way there', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const delivery = await w.wish();
    await get(AssignmentsService).unassign(SYSTEM, delivery.id, 'test');
    await get(OffersService).keepFrom(delivery.id, anna.id, w.zone.id, new Date());
    await still();
    expect(await anna.home()).toMatchObject({ route: null, courier: { state: 'idle' } });
  });
});
