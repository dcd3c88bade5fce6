import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

let started: StartedApp;
let make: ReturnType<typeof peopleOf>;
let zoneId: string;
let administrator: Record<string, string>;

beforeAll(async () => {
  started = await startApp();
  make = peopleOf(started);
  zoneId = (await make.zone()).id;
  administrator = await (await make.account({ role: 'administrator' })).headers();
});
afterAll(() => started.stop());

async function call(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  headers: Record<string, string>,
  payload?: object,
) {
  const response = await started.app.inject({ method, url: `/api/v1${path}`, headers, payload });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const corners = (...list: [number, number][]) => list.map(([lon, lat]) => ({ lon, lat }));

describe('the fleet over HTTP', () => {
  it.each([
    ['an outline that crosses itself', { ring: corners([11, 57], [12, 58], [12, 57], [11, 58]) }, 'ring'],
    ['a corner off the earth', { ring: corners([11, 57], [12, 91], [12, 57]) }, 'ring.1.lat'],
    ['a time zone nobody knows', { timeZone: 'Europe/Gothenburg' }, 'timeZone'],
    ['a field that does not exist', { colour: 'red' }, 'colour'],
  ])('refuses a zone with %s, naming the field', async (_, wrong, field) => {
    const good = { name: 'z', timeZone: 'Europe/Stockholm', ring: corners([11, 57], [12, 57], [12, 58]) };
    const before = (await call('GET', '/zones', administrator)).body.items.length;
    expect(await call('POST', '/zones', administrator, { ...good, ...wrong })).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
    expect((await call('GET', '/zones', administrator)).body.items).toHaveLength(before);
  });

  it('lets a courier go on duty by its own word, and tells which version it is', async () => {
    const courier = await make.courier(zoneId);
    const own = await (await make.account({ role: 'courier', courierId: courier.id })).headers();
    const on = await call('POST', '/courier/duty', own, { state: 'on' });
    expect(on).toMatchObject({ status: 200, body: { id: courier.id, state: 'idle', version: 2 } });
    const stale = await call(
      'PATCH',
      `/couriers/${courier.id}`,
      { ...administrator, 'if-match': '1' },
      { name: 'Bo' },
    );
    expect(stale).toMatchObject({ status: 409, body: { code: 'version_conflict', current: 2 } });
    const away = await call('POST', '/courier/duty', own, { state: 'off' });
    expect(away.body).toMatchObject({ state: 'off_duty', version: 3 });
    const pause = await call('POST', '/courier/duty', own, { state: 'break' });
    expect(pause).toMatchObject({ status: 409, body: { code: 'illegal_transition', from: 'off_duty' } });
  });

  it('hires once when the same command comes twice', async () => {
    const vehicle = await call('POST', '/vehicles', administrator, {
      kind: 'car',
      name: 'C1',
      capacity: [50],
    });
    const command = { name: 'Cy', zoneId, vehicleId: vehicle.body.id, skills: ['cold'] };
    const once = { ...administrator, 'idempotency-key': randomUUID() };
    const [first, second] = [
      await call('POST', '/couriers', once, command),
      await call('POST', '/couriers', once, command),
    ];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await call('GET', `/couriers/${first.body.id}`, administrator)).body).toEqual(first.body);
  });

  it('tells any account which system this is and where it works', async () => {
    const store = await make.store();
    const { headers } = await make.key(store.id);
    expect(await call('GET', '/system', headers)).toMatchObject({
      status: 200,
      body: {
        name: 'Waylight',
        version: expect.stringMatching(/^\d+\.\d+/),
        demo: false,
        zones: [{ id: zoneId }],
      },
    });
  });

  it('asks who asks too often to wait', async () => {
    const store = await make.store();
    const { token } = await make.share(randomUUID(), store.id);
    const answers = await Promise.all(Array.from({ length: 241 }, () => call('GET', `/track/${token}`, {})));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
  });
});
