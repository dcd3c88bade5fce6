import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { choicesOut, reasonsOut } from '../../src/logistics/dispatch/explain.dto.ts';
import type { ChoicesView, ReasonsView } from '../../src/shared/explain-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import type { WhatIfView } from '../../src/shared/what-if-views.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet } from '../support/world.ts';

let started: StartedApp;
let office: Caller;

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());

const reasonsOf = async ({ id }: DeliveryView) =>
  (await office.get<ReasonsView>(`/deliveries/${id}/reasons`)).body;
const choicesOf = async ({ id }: DeliveryView) =>
  (await office.get<ChoicesView>(`/deliveries/${id}/choices`)).body;

describe('why an order has no courier', () => {
  it('names what is in each courier’s way and the least that would help; assigning anyway then works', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { capacity: [2, 30_000] });
    const bo = await w.rider('Bo', { skills: ['fridge'], capacity: [2, 5_000] });
    await quiet(started);
    const heavyCold = await w.wish(DOORS[1], { skills: ['fridge'], weightG: 9_000 });
    const why = await reasonsOf(heavyCold);
    expect(why.state).toBe('open');
    expect(reasonsOut.parse(why)).toEqual(why);
    const namesOf = (id: string) =>
      why.couriers.find(({ courierId }) => courierId === id)?.reasons.map(({ code, name }) => [code, name]);
    expect(namesOf(anna.id)).toEqual([[1, 'skill']]);
    expect(namesOf(bo.id)).toEqual([[3, 'capacity']]);

    const helps = why.relaxations.map(({ courierId, changes }) => [courierId, changes]);
    expect(helps).toEqual([
      [bo.id, [{ kind: 'capacity', capacity: [2, 9_000] }]],
      [anna.id, [{ kind: 'skills', skills: ['fridge'] }]],
      [null, [{ kind: 'extra', vehicle: 'bike', until: expect.any(String) }]],
    ]);
    const until = Date.parse((why.relaxations[2]!.changes[0] as { until: string }).until);
    expect(until % (15 * 60_000)).toBe(0);
    expect(until).toBeGreaterThan(Date.now());

    const { courierId, pickupIndex, dropoffIndex } = why.relaxations[0]!;
    const given = await office.post(`/deliveries/${heavyCold.id}/assign`, {
      courierId,
      pickupIndex,
      dropoffIndex,
    });
    expect(given.status).toBe(200);
    await quiet(started);
    expect((await reasonsOf(heavyCold)).state).toBe('on_route');
  });

  it('says how much longer a shift would do', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { onDuty: false });
    const now = Date.now();
    const shift = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 150_000).toISOString() };
    await office.post(`/couriers/${anna.id}/shifts`, shift);
    await anna.me.post('/courier/duty', { state: 'on' });
    await quiet(started);
    const why = await reasonsOf(await w.wish(DOORS[3]));
    expect(why.couriers).toMatchObject([{ courierId: anna.id, reasons: [{ code: 2, name: 'shiftEnds' }] }]);
    const [longer] = why.relaxations;
    expect(longer).toMatchObject({ courierId: anna.id, changes: [{ kind: 'shift' }] });
    const [change] = longer!.changes as unknown as [{ minutes: number; until: string }];
    expect(change.minutes).toBeGreaterThan(1);
    expect(change.minutes).toBeLessThan(20);
    expect(Math.abs(Date.parse(change.until) - Date.parse(shift.to) - change.minutes * 60_000)).toBeLessThan(
      1_000,
    );
  });

  it('offers one more courier where nobody is on duty, and says when the address is the trouble', async () => {
    const w = await newWorld(started, office);
    const why = await reasonsOf(await w.wish(DOORS[1]));
    expect(why).toMatchObject({
      state: 'no_courier',
      couriers: [],
      relaxations: [{ courierId: null, changes: [{ kind: 'extra' }] }],
    });
    const lost = await w.wish(undefined, { dropoff: { address: 'Ingenstansvägen 99999' } });
    expect((await reasonsOf(lost)).state).toBe('address_unknown');
  });

  it('does not call an order for tomorrow hopeless', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { onDuty: false });
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    await office.post(`/couriers/${anna.id}/shifts`, { from: at(-1), to: at(3) });
    await anna.me.post('/courier/duty', { state: 'on' });
    const tomorrow = await w.wish(DOORS[1], { window: { from: at(24), to: at(25) } });
    expect(tomorrow.unassigned?.code).toBe('no_shift_yet');
    const why = await reasonsOf(tomorrow);
    expect(why).toMatchObject({ state: 'not_yet', couriers: [], relaxations: [] });
    expect(reasonsOut.parse(why)).toEqual(why);
  });
});

