import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReasonsView } from '../../src/shared/explain-views.ts';
import type { TrackView } from '../../src/shared/page-views.ts';
import type { DeliveryView, HistoryView, PageOf } from '../../src/shared/views.ts';
import { caller, connect, until, watch, type Caller, type TestSocket } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, type World } from '../support/world.ts';

const MINUTE = 60_000;
let started: StartedApp;
let office: Caller;
const sockets: TestSocket[] = [];

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await started.stop();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
const later = ({ window }: DeliveryView, minutes: number) => ({
  window: { to: new Date(Date.parse(window.to) + minutes * MINUTE).toISOString() },
});
const correct = (who: Caller, { id }: { id: string }, body: object, headers?: Record<string, string>) =>
  who.patch(`/deliveries/${id}`, body, headers);
const historyOf = async (w: World, { id }: DeliveryView) =>
  (await w.shop.get<PageOf<HistoryView>>(`/deliveries/${id}/history`)).body.items;

/** A customer's page and the shop's program, both watching. */
async function watchers(w: World, delivery: DeliveryView) {
  const { token } = (await w.shop.post(`/deliveries/${delivery.id}/share`)).body;
  const [page, shop] = [
    await connect(started.url, { share: token }),
    await connect(started.url, { key: w.shopKey }),
  ];
  sockets.push(page, shop);
  const stream = `order:${delivery.orderId ?? delivery.id}` as const;
  const [customer, program] = [await watch(page, stream), await watch(shop, stream)];
  const tracked = async () => (await caller(started.url, {}).get<TrackView>(`/track/${token}`)).body;
  return { customer: customer.entries, program: program.entries, tracked };
}

