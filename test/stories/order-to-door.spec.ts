import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CourierHomeView, TrackView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { alongLine, cumulativeM } from '../../src/shared/geo.ts';
import { caller, connect, until, watch, type Caller, type TestSocket } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const STORE_AT = { lon: 11.9668, lat: 57.7046 };
const DOOR_AT = { lon: 11.9735, lat: 57.702 };

describe('from order to door', () => {
  let started: StartedApp;
  let shop: Caller;
  let otherShop: Caller;
  let dispatcher: Caller;
  let courier: Caller;
  let phone: Caller;
  let storeId: string;
  let sku: string;
  const sockets: TestSocket[] = [];
  let dispatcherCookie: string;

  beforeAll(async () => {
    started = await startApp();
    const people = peopleOf(started);
    const zone = await people.zone();
    const store = await people.store('Bageriet', STORE_AT);
    const other = await people.store('Blommor', { lon: 11.95, lat: 57.7 });
    storeId = store.id;
    const key = await people.key(store.id);
    shop = caller(started.url, key.headers);
    otherShop = caller(started.url, (await people.key(other.id)).headers);
    const rider = await people.courier(zone.id, 'Anna Berg');
    phone = caller(started.url, (await people.device(rider.id)).headers);
    courier = caller(
      started.url,
      await (await people.account({ role: 'courier', courierId: rider.id })).headers(),
    );
    const office = await (await people.account({ role: 'dispatcher' })).headers();
    dispatcherCookie = office.cookie;
    dispatcher = caller(started.url, office);
    sku = 'BUN';
    await shop.post('/products', { storeId, sku, name: 'Cinnamon bun', priceMinor: 3500 });
  }, 120_000);
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await started.stop();
  });

  const fixAt = (at: { lon: number; lat: number }, ms: number, speedMps: number) => ({
    at: new Date(ms).toISOString(),
    ...at,
    accuracyM: 6,
    speedMps,
  });

  /** Rides the courier's real line to the stop in a hurry, so that the fixes stay within the two minutes a clock may be ahead. */
  async function ride(route: RouteView, stopIndex: number, clock: { ms: number }): Promise<void> {
    const sums = cumulativeM(route.line);
    const target = route.stops[stopIndex]!.place.at!;
    let bestM = sums.at(-1)!;
    let best = Infinity;
    for (let i = 0; i < route.line.length; i++) {
      const d = Math.hypot(route.line[i]!.lon - target.lon, (route.line[i]!.lat - target.lat) * 2);
      if (d < best) [best, bestM] = [d, sums[i]!];
    }
    clock.ms = Math.max(clock.ms, Date.now());
    const fixes = [];
    for (let m = 0; m < bestM; m += 30)
      fixes.push(fixAt(alongLine(route.line, sums, m), (clock.ms += 2_000), 15));
    for (let s = 0; s < 3; s++) fixes.push(fixAt(target, (clock.ms += 2_000), 0));
    const { status, body } = await phone.post('/fixes', { fixes });
    expect(status).toBe(200);
    expect(body.results.filter((result: { verdict: string }) => result.verdict !== 'ok')).toEqual([]);
  }

  it('goes from an API call to a proven hand-over, and everybody sees what is theirs', async () => {
    // The courier starts work.
    expect((await courier.post('/courier/duty', { state: 'on' })).status).toBe(200);
    const clock = { ms: Date.now() };
    await phone.post('/fixes', { fixes: [fixAt(STORE_AT, clock.ms, 0)] });

    // The shop orders.
    const placed = await shop.post(
      '/orders',
      {
        customer: { name: 'Kim Ek', phone: '+46701234567' },
        dropoff: { address: 'Engelbrektsgatan 1', at: DOOR_AT, notes: 'Ring twice' },
        window: { to: new Date(Date.now() + 90 * 60_000).toISOString() },
        lines: [{ sku, quantity: 2 }],
        proof: ['pin'],
      },
      { 'idempotency-key': 'order-1' },
    );
    expect(placed).toMatchObject({ status: 201, body: { state: 'confirmed', totalMinor: 7000, storeId } });
    const delivery = placed.body.delivery as DeliveryView;

    // Its customer opens the link and watches.
    const link = await shop.post(`/deliveries/${delivery.id}/share`);
    expect(link.status).toBe(201);
    const customer = await connect(started.url, { share: link.body.token });
    sockets.push(customer);
    const watched = await watch(customer, `order:${placed.body.id}`);
    expect(watched.answer).toMatchObject({ ok: true, recovered: false });
    const page = await caller(started.url, {}).get<TrackView>(`/track/${link.body.token}`);
    expect(page.body).toMatchObject({
      live: false,
      position: null,
      line: [],
      pin: expect.stringMatching(/^\d{4}$/),
    });

    // Dispatch offers it to the courier, who accepts.
    const offer = await until(
      'an offer',
      async () => (await courier.get<CourierHomeView>('/courier/home')).body.offers[0],
    );
    const accepted = await courier.post<CourierHomeView>(`/offers/${offer.id}/accept`);
    expect(accepted.status).toBe(200);
    const route = await until('the way to the store', async () => {
      const home = (await courier.get<CourierHomeView>('/courier/home')).body;
      return home.route?.stops[0]?.state === 'enroute' || home.route?.stops[0]?.state === 'arrived'
        ? home.route
        : null;
    });
    expect(route.engine).toBe('embedded');
    expect(route.line.length).toBeGreaterThan(5);

    // It rides to the store, picks up, rides to the door; arriving is found by geofence.
    await ride(route, 0, clock);
    const stateOf = async () => (await shop.get<DeliveryView>(`/deliveries/${delivery.id}`)).body.state;
    await until('arrival at the store', async () => (await stateOf()) === 'arrived_at_pickup');
    expect((await courier.post(`/stops/${route.stops[0]!.id}/complete`, {})).status).toBe(200);
    await started.settled();
    const shown = await caller(started.url, {}).get<TrackView>(`/track/${link.body.token}`);
    expect(shown.body).toMatchObject({ live: true, state: 'enroute_to_dropoff', courier: { name: 'Anna' } });
    expect(shown.body.line.length).toBeGreaterThan(3);

    const home = (await courier.get<CourierHomeView>('/courier/home')).body;
    await ride(home.route!, 0, clock);
    await until('arrival at the door', async () => (await stateOf()) === 'arrived_at_dropoff');

    // Without the PIN no hand-over; with it, delivered.
    const dropoff = home.route!.stops.at(-1)!.id;
    expect(await courier.post(`/stops/${dropoff}/complete`, {})).toMatchObject({
      status: 400,
      body: { code: 'proof_required' },
    });
    const done = await courier.post(`/stops/${dropoff}/complete`, { proof: { pin: page.body.pin } });
    expect(done.status).toBe(200);
    expect(await stateOf()).toBe('delivered');

    // The customer's socket saw every step, in order and without a gap.
    const states = () => watched.entries.flatMap(({ news }) => (news.kind === 'state' ? [news.state] : []));
    await until('the last news', () => states().at(-1) === 'delivered');
    expect(states()).toEqual([
      'assigned',
      'enroute_to_pickup',
      'arrived_at_pickup',
      'picked_up',
      'enroute_to_dropoff',
      'arrived_at_dropoff',
      'delivered',
    ]);
    const first = watched.entries[0]!.seq;
    expect(watched.entries.map(({ seq }) => seq)).toEqual(watched.entries.map((_, i) => first + i));
    expect(watched.entries.some(({ news }) => news.kind === 'track_eta')).toBe(true);
    for (const { news } of watched.entries) expect(['state', 'track_eta', 'track_line']).toContain(news.kind);

    // The shop reads the same by API.
    const history = await shop.get(`/deliveries/${delivery.id}/history`);
    expect(
      history.body.items
        .filter((item: { kind: string }) => item.kind === 'moved')
        .map((item: { to: string }) => item.to)
        .reverse(),
    ).toEqual(expect.arrayContaining(states()));
    await until(
      'the order is fulfilled',
      async () => (await shop.get(`/orders/${placed.body.id}`)).body.state === 'fulfilled',
    );

    // And nobody else can.
    expect((await otherShop.get(`/orders/${placed.body.id}`)).status).toBe(404);
    expect((await otherShop.get(`/deliveries/${delivery.id}`)).status).toBe(404);
    const spy = await connect(started.url, { share: link.body.token });
    sockets.push(spy);
    for (const stream of [
      `courier:${home.courier.id}`,
      `zone:${home.courier.zoneId}`,
      'alerts',
      `order:${delivery.id}`,
    ] as const) {
      expect(await spy.emitWithAck('join', { stream })).toMatchObject({ ok: false });
    }
    const after = await caller(started.url, {}).get<TrackView>(`/track/${link.body.token}`);
    expect(after.body).toMatchObject({
      live: false,
      position: null,
      line: [],
      pin: null,
      state: 'delivered',
    });
  }, 90_000);

  it('shows the dispatcher the zone as it is', async () => {
    const zoneId = (await dispatcher.get('/system')).body.zones[0].id;
    const desk = await connect(started.url, {}, dispatcherCookie);
    sockets.push(desk);
    const { answer } = await watch(desk, `zone:${zoneId}`);
    expect(answer).toMatchObject({
      ok: true,
      recovered: false,
      snapshot: {
        zone: { id: zoneId },
        couriers: [{ name: 'Anna Berg', state: 'idle', position: { lat: expect.closeTo(DOOR_AT.lat, 3) } }],
      },
    });
  });
});