describe('why this courier', () => {
  it('gives the price of the present one and of the next, and one of them can be taken', async () => {
    const w = await newWorld(started, office);
    const near = await w.rider('Anna', { autoAccept: true });
    const far = await w.rider('Bo', { autoAccept: true, at: { lon: 11.9478, lat: 57.6905 } });
    const delivery = await w.wish(DOORS[0]);
    const before = await choicesOf(delivery);
    expect(before).toMatchObject({
      state: 'assigned',
      present: { courierId: near.id, courierName: 'Anna', selfLateMinutes: 0 },
      others: [{ courierId: far.id, courierName: 'Bo' }],
    });
    expect(choicesOut.parse(before)).toEqual(before);
    const [next] = before.others;
    expect(next!.addedMinutes).toBeGreaterThan(before.present!.addedMinutes);
    expect(next!.cost).toBeGreaterThan(before.present!.cost);

    const { courierId, pickupIndex, dropoffIndex } = next!;
    const given = await office.post(`/deliveries/${delivery.id}/assign`, {
      courierId,
      pickupIndex,
      dropoffIndex,
    });
    expect(given.status).toBe(200);
    await quiet(started);
    const after = await choicesOf(await w.seen(delivery.id));
    expect(after).toMatchObject({ present: { courierId: far.id }, others: [{ courierId: near.id }] });
  });

  it('gives an order that is locked in its place to the next one where that was priced', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [
      await w.rider('Anna', { autoAccept: true }),
      await w.rider('Bo', { autoAccept: true }),
    ];
    const window = { from: new Date(Date.now() + 60 * 60_000), to: new Date(Date.now() + 90 * 60_000) };
    const later = await w.wish(DOORS[3], { window });
    await office.post(`/deliveries/${later.id}/assign`, { courierId: bo.id });
    const locked = await w.wish(DOORS[1]);
    await office.post(`/deliveries/${locked.id}/assign`, { courierId: anna.id });
    const [stop] = (await office.get<RouteView>(`/couriers/${anna.id}/route`)).body.stops;
    expect((await office.post(`/stops/${stop!.id}/lock`, { locked: true })).status).toBeLessThan(300);
    const [next] = (await choicesOf(locked)).others;
    expect(next).toMatchObject({ courierId: bo.id, pickupIndex: 0, dropoffIndex: 1 });
    const given = await office.post<{ route: RouteView }>(`/deliveries/${locked.id}/assign`, {
      courierId: bo.id,
    });
    expect(given.body.route.stops.map(({ deliveryId }) => deliveryId).slice(0, 2)).toEqual([
      locked.id,
      locked.id,
    ]);
  });

  it('counts whom another order would hold up', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    await w.rider('Bo', { autoAccept: true });
    const later = { readyAt: new Date(Date.now() + 30 * 60_000).toISOString() };
    const both = [await w.wish(DOORS[2], later), await w.wish(DOORS[1], later)];
    for (const { id } of both) await office.post(`/deliveries/${id}/assign`, { courierId: anna.id });
    await quiet(started);
    const { present } = await choicesOf(both[0]!);
    expect(present!.courierId).toBe(anna.id);
    const apart = (await choicesOf(both[0]!)).others[0]!;
    expect(apart).toMatchObject({ delayedOthers: 0, delayMinutes: 0 });
  });

  it('has none for goods that are aboard, nor for orders nobody has', async () => {
    const w = await newWorld(started, office);
    const waiting = await w.wish(DOORS[1]);
    expect(await choicesOf(waiting)).toMatchObject({ state: 'unassigned', present: null, others: [] });
    const anna = await w.rider('Anna', { autoAccept: true });
    await w.rider('Bo', { autoAccept: true });
    await quiet(started);
    const held = await w.seen(waiting.id);
    const route = (await anna.home()).route ?? null;
    if (held.courier?.id !== anna.id)
      await office.post(`/deliveries/${held.id}/assign`, { courierId: anna.id });
    await quiet(started);
    const pickup = ((await anna.home()).route ?? route)!.stops[0]!;
    await anna.me.post(`/stops/${pickup.id}/complete`, {});
    await quiet(started);
    expect(await choicesOf(held)).toMatchObject({
      state: 'aboard',
      present: { courierId: anna.id },
      others: [],
    });
  });

  it('is for the office only', async () => {
    const w = await newWorld(started, office);
    const { id } = await w.wish(DOORS[1]);
    for (const what of ['reasons', 'choices'])
      expect((await w.shop.get(`/deliveries/${id}/${what}`)).status).toBe(403);
  });
});

