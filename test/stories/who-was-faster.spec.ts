import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { newWorld, quiet, type Rider } from '../support/world.ts';

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

  it('a delivery that another courier was asked for meanwhile is not taken off him, also within one transaction', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [await w.rider('Anna', { autoAccept: true }), await w.rider('Bo')];
    const { id } = await w.wish();
    expect((await office.post(`/deliveries/${id}/assign`, { courierId: anna.id })).status).toBe(200);
    await quiet(started);
    const { version } = await w.seen(id);
    const planner = started.app.get(Planner, { strict: false });
    const direct = planner.direct.bind(planner);
    jest.spyOn(planner, 'direct').mockImplementationOnce(async (...plan) => {
      // What another session commits changes no row that this one has in hand.
      await started.app.get(Transactions).run(async (em) => {
        await em.execute('update stop set courier_id = ? where delivery_id = ?', [bo.id, id]);
        await em.execute('update delivery set version = version + 1 where id = ?', [id]);
      });
      return direct(...plan);
    });
    const headers = { 'if-match': String(version), 'idempotency-key': `off ${id}` };
    const answer = await office.post(`/deliveries/${id}/unassign`, {}, headers);
    expect(answer).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
  });

  it.each<[string, (anna: Rider) => Promise<unknown>]>([
    ['went home', ({ me }) => me.post('/courier/duty', { state: 'off' })],
    ['went to another zone', async ({ id }) => office.patch(`/couriers/${id}`, await elsewhere())],
  ])('a courier who %s while his plan was made gets nothing of it', async (_, leaves) => {
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
      await leaves(anna);
      return direct(...plan);
    });
    const answer = await office.post(`/deliveries/${id}/assign`, { courierId: anna.id });
    expect(answer).toMatchObject({ status: 409, body: { code: 'courier_not_on_duty' } });
    expect((await w.seen(id)).courier?.id).toBe(bo.id);
  });
});

const elsewhere = async () => ({ zoneId: (await newWorld(started, office)).zone.id });
