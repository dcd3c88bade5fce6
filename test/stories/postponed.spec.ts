import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createApp } from '../../src/bootstrap.ts';
import { Config } from '../../src/config.ts';
import { AlertClock } from '../../src/logistics/alerts/alert-clock.ts';
import { CourierRoutes } from '../../src/logistics/dispatch/courier-routes.service.ts';
import { Improver } from '../../src/logistics/dispatch/improver.service.ts';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import type { ConsoleView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { AlertView, DeliveryView, PageOf } from '../../src/shared/views.ts';
import { caller, until, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, STORE_AT, stopsOf, type Rider, type World } from '../support/world.ts';

// Without a worker no clock runs by itself: it is set and struck here.
let started: StartedApp;
let office: Caller;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());
afterEach(() => void jest.useRealTimers());

/** Only the clock on the wall is ours. */
const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
const MIN = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MIN).toISOString();
const ahead = (minutes: number) => ({ window: { from: inMinutes(minutes), to: inMinutes(minutes + 60) } });
const routeOf = async ({ id }: Rider) => (await office.get<RouteView | null>(`/couriers/${id}/route`)).body;
/** What the tick does for a zone. */
async function tick(w: World, rider?: Rider): Promise<void> {
  if (rider) await get(CourierRoutes).setOutInTime(rider.id, new Date());
  get(Planner).wake(w.zone.id, 'clock');
  await quiet(started);
}
const accept = async (rider: Rider) => {
  const [offer] = (await rider.home()).offers;
  expect((await rider.me.post(`/offers/${offer!.id}/accept`)).status).toBe(200);
  await quiet(started);
};
const stateOf = async (rider: Rider) => (await routeOf(rider))!.stops.map(({ state }) => state);

