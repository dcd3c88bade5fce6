import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM, type Principal } from '../../src/access/principal.ts';
import { PlanningService } from '../../src/logistics/deliveries/planning.service.ts';
import { StopsService } from '../../src/logistics/deliveries/stops.service.ts';
import { CouriersService } from '../../src/logistics/fleet/couriers.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { caller, until, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const DOOR = { lon: 11.985, lat: 57.697 };
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

let started: StartedApp;
let shop: Caller;
let otherShop: Caller;
let office: Caller;
let courier: Caller;
let phone: Caller;
let ada: Principal;
let storeId: string;
let otherStoreId: string;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });

beforeAll(async () => {
  started = await startApp();
  const people = peopleOf(started);
  const zone = await people.zone();
  storeId = (await people.store('Bageriet')).id;
  otherStoreId = (await people.store('Blommor', { lon: 11.95, lat: 57.7 })).id;
  shop = caller(started.url, (await people.key(storeId)).headers);
  otherShop = caller(started.url, (await people.key(otherStoreId)).headers);
  office = caller(started.url, await (await people.account({ role: 'administrator' })).headers());
  const { id } = await people.courier(zone.id, 'Ada');
  const account = await people.account({ role: 'courier', courierId: id });
  ada = account.principal;
  phone = caller(started.url, (await people.device(id)).headers);
  courier = caller(started.url, await account.headers());
  await shop.post('/products', { storeId, sku: 'BUN', name: 'Cinnamon bun', priceMinor: 3500, weightG: 120 });
  await shop.post('/products', { storeId, sku: 'CAKE', name: 'Cake', priceMinor: 25_000, stock: 5 });
}, 120_000);
afterAll(() => started.stop());

const wish = (more: object = {}) => ({
  customer: { name: 'Kim Ek', phone: '+46701234567' },
  dropoff: { address: 'Engelbrektsgatan 1', at: DOOR },
  window: { to: inHours(2) },
  lines: [{ sku: 'BUN', quantity: 2 }],
  ...more,
});
const place = async (more: object = {}) => {
  const { status, body } = await shop.post('/orders', wish(more));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
};
const stockOf = async (sku: string) =>
  (await shop.get(`/products?storeId=${storeId}`)).body.items.find((p: { sku: string }) => p.sku === sku)
    .stock;

async function rows(): Promise<Record<string, number>> {
  const tables = ['sales_order', 'order_event', 'delivery', 'stop', 'delivery_event', 'fact', 'stream_entry'];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await get(Transactions).read((em) => em.execute(`select ${counts.join(', ')}`));
  return row as Record<string, number>;
}

/** Waits until dispatch has given it to Ada; answers with the ids of its stops. */
async function toAda(deliveryId: string): Promise<{ pickup: string; dropoff: string }> {
  const { stops } = await until('a courier', async () => {
    const open = await get(PlanningService).openDelivery(deliveryId);
    return open?.courierId === ada.courierId ? open : null;
  });
  return { pickup: stops[0]!.id, dropoff: stops[1]!.id };
}

