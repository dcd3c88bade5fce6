import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM, type Principal } from '../../src/access/principal.ts';
import { CouriersService } from '../../src/logistics/fleet/couriers.service.ts';
import { FleetService } from '../../src/logistics/fleet/fleet.service.ts';
import { ShiftsService } from '../../src/logistics/fleet/shifts.service.ts';
import { StoresService } from '../../src/logistics/fleet/stores.service.ts';
import { VehiclesService } from '../../src/logistics/fleet/vehicles.service.ts';
import { ZonesService } from '../../src/logistics/fleet/zones.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { StreamsService } from '../../src/platform/streams/streams.service.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const square = (west: number, south: number, size: number) => {
  const [east, north] = [Number((west + size).toFixed(5)), Number((south + size).toFixed(5))];
  return [
    { lon: west, lat: south },
    { lon: east, lat: south },
    { lon: east, lat: north },
    { lon: west, lat: north },
  ];
};
const HOUR = 3_600_000;

let started: StartedApp;
let zoneId: string;
let vehicleId: string;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type);

beforeAll(async () => {
  started = await startApp();
  const zone = { name: 'Göteborg', timeZone: 'Europe/Stockholm', ring: square(11.9, 57.6, 0.2) };
  zoneId = (await get(ZonesService).create(SYSTEM, zone)).id;
  vehicleId = (
    await get(VehiclesService).create(SYSTEM, { kind: 'bike', name: 'B1', capacity: [20, 30_000] })
  ).id;
});
afterAll(() => started.stop());

async function newCourier(): Promise<{ id: string; me: Principal }> {
  const { id } = await get(CouriersService).create(SYSTEM, { name: 'Ada', zoneId, vehicleId });
  return { id, me: { ...SYSTEM, kind: 'account', role: 'courier', courierId: id } };
}

describe('zones', () => {
  it('keeps the outline it was given', async () => {
    expect(await get(FleetService).zone(zoneId)).toMatchObject({ ring: square(11.9, 57.6, 0.2) });
  });

  it('finds the zone of a point, the smallest where two cover it, its border included', async () => {
    const zone = { name: 'Centrum', timeZone: 'Europe/Stockholm', ring: square(11.95, 57.65, 0.05) };
    const inner = await get(ZonesService).create(SYSTEM, zone);
    const at = (lon: number, lat: number) => get(FleetService).zoneAt({ lon, lat });
    expect((await at(11.97, 57.67))?.id).toBe(inner.id);
    expect((await at(11.91, 57.61))?.id).toBe(zoneId);
    expect((await at(11.9, 57.7))?.id).toBe(zoneId);
    expect(await at(12.5, 57.7)).toBeNull();
  });

  it('refuses an outline that crosses itself, saying where', async () => {
    const [a, b, c, d] = square(11, 57, 0.1) as [never, never, never, never];
    const zone = { name: 'Bow', timeZone: 'Europe/Stockholm', ring: [a, c, b, d] };
    await expect(get(ZonesService).create(SYSTEM, zone)).rejects.toMatchObject({
      code: 'invalid_ring',
      message: expect.stringContaining('11.05000, 57.05'),
    });
  });

  it('does not store a broken outline even past the check', async () => {
    const insert = get(Transactions).run((em) =>
      em.execute(
        `insert into zone (id, name, time_zone, ring)
         values (gen_random_uuid(), 'x', 'UTC', 'SRID=4326;POLYGON((0 0,1 1,1 0,0 1,0 0))')`,
      ),
    );
    await expect(insert).rejects.toThrow(/zone_ring_valid/);
  });
});

describe('stores', () => {
  const place = { address: 'Avenyn 1', at: { lon: 11.91, lat: 57.61 } };

  it('takes zone and time zone from where the store is', async () => {
    const store = await get(StoresService).create(SYSTEM, { name: 'Bageri', place, currency: 'SEK' });
    expect(store).toMatchObject({ zoneId, version: 1, place: { zone: 'Europe/Stockholm', at: place.at } });
    expect(await get(FleetService).store(store.id)).toEqual(store);
  });

  it('refuses a store outside of all zones', async () => {
    const far = { address: 'Far', at: { lon: 0, lat: 0 } };
    await expect(
      get(StoresService).create(SYSTEM, { name: 'Far', place: far, currency: 'SEK' }),
    ).rejects.toMatchObject({ code: 'outside_zones', detail: { field: 'place.at' } });
  });

  it('refuses a change decided on an older version', async () => {
    const stores = get(StoresService);
    const { id } = await stores.create(SYSTEM, { name: 'One', place, currency: 'SEK' });
    expect(await stores.change(SYSTEM, id, { name: 'Two' }, 1)).toMatchObject({ name: 'Two', version: 2 });
    await expect(stores.change(SYSTEM, id, { name: 'Three' }, 1)).rejects.toMatchObject({
      code: 'version_conflict',
      detail: { extra: { current: 2 } },
    });
  });

  it("hides other stores' existence from a store account", async () => {
    const stores = get(StoresService);
    const { id } = await stores.create(SYSTEM, { name: 'Mine', place, currency: 'SEK' });
    const other: Principal = { ...SYSTEM, kind: 'account', role: 'store', storeIds: [zoneId] };
    expect((await stores.list(other, { limit: 50 })).items).toEqual([]);
    await expect(stores.change(other, id, { name: 'x' })).rejects.toMatchObject({ kind: 'not_found' });
    expect((await stores.list({ ...other, storeIds: [id] }, { limit: 50 })).items).toHaveLength(1);
  });
});

