import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { FixIntake } from '../../src/logistics/tracking/fix-intake.ts';
import { TrackingService } from '../../src/logistics/tracking/tracking.service.ts';
import type { Drive } from '../../src/logistics/tracking/drive.ts';
import type { Fix } from '../../src/logistics/tracking/stages/fix.ts';
import { cumulativeM, moveBy } from '../../src/shared/geo.ts';
import { newId } from '../../src/shared/ids.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const FROM = { lon: 11.95, lat: 57.7 };

describe('tracking', () => {
  let started: StartedApp;
  let zoneId: string;
  let transactions: Transactions;
  let intake: FixIntake;
  let tracking: TrackingService;

  beforeAll(async () => {
    started = await startApp();
    zoneId = (await peopleOf(started).zone()).id;
    const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });
    [transactions, intake, tracking] = [get(Transactions), get(FixIntake), get(TrackingService)];
  }, 120_000);
  afterAll(() => started.stop());

  const newCourier = async (): Promise<{ id: string; phone: Caller }> => {
    const { id } = await peopleOf(started).courier(zoneId);
    return { id, phone: caller(started.url, (await peopleOf(started).device(id)).headers) };
  };
  const rows = (sql: string, params: unknown[] = []) =>
    transactions.read((em) => em.execute<any[]>(sql, params));
  const stored = async (courierId: string) =>
    (await rows('select key, verdict from fix where courier_id = ? order by at, key', [courierId])) as {
      key: string;
      verdict: string;
    }[];

  it('keeps the good fixes of a batch and says which one was bad', async () => {
    const { id, phone } = await newCourier();
    const at = new Date(Date.now() - 10_000).toISOString();
    const { status, body } = await phone.post('/fixes', {
      fixes: [
        { at, ...FROM },
        { at, lon: 200, lat: 57 },
        { at: 'yesterday', ...FROM },
        { at, lon: 0, lat: 0 },
        'nonsense',
        { at, lon: 11.951, lat: 57.7 },
      ],
    });
    expect(status).toBe(200);
    expect(body.results.map((result: { verdict: string }) => result.verdict)).toEqual([
      'ok',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'ok',
    ]);
    expect(body.results[1].reason).toContain('lon');
    expect(await stored(id)).toHaveLength(2);
  });

  it('changes nothing when a batch is sent again, whole or in parts', async () => {
    const { id, phone } = await newCourier();
    const start = Date.now() - 60_000;
    const fixes = Array.from({ length: 10 }, (_, i) => ({
      id: `f${i}`,
      at: start + i * 5_000,
      ...moveBy(FROM, 90, i * 20),
    }));
    await phone.post('/fixes', { fixes });
    const before = await rows('select state, version from courier_track where courier_id = ?', [id]);
    const again = await phone.post('/fixes', { fixes: fixes.slice(3) });
    expect(new Set(again.body.results.map((result: { verdict: string }) => result.verdict))).toEqual(
      new Set(['duplicate']),
    );
    await Promise.all(fixes.map((fix) => phone.post('/fixes', { fixes: [fix] })));
    expect(await stored(id)).toHaveLength(10);
    expect(
      (await rows('select state from courier_track where courier_id = ?', [id]))[0].state.derived,
    ).toEqual(before[0].state.derived);
  });

  it('does not wait for itself when a phone sends idempotency keys', async () => {
    const { phone } = await newCourier();
    const send = (i: number) =>
      phone.post(
        '/fixes',
        { fixes: [{ at: Date.now() - i * 1_000, ...FROM }] },
        { 'idempotency-key': `k${i}` },
      );
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => send(i)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('ends in the same state and the same visits whatever order fixes arrive in', async () => {
    const start = Date.now() - 30 * 60_000;
    const line = Array.from({ length: 60 }, (_, i) => moveBy(FROM, 90, i * 40));
    const ride: Fix[] = Array.from({ length: 120 }, (_, i) => ({
      id: `f${i}`,
      at: start + i * 5_000,
      receivedAt: Date.now(),
      ...moveBy(FROM, 90, i < 50 ? i * 30 : i < 62 ? 1_500 : 1_500 + (i - 62) * 14),
      accuracyM: 8,
      speedMps: i >= 50 && i < 62 ? 0 : 6,
    }));
    const runs: unknown[] = [];
    for (const order of ['in order', 'backwards in parts', 'shuffled'] as const) {
      const { id } = await newCourier();
      await tracking.drive(id, driveAlong(line, start));
      const parts = Array.from({ length: 12 }, (_, p) => ride.slice(p * 10, p * 10 + 10));
      if (order === 'backwards in parts') parts.reverse();
      if (order === 'shuffled')
        parts.sort((a, b) => (((a[0]!.at / 5_000) * 7919) % 13) - (((b[0]!.at / 5_000) * 7919) % 13));
      for (const fixes of parts) await intake.submit({ courierId: id, fixes: [...fixes], source: 'test' });
      const [track] = await rows('select state from courier_track where courier_id = ?', [id]);
      const facts = await rows(
        `select payload->>'eventId' as event, payload->>'at' as at from fact where name = 'geofence.entered' and payload->>'courierId' = ? order by id desc limit 1`,
        [id],
      );
      runs.push({ derived: track.state.derived, visit: facts[0] });
    }
    expect((runs[0] as { visit: unknown }).visit).toBeDefined();
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it('never shows a place older than one it showed', async () => {
    const { id } = await newCourier();
    const now = Date.now();
    const fix = (secondsAgo: number, east: number): Fix => ({
      at: now - secondsAgo * 1000,
      receivedAt: now,
      ...moveBy(FROM, 90, east),
      accuracyM: 5,
      speedMps: 5,
    });
    await intake.submit({ courierId: id, fixes: [fix(10, 500)], source: 'test' });
    await intake.submit({ courierId: id, fixes: [fix(100, 50), fix(50, 300)], source: 'test' });
    const [position] = await rows('select at from courier_position where courier_id = ?', [id]);
    expect(+new Date(position.at)).toBe(now - 10_000);
  });

  it('takes fixes of the OsmAnd protocol by the device token, and tells an unknown device so', async () => {
    const people = peopleOf(started);
    const { id } = await people.courier(zoneId);
    const { secret } = await people.device(id);
    const open = caller(started.url, {});
    const query = `lat=57.7&lon=11.95&timestamp=${Math.round(Date.now() / 1000)}&speed=10&batt=80`;
    expect((await open.post(`/ingest/osmand?id=${secret}&${query}`)).status).toBe(200);
    expect((await rows('select speed_mps, source from fix where courier_id = ?', [id]))[0]).toMatchObject({
      source: 'osmand',
      speed_mps: expect.closeTo(5.14, 1),
    });
    // An odd fix of a known device is no error: the phone would send it for ever.
    expect((await open.post(`/ingest/osmand?id=${secret}&lat=999&lon=0`)).status).toBe(200);
    expect((await open.post(`/ingest/osmand?id=${newId()}&${query}`)).status).toBe(404);
    expect((await open.post(`/ingest/osmand?${query}`)).status).toBe(400);
  });

  it('drops the days whose time is over and keeps the others', async () => {
    const { FixPartitions } = await import('../../src/logistics/tracking/fix-partitions.ts');
    const partitions = started.app.get(FixPartitions, { strict: false });
    await partitions.ensure([Date.parse('2020-05-05T12:00:00Z')]);
    const days = async () =>
      (await rows(`select relname from pg_class where relname like 'fix_2%'`)).map((row) => row.relname);
    expect(await days()).toContain('fix_20200505');
    await partitions.dropBefore(Date.parse('2021-01-01'));
    expect(await days()).not.toContain('fix_20200505');
    expect((await days()).length).toBeGreaterThan(0);
  });
});

function driveAlong(line: { lon: number; lat: number }[], since: number): Drive {
  const sums = cumulativeM(line);
  return {
    courierName: 'Ada',
    vehicleKind: 'bike',
    vehicle: 'bike',
    route: { id: 'r', line, since, engine: 'embedded', planId: 'p' },
    stops: [
      {
        stopId: '00000000-0000-7000-8000-000000000001',
        deliveryId: '00000000-0000-7000-8000-000000000002',
        orderId: '00000000-0000-7000-8000-000000000003',
        storeId: '00000000-0000-7000-8000-000000000004',
        kind: 'dropoff',
        at: moveBy(FROM, 90, 1_500),
        radiusM: 80,
        alongM: sums[37]! + 20,
        serviceS: 60,
        plannedLegS: 300,
        windowFrom: null,
        windowTo: since + 3_600_000,
        since,
        state: 'enroute',
      },
    ],
  };
}