describe('what if', () => {
  const askOf = (zoneId: string, changes: object) =>
    office.post<WhatIfView>(`/zones/${zoneId}/what-if`, { seconds: 1, ...changes });

  it('shows what fewer and more couriers, another promise and other vehicles would do, and changes nothing', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    await w.rider('Bo', { autoAccept: true });
    // Promises so short that the couriers must share the work.
    const window = { to: new Date(Date.now() + 25 * 60_000).toISOString() };
    for (const door of [...DOORS, ...DOORS]) await w.wish(door, { window });
    const before = (await office.get(`/zones/${w.zone.id}/console`)).body;
    const until = new Date(Date.now() + 3 * 3_600_000).toISOString();

    const fewer = await askOf(w.zone.id, { couriersFewer: 1 });
    expect(fewer.status).toBe(200);
    expect(fewer.body.before).toMatchObject({ served: 8, unserved: 0 });
    expect(fewer.body.after.toDoorMean!).toBeGreaterThan(fewer.body.before.toDoorMean!);

    const more = (await askOf(w.zone.id, { couriersMore: { vehicle: 'bike', count: 3, until } })).body;
    expect(more.after.couriers).toBe(more.before.couriers + 3);
    expect(more.after.toDoorMean!).toBeLessThan(more.before.toDoorMean!);
    expect(more.couriers.filter(({ name }) => name === null).length).toBeGreaterThan(0);

    const sooner = (await askOf(w.zone.id, { promiseMinutes: 8 })).body;
    expect(sooner.before.late).toBe(0);
    expect(sooner.after.late).toBeGreaterThan(0);

    const cars = (await askOf(w.zone.id, { vehicle: 'car' })).body;
    expect(cars.after.courierHours).toBeLessThan(cars.before.courierHours);

    const after = (await office.get(`/zones/${w.zone.id}/console`)).body;
    const plansOf = (view: typeof before) => view.routes.map(({ planId }: RouteView) => planId);
    expect(plansOf(after)).toEqual(plansOf(before));
    expect((await anna.home()).route).not.toBeNull();
  }, 90_000);

  it('does not let anybody work longer than the shift because all are slower', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true, onDuty: false });
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const shift = { from: at(-1), to: at(40) };
    expect((await office.post(`/couriers/${anna.id}/shifts`, shift)).status).toBeLessThan(300);
    await anna.me.post('/courier/duty', { state: 'on' });
    for (const door of DOORS) await w.wish(door);
    const { before, after, couriers } = (await askOf(w.zone.id, { vehicle: 'foot' })).body;
    expect(before).toMatchObject({ served: 4, unserved: 0 });
    expect(after.served).toBeGreaterThan(0);
    expect(after.unserved).toBeGreaterThan(0);
    expect(couriers.map(({ after: work }) => work!.to <= shift.to)).toEqual([true]);
  }, 90_000);

  it('is asked by the office only, for one zone, with something to change', async () => {
    const w = await newWorld(started, office);
    expect((await w.shop.post(`/zones/${w.zone.id}/what-if`, { couriersFewer: 1 })).status).toBe(403);
    expect((await askOf(w.zone.id, {})).status).toBe(400);
    expect((await askOf(w.zone.id, { couriersFewer: -1 })).status).toBe(400);
    expect((await askOf(w.store.id, { couriersFewer: 1 })).status).toBe(404);
    const empty = await askOf(w.zone.id, { couriersFewer: 1 });
    expect(empty.body.before).toMatchObject({ served: 0, unserved: 0, toDoorMean: null });
  });
});