describe('couriers', () => {
  it('pages through all of them, newest first', async () => {
    const made = [await newCourier(), await newCourier(), await newCourier()].map(({ id }) => id);
    const first = await get(CouriersService).list(SYSTEM, { limit: 2 });
    const second = await get(CouriersService).list(SYSTEM, { limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].slice(0, 3).map(({ id }) => id)).toEqual(made.toReversed());
  });

  it('opens a shift when duty begins without a plan and ends it with duty', async () => {
    const { id, me } = await newCourier();
    const now = new Date('2026-11-23T08:00:00Z');
    const on = await get(ShiftsService).duty(me, 'on', now);
    expect(on).toMatchObject({
      state: 'idle',
      shift: { from: now.toISOString(), to: '2026-11-23T16:00:00.000Z' },
    });
    expect((await get(FleetService).couriersOnShift(zoneId, now)).map((c) => c.id)).toContain(id);
    await get(ShiftsService).duty(me, 'off', new Date(now.getTime() + HOUR));
    expect((await get(FleetService).couriersOnShift(zoneId, now)).map((c) => c.id)).not.toContain(id);
    const [shift] = (await get(ShiftsService).list(SYSTEM, id, { limit: 5 })).items;
    expect(shift?.endedAt).toBe('2026-11-23T09:00:00.000Z');
  });

  it('goes on with the planned shift, also after having left it', async () => {
    const { id, me } = await newCourier();
    const shifts = get(ShiftsService);
    const planned = await shifts.plan(SYSTEM, id, {
      from: '2026-11-23T08:00:00Z',
      to: '2026-11-23T14:00:00Z',
    });
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
    expect((await shifts.duty(me, 'on', at(9))).shift?.id).toBe(planned.id);
    await shifts.duty(me, 'off', at(10));
    expect((await shifts.duty(me, 'on', at(11))).shift?.id).toBe(planned.id);
    expect((await shifts.list(SYSTEM, id, { limit: 5 })).items).toHaveLength(1);
  });

  it('refuses shifts that overlap', async () => {
    const { id } = await newCourier();
    const shifts = get(ShiftsService);
    await shifts.plan(SYSTEM, id, { from: '2026-11-23T08:00:00Z', to: '2026-11-23T14:00:00Z' });
    await expect(
      shifts.plan(SYSTEM, id, { from: '2026-11-23T13:00:00Z', to: '2026-11-23T15:00:00Z' }),
    ).rejects.toMatchObject({ code: 'invalid_shift' });
  });

  it('gives no break and no end of duty to a courier with stops', async () => {
    const { id, me } = await newCourier();
    const now = new Date();
    await get(ShiftsService).duty(me, 'on', now);
    await get(FleetService).setBusy(id, true, now);
    await expect(get(ShiftsService).duty(me, 'off', now)).rejects.toMatchObject({ from: 'on_task' });
    await get(FleetService).setBusy(id, false, now);
    expect((await get(ShiftsService).duty(me, 'break', now)).state).toBe('on_break');
  });

  it('lets a courier with stops go to no other zone, and change nothing else with it', async () => {
    const { id, me } = await newCourier();
    const zone = { name: 'Mölndal', timeZone: 'Europe/Stockholm', ring: square(12.2, 57.6, 0.1) };
    const other = await get(ZonesService).create(SYSTEM, zone);
    await get(ShiftsService).duty(me, 'on', new Date());
    await get(FleetService).setBusy(id, true, new Date());
    const change = (to: string) => get(CouriersService).change(SYSTEM, id, { name: 'Ida', zoneId: to });
    await expect(change(other.id)).rejects.toMatchObject({ kind: 'conflict', code: 'courier_has_stops' });
    expect(await get(CouriersService).one(SYSTEM, id)).toMatchObject({ name: 'Ada', zoneId });
    expect(await change(zoneId)).toMatchObject({ name: 'Ida' });
    await get(FleetService).setBusy(id, false, new Date());
    expect(await change(other.id)).toMatchObject({ zoneId: other.id });
  });

  it('tells those who watch the zone and the courier', async () => {
    const { id, me } = await newCourier();
    const before = await get(StreamsService).head(`zone:${zoneId}`);
    await get(ShiftsService).duty(me, 'on', new Date());
    const missed = await get(StreamsService).since(`zone:${zoneId}`, before);
    expect(missed?.entries.map(({ news }) => news)).toMatchObject([
      { kind: 'courier', courier: { id, state: 'idle', position: null } },
    ]);
    expect((await get(StreamsService).head(`courier:${id}`)).seq).toBe(2);
  });
});
