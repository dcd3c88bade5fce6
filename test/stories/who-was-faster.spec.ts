import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { newWorld, quiet } from '../support/world.ts';

let started: StartedApp;
let office: Caller;

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
}, 120_000);
afterAll(() => started.stop());
afterEach(() => void jest.restoreAllMocks());

describe('who was faster', () => {
  it.each(['assign', 'unassign'])(
    '%s is refused when the delivery changed after it was looked at, also between two tries',
    async (command) => {
      const w = await newWorld(started, office);
      const [anna, bo] = [
        await w.rider('Anna', { autoAccept: true }),
        await w.rider('Bo', { autoAccept: true }),
      ];
      const { id } = await w.wish();
      expect((await office.post(`/deliveries/${id}/assign`, { courierId: anna.id })).status).toBe(200);
      await quiet(started);
      const { version } = await w.seen(id);
      jest.spyOn(started.app.get(Planner, { strict: false }), 'direct').mockImplementationOnce(async () => {
        jest.restoreAllMocks();
        expect((await office.post(`/deliveries/${id}/assign`, { courierId: bo.id })).status).toBe(200);
        return null;
      });
      const answer = await office.post(
        `/deliveries/${id}/${command}`,
        command === 'assign' ? { courierId: anna.id } : {},
        { 'if-match': String(version) },
      );
      expect(answer).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
      expect((await w.seen(id)).courier?.id).toBe(bo.id);
    },
  );

  it('a courier who went home while his plan was made gets nothing of it', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [
      await w.rider('Anna', { autoAccept: true }),
      await w.rider('Bo', { autoAccept: true }),
    ];
    const { id } = await w.wish();
    expect((await office.post(`/deliveries/${id}/assign`, { courierId: bo.id })).status).toBe(200);
    await quiet(started);
    const planner = started.app.get(Planner, { strict: false });
    const direct = planner.direct.bind(planner);
    jest.spyOn(planner, 'direct').mockImplementationOnce(async (...plan) => {
      await anna.me.post('/courier/duty', { state: 'off' });
      return direct(...plan);
    });
    const answer = await office.post(`/deliveries/${id}/assign`, { courierId: anna.id });
    expect(answer).toMatchObject({ status: 409, body: { code: 'courier_not_on_duty' } });
    expect((await w.seen(id)).courier?.id).toBe(bo.id);
  });
});