describe('moving a promise', () => {
  it('is told to the customer, the shop and the history, and a repeat changes nothing', async () => {
    const w = await newWorld(started, office);
    await w.rider('Anna', { autoAccept: true });
    await quiet(started);
    const tight = await w.wish(DOORS[2], { window: { to: inMinutes(1.5) } });
    const told = await watchers(w, tight);

    const body = later(tight, 30);
    const headers = { 'idempotency-key': 'move-1', 'if-match': String(tight.version) };
    const moved = await correct(office, tight, body, headers);
    expect(moved).toMatchObject({ status: 200, body: { window: { from: null, to: body.window.to } } });
    expect((await correct(office, tight, body, headers)).body).toEqual(moved.body);
    await quiet(started);

    const now = await w.seen(tight.id);
    expect(now.window).toEqual(moved.body.window);
    const news = { kind: 'promise', window: moved.body.window, firstPromise: tight.window.to };
    for (const entries of [told.customer, told.program])
      await until('it is told', () => entries.some((one) => one.news.kind === 'promise'));
    expect(told.customer.filter((one) => one.news.kind === 'promise')).toMatchObject([{ news }]);
    expect(await told.tracked()).toMatchObject({ window: news.window, firstPromise: tight.window.to });
    const lines = (await historyOf(w, now)).filter(({ kind }) => kind === 'promise_moved');
    expect(lines).toMatchObject([{ from: tight.window.to, to: body.window.to, by: { kind: 'dispatcher' } }]);
    expect((await correct(office, now, body)).body.version).toBe(now.version);

    await correct(office, now, { window: { from: inMinutes(40), to: inMinutes(60) } });
    await correct(office, now, body);
    expect((await historyOf(w, now)).filter(({ kind }) => kind === 'promise_moved')).toHaveLength(3);
  });

  it('judges what was foretold by the new promise', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    await quiet(started);
    const tight = await w.wish(DOORS[2], { window: { to: inMinutes(1.5) } });
    await office.post(`/deliveries/${tight.id}/assign`, { courierId: anna.id });
    await quiet(started);
    expect((await w.seen(tight.id)).lateProbability).toBeGreaterThan(0.9);
    await correct(w.shop, tight, later(tight, 90));
    await quiet(started);
    expect((await w.seen(tight.id)).lateProbability).toBeLessThan(0.1);
    const { window } = later(tight, 90);
    expect((await anna.home()).route!.stops.at(-1)!.window).toEqual({ from: null, ...window });
  });

  it('is refused with the field, on an old version, to a strange shop, and once the goods left', async () => {
    const w = await newWorld(started, office);
    const other = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    await quiet(started);
    const delivery = await w.wish(DOORS[0]);
    const fieldsOf = async (body: object) => {
      const { status, body: problem } = await correct(office, delivery, body);
      return [status, problem.errors?.map(({ field }: { field: string }) => field)];
    };
    expect(await fieldsOf({})).toEqual([400, ['window']]);
    expect(await fieldsOf({ window: { to: 'soon' } })).toEqual([400, ['window.to']]);
    expect(await fieldsOf({ window: { to: inMinutes(-5) } })).toEqual([400, ['window.to']]);
    expect(await fieldsOf({ window: { from: inMinutes(9), to: inMinutes(8) } })).toEqual([
      400,
      ['window.to'],
    ]);
    expect(await fieldsOf({ dropoff: { address: 'Ingenstansvägen 99999' } })).toEqual([
      400,
      ['dropoff.address'],
    ]);
    const old = { 'if-match': String(delivery.version - 1) };
    expect((await correct(office, delivery, later(delivery, 5), old)).status).toBe(409);
    expect((await correct(other.shop, delivery, later(delivery, 5))).status).toBe(404);

    const [pickup] = (await anna.home()).route!.stops;
    expect((await anna.me.post(`/stops/${pickup!.id}/complete`)).status).toBe(200);
    await quiet(started);
    const refused = { status: 409, body: { code: 'not_correctable' } };
    expect(await correct(w.shop, delivery, later(delivery, 5))).toMatchObject(refused);
    const door = { dropoff: { address: 'Vasagatan 1', at: DOORS[1] } };
    expect(await correct(office, delivery, door)).toMatchObject(refused);
    expect((await correct(office, delivery, later(delivery, 5))).status).toBe(200);
  });

  it('keeps the customer’s link alive as long as the new promise', async () => {
    const w = await newWorld(started, office);
    const delivery = await w.wish(DOORS[0]);
    const { tracked } = await watchers(w, delivery);
    const before = (await tracked()).expiresAt;
    await correct(w.shop, delivery, later(delivery, 3 * 24 * 60));
    await quiet(started);
    expect(Date.parse((await tracked()).expiresAt) - Date.parse(before)).toBe(3 * 24 * 60 * MINUTE);
  });
});

describe('correcting a door', () => {
  it('finds the place of an order that nobody could find, which then gets its courier', async () => {
    const w = await newWorld(started, office);
    await w.rider('Anna', { autoAccept: true });
    await quiet(started);
    const lost = await w.wish(undefined, {
      dropoff: { address: 'Ingenstansvägen 99999', notes: 'Code 4711' },
    });
    expect(lost).toMatchObject({ unassigned: { code: 'address_unknown' }, dropoff: { at: null } });
    const dropoff = { address: 'Engelbrektsgatan 1', at: DOORS[1] };
    const found = await correct(w.shop, lost, { dropoff }, { 'if-match': String(lost.version) });
    expect(found).toMatchObject({ status: 200, body: { dropoff: { ...dropoff, notes: 'Code 4711' } } });
    expect(found.body.version).toBeGreaterThan(lost.version);
    await quiet(started);
    expect(await w.seen(lost.id)).toMatchObject({ courier: { name: 'Anna' }, unassigned: null });
    expect((await historyOf(w, lost)).map(({ kind }) => kind)).toContain('door_moved');
  });

  it('leads a courier who has it to the new door', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    await quiet(started);
    const delivery = await w.wish(DOORS[0]);
    const before = (await anna.home()).route!;
    await correct(office, delivery, { dropoff: { address: 'Skanstorget 1', at: DOORS[3] } });
    await quiet(started);
    const after = (await anna.home()).route!;
    expect(after.stops.at(-1)!.place).toMatchObject({ address: 'Skanstorget 1', at: DOORS[3] });
    expect(after.line.at(-1)).not.toEqual(before.line.at(-1));
  });
});