describe('placing an order', () => {
  it('prices by the server, reserves the stock and creates the delivery', async () => {
    const before = await stockOf('CAKE');
    const lines = [
      { sku: 'BUN', quantity: 2 },
      { sku: 'CAKE', quantity: 1 },
    ];
    const order = await place({ lines, proof: ['photo'], window: { from: inHours(1), to: inHours(2) } });
    expect(order).toMatchObject({
      state: 'confirmed',
      payment: 'captured',
      currency: 'SEK',
      totalMinor: 32_000,
      storeName: 'Bageriet',
      lines: [
        { sku: 'BUN', name: 'Cinnamon bun', quantity: 2, unitMinor: 3500 },
        { sku: 'CAKE', name: 'Cake', quantity: 1, unitMinor: 25_000 },
      ],
      delivery: {
        number: order.number,
        orderId: order.id,
        state: 'confirmed',
        proofRequired: ['photo'],
        dropoff: { at: DOOR, zone: 'Europe/Stockholm' },
      },
    });
    expect(await stockOf('CAKE')).toBe(before - 1);
    expect((await shop.get(`/orders/${order.id}`)).body).toMatchObject({
      id: order.id,
      number: order.number,
    });
    const history = (await shop.get(`/orders/${order.id}/history`)).body;
    expect(history.items.map(({ to }: { to: string }) => to)).toEqual(['confirmed', 'placed']);
    const pages = (await shop.get(`/orders?q=${order.number}&state=open`)).body;
    expect(pages.items.map(({ id }: { id: string }) => id)).toEqual([order.id]);
  });

  it('answers a repeated command alike and does it once', async () => {
    const body = wish();
    const key = { 'idempotency-key': 'story-once' };
    const first = await shop.post('/orders', body, key);
    const count = await rows();
    const second = await shop.post('/orders', body, key);
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect((await rows()).sales_order).toBe(count.sales_order);
    const other = await shop.post('/orders', wish({ lines: [{ sku: 'BUN', quantity: 9 }] }), key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it('gives one externalId to one order of a store, also when two come at once', async () => {
    const twice = await Promise.all([1, 2].map(() => shop.post('/orders', wish({ externalId: 'A-1' }))));

    const [made, refused] = twice.toSorted((a, b) => a.status - b.status);
    expect([made!.status, refused!.status]).toEqual([201, 409]);
    expect(refused!.body).toMatchObject({ code: 'external_id_taken', orderId: made!.body.id });
  });

  it('sells no more than there is, whoever is first', async () => {
    const left = await stockOf('CAKE');
    const wishes = Array.from({ length: left + 3 }, () => wish({ lines: [{ sku: 'CAKE', quantity: 1 }] }));
    const answers = await Promise.all(wishes.map((body) => shop.post('/orders', body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(left);
    const [refused] = answers.filter(({ status }) => status === 409);
    expect(refused!.body).toMatchObject({ code: 'out_of_stock', available: 0 });
    expect(await stockOf('CAKE')).toBe(0);
    for (const { body } of answers.filter(({ status }) => status === 201))
      await shop.post(`/orders/${body.id}/cancel`);
    expect(await stockOf('CAKE')).toBe(left);
  });

  it('stands when the map does not know the address', async () => {
    const order = await place({ dropoff: { address: 'Ingenstansvägen 99999' } });
    expect(order.delivery).toMatchObject({ state: 'confirmed', unassigned: { code: 'address_unknown' } });
  });
});

describe('bad input', () => {
  const cases: [string, object, string][] = [
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an unknown field inside', { dropoff: { address: 'A 1', at: DOOR, floor: 2 } }, 'dropoff.floor'],
    ['a wrong type', { lines: [{ sku: 'BUN', quantity: '2' }] }, 'lines.0.quantity'],
    ['no lines', { lines: [] }, 'lines'],
    ['a place off the globe', { dropoff: { address: 'A 1', at: { lon: 181, lat: 57 } } }, 'dropoff.at.lon'],
    ['an instant without an offset', { window: { to: '2036-01-01T12:00:00' } }, 'window.to'],
    ['a window that ends before it starts', { window: { from: inHours(3), to: inHours(2) } }, 'window.to'],
    ['a window in the past', { window: { to: inHours(-1) } }, 'window.to'],
    ['goods that are ready too late', { readyAt: inHours(5), window: { to: inHours(4) } }, 'readyAt'],
    [
      'a zone that does not exist',
      { dropoff: { address: 'A 1', at: DOOR, zone: 'Mars/Base' } },
      'dropoff.zone',
    ],
    [
      'an unknown SKU',
      {
        lines: [
          { sku: 'BUN', quantity: 1 },
          { sku: 'NIX', quantity: 1 },
        ],
      },
      'lines.1.sku',
    ],
    ['an unknown store', { storeId: '01890000-0000-7000-8000-000000000000' }, 'storeId'],
  ];

  it.each(cases)('refuses %s, names the field and writes nothing', async (_, more, field) => {
    await started.settled();
    const before = await rows();
    const { status, body, headers } = await shop.post('/orders', wish(more));
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors.map((error: { field: string }) => error.field)).toContain(field);
    await started.settled();
    expect(await rows()).toEqual(before);
  });

  it('treats a foreign store as one that does not exist', async () => {
    const { status, body } = await shop.post('/orders', wish({ storeId: otherStoreId }));
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ field: 'storeId' }] } });
  });

  it('asks an administrator, who sees all stores, for which one', async () => {
    const { status, body } = await office.post('/orders', wish());
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ field: 'storeId' }] } });
  });
});

