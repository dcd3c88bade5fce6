import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HistoryView, PageOf } from '../../src/shared/views.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { newWorld } from '../support/world.ts';

let started: StartedApp;
let office: Caller;

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());

describe('a phone without network', () => {
  it('tells later what was done, and every step keeps the time it had', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const { id } = await w.wish();
    const [pickup, dropoff] = (await anna.home()).route!.stops;
    const sinceMs = Date.now();
    const after = (ms: number) => ({ at: new Date(sinceMs + ms).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await anna.me.post(`/stops/${pickup!.id}/complete`, after(300));
    await anna.me.post(`/stops/${dropoff!.id}/arrive`, after(600));
    const done = await anna.me.post(`/stops/${dropoff!.id}/complete`, after(900));
    expect(done.status).toBe(200);
    const { items } = (await office.get<PageOf<HistoryView>>(`/deliveries/${id}/history`)).body;
    const times = new Map(items.map(({ to, at }) => [to, at]));
    expect(times.get('enroute_to_dropoff')).toBe(after(300).at);
    expect(times.get('arrived_at_dropoff')).toBe(after(600).at);
    expect(times.get('delivered')).toBe(after(900).at);
  });
});