describe('a longer shift', () => {
  it('lets in an order that came too late for it; the courier sees it, and it can be taken back', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { onDuty: false, autoAccept: true });
    const planned = { from: inMinutes(-1), to: inMinutes(2.5) };
    const shift = (await office.post(`/couriers/${anna.id}/shifts`, planned)).body;
    await anna.me.post('/courier/duty', { state: 'on' });
    await quiet(started);
    const late = await w.wish(DOORS[3]);
    expect(late.courier).toBeNull();
    const why = (await office.get<ReasonsView>(`/deliveries/${late.id}/reasons`)).body;
    const [change] = why.relaxations[0]!.changes as [{ kind: string; until: string }];
    expect(change.kind).toBe('shift');

    const path = `/couriers/${anna.id}/shifts/${shift.id}`;
    const { version } = (await anna.home()).courier;
    const to = new Date(Date.parse(change.until) + 2 * MINUTE).toISOString();
    const longer = await office.patch(path, { to }, { 'if-match': String(version) });
    expect(longer).toMatchObject({ status: 200, body: { id: shift.id, to } });
    expect((await office.patch(path, { to }, { 'if-match': String(version) })).status).toBe(409);
    await quiet(started);
    expect((await anna.home()).courier.shift).toMatchObject({ id: shift.id, to });
    expect((await w.seen(late.id)).courier).toMatchObject({ name: 'Anna' });
    expect((await office.patch(path, { to: planned.to })).body.to).toBe(planned.to);
  });

  it('is refused with the field, for strange shifts, and to couriers', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [await w.rider('Anna'), await w.rider('Bo')];
    const { shift } = (await anna.home()).courier;
    const path = `/couriers/${anna.id}/shifts/${shift!.id}`;
    const refused = await office.patch(path, { to: inMinutes(-60) });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid_shift', errors: [{ field: 'to' }] },
    });
    expect((await office.patch(path, { to: 'never' })).body.errors).toMatchObject([{ field: 'to' }]);
    const strange = `/couriers/${bo.id}/shifts/${shift!.id}`;
    expect((await office.patch(strange, { to: inMinutes(60) })).status).toBe(404);
    expect((await anna.me.patch(path, { to: inMinutes(600) })).status).toBe(403);
  });
});

describe('a shift for one more courier', () => {
  it('is planned for somebody at home who is able, taken back until it is begun, and kept after that', async () => {
    const w = await newWorld(started, office);
    const plain = await w.rider('Anna', { onDuty: false });
    const cold = await w.rider('Bo', { onDuty: false, skills: ['fridge'], autoAccept: true });
    const order = await w.wish(DOORS[1], { skills: ['fridge'] });
    const why = async () => (await office.get<ReasonsView>(`/deliveries/${order.id}/reasons`)).body;
    expect((await why()).couldCome).toEqual([cold.id]);

    const shifts = `/couriers/${cold.id}/shifts`;
    const planned = { from: inMinutes(-1), to: inMinutes(120) };
    const first = (await office.post(shifts, planned)).body;
    expect((await cold.home()).courier).toMatchObject({ state: 'off_duty', shift: { id: first.id } });
    expect((await plain.me.delete(`${shifts}/${first.id}`)).status).toBe(403);
    const strange = `/couriers/${plain.id}/shifts/${first.id}`;
    expect((await office.delete(strange)).status).toBe(404);
    expect((await office.delete(`${shifts}/${first.id}`)).status).toBe(204);
    expect((await cold.home()).courier.shift).toBeNull();

    const second = (await office.post(shifts, planned)).body;
    await cold.me.post('/courier/duty', { state: 'on' });
    await quiet(started);
    expect((await cold.home()).courier.shift).toMatchObject({ id: second.id, to: planned.to });
    expect((await w.seen(order.id)).courier).toMatchObject({ name: 'Bo' });
    const tooLate = await office.delete(`${shifts}/${second.id}`);
    expect(tooLate).toMatchObject({ status: 409, body: { code: 'shift_begun' } });
    expect((await why()).couldCome).toEqual([]);
  });
});
