import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ConsoleService } from '../../src/logistics/dispatch/console.service.ts';
import { CourierRoutes } from '../../src/logistics/dispatch/courier-routes.service.ts';
import { PlanningService } from '../../src/logistics/deliveries/planning.service.ts';
import { FleetService } from '../../src/logistics/fleet/fleet.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { FactsService } from '../../src/platform/facts/facts.service.ts';
import { StreamsService } from '../../src/platform/streams/streams.service.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, STORE_AT, type Rider } from '../support/world.ts';

const MINUTE = 60_000;

// Without a worker no clock ticks on its own.
let started: StartedApp;
let office: Caller;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });
const track = async (courierId: string) => {
  const [row] = await get(Transactions).read((em) =>
    em.execute<{ version: string; zone_id: string }[]>(
      'select version, zone_id from courier_track where courier_id = ?',
      [courierId],
    ),
  );
  return row!;
};

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  office = caller(started.url, await (await peopleOf(started).account({ role: 'administrator' })).headers());
}, 120_000);
afterAll(() => started.stop());

describe("a courier's route", () => {
  it('is left alone while nothing changes, and followed when the next stop opens', async () => {
    const w = await newWorld(started, office);
    const rider = await w.rider('Anna', { autoAccept: true });
    const readyAt = new Date(Date.now() + 40 * MINUTE);
    const window = { to: new Date(Date.now() + 120 * MINUTE).toISOString() };
    const { id } = await w.wish(DOORS[1], { readyAt: readyAt.toISOString(), window });
    await office.post(`/deliveries/${id}/offer`);
    await quiet(started);
    expect((await w.seen(id)).state).toBe('assigned');
    const [version, head] = [
      (await track(rider.id)).version,
      () => get(StreamsService).head(`zone:${w.zone.id}`),
    ];
    const told = await head();

    for (let tick = 0; tick < 3; tick++) await get(CourierRoutes).setOutInTime(rider.id, new Date());
    expect(await head()).toEqual(told);
    await get(CourierRoutes).sync(rider.id, new Date());
    expect((await track(rider.id)).version).toBe(version);

    await get(CourierRoutes).setOutInTime(rider.id, readyAt);
    await quiet(started);
    expect((await w.seen(id)).state).toBe('enroute_to_pickup');
  });

  it('is read together with all others of the zone, those of couriers at home not at all', async () => {
    const w = await newWorld(started, office);
    const reads = jest.spyOn(get(Transactions), 'read');
    const look = async () => {
      const before = reads.mock.calls.length;
      const { routes } = await get(ConsoleService).zone(w.zone.id);
      return {
        riders: routes.map(({ courierName }) => courierName),
        reads: reads.mock.calls.length - before,
      };
    };
    await w.rider('Eva', { autoAccept: true });
    await w.wish(DOORS[1]);
    const one = await look();
    expect(one.riders).toEqual(['Eva']);
    await w.rider('Fia', { autoAccept: true, skills: ['fridge'] });
    await w.wish(DOORS[2], { skills: ['fridge'] });
    for (const name of ['Gun', 'Hans']) await w.rider(name, { onDuty: false });
    expect(await look()).toEqual({ riders: ['Eva', 'Fia'], reads: one.reads });
    reads.mockRestore();
  });

  it('tells the next customer when the stop before is made, though nothing else was foretold', async () => {
    const w = await newWorld(started, office);
    const rider = await w.rider('Iris', { autoAccept: true });
    for (const door of DOORS.slice(0, 2)) await w.wish(door);
    const route = async () => get(PlanningService).stopsOf(rider.id);
    const doors = async () => (await route()).filter(({ kind }) => kind === 'dropoff');
    for (const { id, kind } of await route())
      if (kind === 'pickup') await rider.me.post(`/stops/${id}/complete`);
    await quiet(started);
    const [first, second] = await doors();
    const stream = `order:${second!.delivery.trackingId}` as const;
    const before = await get(StreamsService).head(stream);
    expect((await rider.me.post(`/stops/${first!.id}/complete`)).status).toBe(200);
    await quiet(started);
    expect((await doors()).map(({ id }) => id)).toEqual([second!.id]);
    const { entries } = (await get(StreamsService).since(stream, before))!;
    const turns = entries.flatMap(({ news }) => (news.kind === 'track_eta' ? [news] : []));
    expect(turns).toEqual([{ kind: 'track_eta', eta: second!.view.eta, stopsBefore: 0 }]);
  });

  it('keeps a courier busy who was given work on a break and is back', async () => {
    const w = await newWorld(started, office);
    const rider = await w.rider('Jo', { autoAccept: true });
    const state = async () => (await get(FleetService).courier(rider.id)).state;
    expect((await rider.me.post('/courier/duty', { state: 'break' })).status).toBe(200);
    const { id } = await w.wish();
    expect((await office.post(`/deliveries/${id}/assign`, { courierId: rider.id })).status).toBe(200);
    await quiet(started);
    expect(await state()).toBe('on_break');
    await rider.me.post('/courier/duty', { state: 'on' });
    await quiet(started);
    expect(await state()).toBe('on_task');
    expect((await rider.me.post('/courier/duty', { state: 'off' })).status).toBe(409);
  });

  it('is moved on by where its own courier is seen, not by who had the stop before', async () => {
    const w = await newWorld(started, office);
    const rider = await w.rider('Cleo', { autoAccept: true });
    const former = await w.rider('Dan', { onDuty: false });
    const { id } = await w.wish();
    await office.post(`/deliveries/${id}/offer`);
    await quiet(started);
    const [pickup] = (await get(PlanningService).stopsOf(rider.id)).map((stop) => stop.id);
    const enters = async ({ id: courierId }: Rider) => {
      const of = { courierId, zoneId: w.zone.id, deliveryId: id, at: new Date().toISOString() };
      const fact = { ...of, stopId: pickup!, eventId: `${pickup}:arrived:${courierId}` };
      await get(Transactions).run(async () => get(FactsService).record('geofence.entered', fact));
      await quiet(started);
      return (await w.seen(id)).state;
    };
    expect(await enters(former)).not.toBe('arrived_at_pickup');
    expect(await enters(rider)).toBe('arrived_at_pickup');
  });

  it('goes with its courier to another zone: that is where positions are told from then on', async () => {
    const [here, there] = [await newWorld(started, office), await newWorld(started, office)];
    const rider = await here.rider('Bo');
    const asked = await here.wish();
    expect((await rider.home()).offers).toHaveLength(1);
    const moved = await fetch(`${started.url}/api/v1/couriers/${rider.id}`, {
      method: 'PATCH',
      headers: {
        ...(await (await peopleOf(started).account({ role: 'dispatcher' })).headers()),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ zoneId: there.zone.id }),
    });
    expect(moved.status).toBe(200);
    await quiet(started);
    expect((await track(rider.id)).zone_id).toBe(there.zone.id);
    expect(await rider.home()).toMatchObject({ offers: [], route: null });
    expect((await here.seen(asked.id)).unassigned?.code).toBe('no_courier');
    const seenIn = async (zoneId: string) =>
      (await office.get(`/couriers/positions?zoneId=${zoneId}`)).body.positions.map(
        ({ courierId }: { courierId: string }) => courierId,
      );
    expect(await seenIn(there.zone.id)).toEqual([rider.id]);
    expect(await seenIn(here.zone.id)).toEqual([]);
    await rider.phone.post('/fixes', { fixes: [{ at: new Date().toISOString(), ...STORE_AT }] });
    expect(await seenIn(there.zone.id)).toEqual([rider.id]);
  });
});

describe('a process with the role api', () => {
  it('leaves facts and jobs to the worker', async () => {
    const people = peopleOf(started);
    const zone = await people.zone();
    await quiet(started);
    const { id } = await people.courier(zone.id);
    await office.post(`/couriers/${id}/devices`, { name: 'phone' });
    const w = await newWorld(started, office);
    await w.shop.post('/deliveries', {
      dropoff: { address: 'A 1', at: DOORS[0] },
      recipient: { name: 'Kim' },
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const health: any = await (await fetch(`${started.url}/health/ready`)).json();
    expect(health.checks.facts.detail).not.toMatch(/^0 waiting/);
    const metrics = await (await fetch(`${started.url}/metrics`)).text();
    expect(metrics).toMatch(/^waylight_facts\{state="waiting"\} [1-9]/m);
    expect(metrics).toMatch(
      /^waylight_http_seconds_count\{method="POST",route="\/api\/v1\/deliveries",status="201"\} /m,
    );
  });
});