describe('what is not yours', () => {
  it('is not there', async () => {
    const order = await place();
    const { id } = order.delivery;
    const answers = await Promise.all([
      otherShop.get(`/orders/${order.id}`),
      otherShop.get(`/orders/${order.id}/history`),
      otherShop.post(`/orders/${order.id}/cancel`),
      otherShop.get(`/deliveries/${id}`),
      otherShop.get(`/deliveries/${id}/history`),
      otherShop.get(`/deliveries/${id}/proofs`),
      otherShop.post(`/deliveries/${id}/cancel`),
      otherShop.post(`/deliveries/${id}/share`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 404));
    const { body } = await otherShop.get('/orders');
    expect(body.items).toEqual([]);
  });
});

describe('an order follows its delivery', () => {
  beforeAll(async () => {
    await get(CouriersService).change(SYSTEM, ada.courierId!, { autoAccept: true });
    expect((await courier.post('/courier/duty', { state: 'on' })).status).toBe(200);
    const fix = { at: new Date().toISOString(), lon: 11.97, lat: 57.7, accuracyM: 5 };
    expect((await phone.post('/fixes', { fixes: [fix] })).status).toBe(200);
  });

  it('to the door: refused without the proof, captured with it', async () => {
    const order = await place({ proof: ['pin'], payment: { method: 'on_delivery' } });
    expect(order.payment).toBe('pending');
    const { pickup, dropoff } = await toAda(order.delivery.id);
    expect((await courier.post(`/stops/${pickup}/complete`)).status).toBe(200);
    await started.settled();
    expect((await shop.get(`/orders/${order.id}`)).body.state).toBe('in_delivery');
    const late = await shop.post(`/orders/${order.id}/cancel`);
    expect(late).toMatchObject({ status: 409, body: { code: 'not_cancellable' } });

    const refused = await courier.post(`/stops/${dropoff}/complete`);
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'proof_required', errors: [{ field: 'proof.pin' }] },
    });
    const [{ pin }] = await get(Transactions).read((em) =>
      em.execute('select pin from delivery where id = ?', [order.delivery.id]),
    );
    expect((await courier.post(`/stops/${dropoff}/complete`, { proof: { pin } })).status).toBe(200);
    await started.settled();
    expect((await shop.get(`/orders/${order.id}`)).body).toMatchObject({
      state: 'fulfilled',
      payment: 'captured',
      delivery: { state: 'delivered', proofTaken: ['pin'], outcome: { result: 'delivered' } },
    });
  });

  it('back to the store: money and stock with it', async () => {
    const before = await stockOf('CAKE');
    const order = await place({ lines: [{ sku: 'CAKE', quantity: 1 }] });
    const { pickup, dropoff } = await toAda(order.delivery.id);
    await courier.post(`/stops/${pickup}/complete`);
    expect((await courier.post(`/stops/${dropoff}/fail`, { reason: 'refused' })).status).toBe(200);
    const back = (await get(PlanningService).stopsOf(ada.courierId!)).find(
      (stop) => stop.deliveryId === order.delivery.id,
    )!;
    await get(StopsService).complete(ada, back.id);
    await started.settled();
    const { body } = await shop.get(`/orders/${order.id}`);
    expect(body).toMatchObject({ state: 'returned', payment: 'refunded' });
    expect(await stockOf('CAKE')).toBe(before);
  });

  it('into cancellation, whoever cancels', async () => {
    const before = await stockOf('CAKE');
    const order = await place({ lines: [{ sku: 'CAKE', quantity: 2 }] });
    const cancelled = await shop.post(`/orders/${order.id}/cancel`, { reason: 'mistake' });
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      payment: 'refunded',
      cancelReason: 'mistake',
      delivery: { state: 'cancelled' },
    });
    const again = await shop.post(`/orders/${order.id}/cancel`);
    expect(again).toMatchObject({ status: 200, body: { cancelReason: 'mistake' } });
    const second = await place({ lines: [{ sku: 'CAKE', quantity: 2 }] });
    await office.post(`/deliveries/${second.delivery.id}/cancel`, { reason: 'no couriers' });
    await started.settled();
    expect((await shop.get(`/orders/${second.id}`)).body).toMatchObject({
      state: 'cancelled',
      cancelReason: 'no couriers',
    });
    expect(await stockOf('CAKE')).toBe(before);
  });

  it('refuses a command decided on an older state', async () => {
    const order = await place();
    const path = `/orders/${order.id}/cancel`;
    const stale = await shop.post(path, {}, { 'if-match': String(order.version + 7) });
    expect(stale).toMatchObject({ status: 409, body: { code: 'version_conflict', current: order.version } });
    expect((await shop.post(path, {}, { 'if-match': String(order.version) })).status).toBe(200);
  });
});

describe('a delivery without an order', () => {
  const dropoff = { address: 'Engelbrektsgatan 1', at: DOOR };

  it('is quoted, and made once at the quoted fee', async () => {
    const quote = await shop.post('/deliveries/quotes', { dropoff });
    expect(quote).toMatchObject({ status: 201, body: { feeMinor: 3900 + 900, currency: 'SEK' } });
    const wanted = { dropoff, recipient: { name: 'Kim Ek' }, quoteId: quote.body.id };
    const made = await shop.post('/deliveries', wanted);
    expect(made).toMatchObject({ status: 201, body: { state: 'confirmed', orderId: null } });
    expect(made.body.number).toMatch(/^D\d+$/);
    expect(await shop.post('/deliveries', wanted)).toMatchObject({
      status: 409,
      body: { code: 'quote_used' },
    });
    const elsewhere = await shop.post('/deliveries/quotes', { dropoff });
    const farAway = {
      ...wanted,
      quoteId: elsewhere.body.id,
      dropoff: { ...dropoff, at: { lon: 11.9, lat: 57.65 } },
    };
    expect(await shop.post('/deliveries', farAway)).toMatchObject({
      status: 400,
      body: { code: 'quote_mismatch', errors: [{ field: 'quoteId' }] },
    });
    const listed = await shop.get(`/deliveries?q=${made.body.number}&state=open`);
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([made.body.id]);
    const byName = await shop.get('/deliveries?q=kim%20e&limit=1');
    expect(byName.body.items).toHaveLength(1);
  });
});
