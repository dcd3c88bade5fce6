import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlanView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { PageOf } from '../../src/shared/views.ts';
import { caller, until, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, stopsOf } from '../support/world.ts';

let started: StartedApp;
let office: Caller;

beforeAll(async () => {
  started = await startApp();
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());

describe('a running plan', () => {
  it('is repaired by itself when fixes show that a courier will be late', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true, at: null });
    const soon = {
      readyAt: new Date(Date.now() + 12 * 60_000).toISOString(),
      window: { to: new Date(Date.now() + 25 * 60_000).toISOString() },
    };
    const numbers = [(await w.wish(DOORS[1], soon)).number, (await w.wish(DOORS[2], soon)).number];
    const bo = await w.rider('Bo', { autoAccept: true });
    const routeOf = async (id: string) =>
      stopsOf((await office.get<RouteView | null>(`/couriers/${id}/route`)).body);
    for (const number of numbers) expect(await routeOf(anna.id)).toContain(`dropoff ${number}`);
    const far = { at: new Date().toISOString(), lon: 11.905, lat: 57.66, accuracyM: 5, speedMps: 0 };
    expect((await anna.phone.post('/fixes', { fixes: [far] })).body.results[0].verdict).toBe('ok');
    await until(
      'Bo takes over what would be late',
      async () => {
        const route = await routeOf(bo.id);
        return numbers.every((number) => route.includes(`dropoff ${number}`));
      },
      60_000,
    );
    const plan = await until(
      'the plan says why',
      async () => {
        const { items } = (await office.get<PageOf<PlanView>>(`/zones/${w.zone.id}/plans`)).body;
        return items.find(({ why }) => why.code === 'courier_late');
      },
      60_000,
    );
    expect(plan.why.params.courier).toBe('Anna');
    expect(plan.gain.lateMinutes).toBeGreaterThan(3);
  }, 150_000);
});