describe('an order for a window an hour ahead', () => {
  it('is planned and told at once, offered shortly before the courier must set out, and nobody waits at the door', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: [...REAL] });
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const wished = await w.wish(DOORS[1], ahead(60));
    const opensMs = Date.parse(wished.window.from!);
    expect(wished).toMatchObject({ state: 'confirmed', courier: null, unassigned: null });
    expect(wished.allowed).toContain('offer');
    const [pickup, drop] = (await routeOf(anna))!.stops;
    expect(Date.parse(wished.eta!.p50)).toBeGreaterThan(opensMs - 2 * MIN);
    expect(Date.parse(wished.eta!.p50)).toBeLessThan(opensMs + 5 * MIN);
    // The plan has no waiting in it: what lies between the store and the door is the way.
    const wayMs = Date.parse(drop!.plannedArrival) - Date.parse(pickup!.plannedDeparture);
    expect(wayMs).toBeLessThan(8 * MIN);
    expect(await anna.home()).toMatchObject({ offers: [], route: null, courier: { state: 'idle' } });
    const offerMs = Date.parse(wished.offerAt!);
    expect(offerMs).toBeGreaterThan(opensMs - 25 * MIN);
    expect(offerMs).toBeLessThan(Date.parse(pickup!.plannedArrival) - 4 * MIN);

    jest.setSystemTime(offerMs - MIN);
    await tick(w, anna);
    expect((await anna.home()).offers).toEqual([]);
    jest.setSystemTime(offerMs + 10_000);
    await tick(w, anna);
    // Nobody is told that it has had no courier for so long.
    await get(AlertClock).tick(new Date());
    const alerts = (await office.get<PageOf<AlertView>>('/alerts')).body.items;
    expect(alerts.filter(({ subject }) => subject.id === wished.id)).toEqual([]);
    expect((await anna.home()).offers).toMatchObject([{ deliveryId: wished.id }]);
    expect((await w.seen(wished.id)).offerAt).toBeNull();

    await accept(anna);
    expect(await stateOf(anna)).toEqual(['pending', 'pending']);
    // He is told when to go, to be there when the plan has him there.
    const { setOut } = (await anna.home()).route!;
    expect(setOut?.stopId).toBe(pickup!.id);
    expect(Date.parse(setOut!.at)).toBeGreaterThan(Date.now());
    const plannedMs = Date.parse(pickup!.plannedArrival);
    expect(Math.abs(Date.parse(setOut!.thereAt) - plannedMs)).toBeLessThan(2 * MIN);
    jest.setSystemTime(Date.parse(pickup!.plannedArrival) - MIN);
    await tick(w, anna);
    expect(await stateOf(anna)).toEqual(['enroute', 'pending']);
    jest.setSystemTime(Date.parse(pickup!.plannedDeparture));
    await anna.me.post(`/stops/${pickup!.id}/complete`);
    await quiet(started);
    expect(await stateOf(anna)).toEqual(['enroute']);
    expect(Date.now() + wayMs + 2 * MIN).toBeGreaterThan(opensMs);
  });

  it('goes to another courier meanwhile when that makes the better plan', async () => {
    const w = await newWorld(started, office);
    const far = { lon: 11.9478, lat: 57.6905 };
    const anna = await w.rider('Anna', { at: far });
    const wished = await w.wish(DOORS[1], ahead(60));
    expect(stopsOf(await routeOf(anna))).toHaveLength(2);
    const bo = await w.rider('Bo', { at: STORE_AT });
    await office.post(`/zones/${w.zone.id}/optimise`);
    await quiet(started);
    expect(stopsOf(await routeOf(bo))).toHaveLength(2);
    expect(await routeOf(anna)).toBeNull();
    expect((await w.seen(wished.id)).offerAt).not.toBeNull();
    for (const rider of [anna, bo]) expect((await rider.home()).offers).toEqual([]);
    expect(await get(Improver).improve(w.zone.id)).toBeNull();
  });

  it('goes out at once when the dispatcher says so, or gives it to somebody', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const [sent, given] = [await w.wish(DOORS[1], ahead(60)), await w.wish(DOORS[2], ahead(90))];
    const answer = await office.post<DeliveryView>(`/deliveries/${sent.id}/offer`);
    expect(answer).toMatchObject({ status: 200, body: { id: sent.id, offerAt: null, state: 'confirmed' } });
    await tick(w);
    expect((await anna.home()).offers).toMatchObject([{ deliveryId: sent.id }]);
    expect(answer.body.allowed).not.toContain('offer');
    expect(await office.post(`/deliveries/${sent.id}/offer`)).toMatchObject({
      status: 409,
      body: { code: 'not_postponed' },
    });
    await office.post(`/deliveries/${given.id}/assign`, { courierId: anna.id });
    await quiet(started);
    expect(await w.seen(given.id)).toMatchObject({ state: 'assigned', offerAt: null });
    expect((await w.shop.post(`/deliveries/${given.id}/offer`)).status).toBe(403);
  });

  it('is given in time to a courier who is not asked, and stays nobody’s until then', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: [...REAL] });
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const wished = await w.wish(DOORS[1], ahead(60));
    expect(wished).toMatchObject({ state: 'confirmed', courier: null });
    jest.setSystemTime(Date.parse(wished.offerAt!) + 1_000);
    await tick(w, anna);
    expect(await w.seen(wished.id)).toMatchObject({ state: 'assigned', courier: { id: anna.id } });
  });

  it('does not keep an order as soon as possible from going out at once', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const wished = await w.wish(DOORS[1], ahead(60));
    const soon = await w.wish(DOORS[2]);
    expect((await anna.home()).offers).toMatchObject([{ deliveryId: soon.id }]);
    await accept(anna);
    const told = (await anna.home()).route!;
    expect(stopsOf(told)).toEqual([`pickup ${soon.number}`, `dropoff ${soon.number}`]);
    expect(told.stops[0]!.state).toBe('enroute');
    expect(stopsOf(await routeOf(anna))).toHaveLength(4);
    expect((await w.seen(wished.id)).offerAt).not.toBeNull();
    const { body } = await office.get<ConsoleView>(`/zones/${w.zone.id}/console`);
    expect(body.deliveries.map(({ id, offerAt }) => [id, offerAt !== null])).toEqual([
      [wished.id, true],
      [soon.id, false],
    ]);
  });

  it('leaves the route and the plan of offers when it is cancelled', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const wished = await w.wish(DOORS[1], ahead(60));
    await w.shop.post(`/deliveries/${wished.id}/cancel`);
    await quiet(started);
    expect(await w.seen(wished.id)).toMatchObject({ state: 'cancelled', offerAt: null });
    expect(await routeOf(anna)).toBeNull();
  });
});

describe('a server that is started anew', () => {
  it('still sends out what was put off', async () => {
    const first = await startApp({ role: 'api' });
    const account = await peopleOf(first).account({ role: 'dispatcher' });
    const w = await newWorld(first, caller(first.url, await account.headers()));
    const anna = await w.rider('Anna');
    const wished = await w.wish(DOORS[1], ahead(60));
    expect(wished.offerAt).not.toBeNull();
    await first.app.close();

    // With a longer lead the time has come already; nothing but the clock of the new process says so.
    const app = await createApp(
      new Config(Object.assign({}, first.config, { role: 'all', offerLeadMinutes: 55 })),
    );
    await app.listen(0, '127.0.0.1');
    try {
      const me = caller(await app.getUrl(), { cookie: anna.cookie });
      const home = await until('Anna is asked', async () => {
        const { body } = await me.get('/courier/home');
        return body.offers.length > 0 && body;
      });
      expect(home.offers).toMatchObject([{ deliveryId: wished.id }]);
    } finally {
      await app.close();
      await first.stop();
    }
  }, 90_000);
});
