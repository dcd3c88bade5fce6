import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertView, DeliveryView, PageOf } from '../../src/shared/views.ts';
import { AlertClock } from '../../src/logistics/alerts/alert-clock.ts';
import type { AlertDraft } from '../../src/logistics/alerts/alert.rules.ts';
import { AlertsService } from '../../src/logistics/alerts/alerts.service.ts';
import { EtasService } from '../../src/logistics/deliveries/etas.service.ts';
import { PlanningService } from '../../src/logistics/deliveries/planning.service.ts';
import { FactsService } from '../../src/platform/facts/facts.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { moveBy } from '../../src/shared/geo.ts';
import { newId } from '../../src/shared/ids.ts';
import { caller, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, type Rider, type World } from '../support/world.ts';

const MINUTE = 60_000;

// Without a worker the clock stands still unless a test moves it.
let started: StartedApp;
let office: Caller;
let w: World;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });
const tick = async (minutes: number) => {
  await get(AlertClock).tick(new Date(Date.now() + minutes * MINUTE));
  await quiet(started);
};
const alertsOf = async (subjectId: string, rule?: string): Promise<AlertView[]> => {
  const { items } = (await office.get<PageOf<AlertView>>('/alerts?state=all&limit=100')).body;
  return items.filter(({ subject, rule: of }) => subject.id === subjectId && (!rule || of === rule));
};
const alertOf = async (subjectId: string, rule: string) => (await alertsOf(subjectId, rule))[0]!;

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const dispatcher = await peopleOf(started).account({ role: 'dispatcher' });
  office = caller(started.url, await dispatcher.headers());
  w = await newWorld(started, office);
}, 120_000);
afterAll(() => started.stop());

/** A courier who has a delivery to make. */
async function atWork(name: string, at?: { lon: number; lat: number }): Promise<[Rider, DeliveryView]> {
  const rider = await w.rider(name, { autoAccept: true, at, skills: [name] });
  await quiet(started);
  return [rider, await w.wish(DOORS[1], { skills: [name] })];
}

describe('an alert', () => {
  it('of news nobody could handle names the listener, and clears once it is handled', async () => {
    const [{ id }] = (await get(Transactions).run((em) =>
      em.execute<{ id: string }[]>(
        `insert into fact (name, payload, recorded_at, relayed_at) values ('order.placed', '{}', now(), now()) returning id`,
      ),
    )) as [{ id: string }];
    await get(Transactions).run((em) =>
      em.execute(
        `insert into fact_retry (fact_id, consumer, attempts, last_error, due_at, parked) values (?, 'test.listener', 8, 'broken', now(), true)`,
        [id],
      ),
    );
    await tick(0);
    const subject = `${id}/test.listener`;
    expect(await alertOf(subject, 'fact_parked')).toMatchObject({
      severity: 'critical',
      state: 'open',
      evidence: { error: 'broken' },
    });
    await get(Transactions).run((em) => em.execute('delete from fact_retry where fact_id = ?', [id]));
    await tick(0);
    expect(await alertOf(subject, 'fact_parked')).toMatchObject({
      state: 'resolved',
      resolution: { by: 'system' },
    });
  });

  it('of lateness is raised once, gets worse in place, and is cleared with what was seen', async () => {
    const [, { id, number }] = await atWork('Ada');
    const { stops } = (await get(PlanningService).openDelivery(id))!;
    const foretell = async (lateProbability: number) => {
      const [p10, p50, p90] = [80, 95, 120].map((minutes) => new Date(Date.now() + minutes * MINUTE));
      const stopId = stops.at(-1)!.id;
      await get(EtasService).setEtas([
        { stopId, p10: p10!, p50: p50!, p90: p90!, lateProbability, stopsBefore: 0 },
      ]);
      await quiet(started);
    };
    await foretell(0.4);
    expect(await alertsOf(id)).toEqual([]);
    await foretell(0.6);
    const raised = await alertOf(id, 'late');
    expect(raised).toMatchObject({
      state: 'open',
      severity: 'warning',
      subject: { type: 'delivery', label: number },
      zoneId: w.zone.id,
      message: { key: 'alert.late', params: { percent: 60 } },
      evidence: { probability: 0.6, thresholds: { raiseProbability: 0.5 } },
      count: 1,
    });
    await foretell(0.62);
    expect((await alertOf(id, 'late')).version).toBe(raised.version);
    await foretell(0.9);
    expect(await alertsOf(id)).toMatchObject([{ id: raised.id, severity: 'critical', count: 2 }]);
    await foretell(0.3);
    expect(await alertsOf(id)).toMatchObject([{ state: 'open', severity: 'critical' }]);
    await foretell(0.1);
    expect(await alertsOf(id)).toMatchObject([
      {
        id: raised.id,
        state: 'resolved',
        resolution: { by: 'system', reason: 'cleared' },
        evidence: { probability: 0.9, cleared: { probability: 0.1 } },
      },
    ]);
    await foretell(0.7);
    expect((await alertsOf(id)).map(({ state }) => state).toSorted()).toEqual(['open', 'resolved']);
  });

  it('of a silent phone stands until the phone is heard, whatever is planned meanwhile', async () => {
    const [bo] = await atWork('Bo');
    await tick(2);
    expect(await alertsOf(bo.id)).toEqual([]);
    await tick(4);
    expect(await alertsOf(bo.id, 'silent')).toMatchObject([
      { severity: 'warning', subject: { type: 'courier', label: 'Bo' }, message: { params: { minutes: 4 } } },
    ]);
    await w.wish(DOORS[2], { skills: ['Bo'] });
    await tick(11);
    expect(await alertsOf(bo.id, 'silent')).toMatchObject([
      { state: 'escalated', severity: 'critical', count: 2 },
    ]);
    const fix = { at: new Date().toISOString(), ...DOORS[2], accuracyM: 5 };
    await bo.phone.post('/fixes', { fixes: [fix] });
    await tick(0);
    expect(await alertsOf(bo.id, 'silent')).toMatchObject([{ state: 'resolved' }]);
  });

  it('of a courier who stands away from its stop is cleared when it moves', async () => {
    const [cai] = await atWork('Cai', DOORS[3]);
    const send = (east: number, seconds: number, speedMps: number) => ({
      at: new Date(Date.now() + seconds * 1000).toISOString(),
      ...moveBy(DOORS[3], 90, east),
      accuracyM: 5,
      speedMps,
    });
    const standing = Array.from({ length: 20 }, (_, i) => send(0, i + 1, 0));
    await cai.phone.post('/fixes', { fixes: standing });
    const stood = Array.from({ length: 20 }, (_, i) => send(0, 30 + i * 2, 0));
    await cai.phone.post('/fixes', { fixes: stood });
    await tick(4);
    expect(await alertsOf(cai.id, 'stalled')).toEqual([]);
    await tick(7);
    expect(await alertsOf(cai.id, 'stalled')).toMatchObject([{ state: 'open', severity: 'warning' }]);
    const moving = Array.from({ length: 12 }, (_, i) => send(i * 12, 80 + i * 2, 6));
    await cai.phone.post('/fixes', { fixes: moving });
    await tick(0);
    expect(await alertsOf(cai.id, 'stalled')).toMatchObject([{ state: 'resolved' }]);
  });

  it('of leaving the route is cleared on rejoining it, or with the last stop', async () => {
    const [dag, delivery] = await atWork('Dag');
    const tell = async (name: 'route.left' | 'route.rejoined') => {
      const of = { courierId: dag.id, zoneId: w.zone.id, at: new Date().toISOString() };
      await get(Transactions).run(async () =>
        get(FactsService).record(name, name === 'route.left' ? { ...of, distanceM: 240 } : (of as never)),
      );
      await quiet(started);
    };
    await tell('route.left');
    expect(await alertsOf(dag.id)).toMatchObject([
      { rule: 'off_route', state: 'open', message: { params: { metres: 240 } } },
    ]);
    await tell('route.rejoined');
    expect(await alertsOf(dag.id)).toMatchObject([{ rule: 'off_route', state: 'resolved' }]);
    await tell('route.left');
    await w.shop.post(`/deliveries/${delivery.id}/cancel`);
    await quiet(started);
    await tick(0);
    expect((await alertsOf(dag.id)).map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  it('of a failed attempt stands while the goods are on their way back', async () => {
    const [eva, { id }] = await atWork('Eva');
    const next = async () => (await eva.home()).route!.stops[0]!.id;
    await eva.me.post(`/stops/${await next()}/complete`);
    await quiet(started);
    await eva.me.post(`/stops/${await next()}/fail`, { reason: 'not_home' });
    await quiet(started);
    expect((await w.seen(id)).state).toBe('returning');
    expect(await alertOf(id, 'attempt_failed')).toMatchObject({
      state: 'open',
      message: { params: { reason: 'not_home' } },
      evidence: { courierId: eva.id },
    });
    await eva.me.post(`/stops/${await next()}/complete`);
    await quiet(started);
    expect(await alertsOf(id, 'attempt_failed')).toMatchObject([
      { state: 'resolved', evidence: { cleared: { state: 'returned' } } },
    ]);
  });

  it('of an order without a courier says why, and ends when somebody takes it', async () => {
    const { id } = await w.wish(DOORS[0], { skills: ['Finn'] });
    await tick(1);
    expect(await alertsOf(id)).toEqual([]);
    await tick(3);
    expect(await alertsOf(id)).toMatchObject([
      { rule: 'unassigned', severity: 'warning', message: { params: { code: 'skill' } } },
    ]);
    await tick(11);
    expect(await alertsOf(id)).toMatchObject([{ severity: 'critical', state: 'escalated', count: 2 }]);
    await w.rider('Finn', { autoAccept: true, skills: ['Finn'] });
    await quiet(started);
    expect((await w.seen(id)).courier?.name).toBe('Finn');
    expect(await alertsOf(id)).toMatchObject([{ state: 'resolved' }]);
  });

  it('is opened once, however many processes see the trouble at the same moment', async () => {
    const subject = { type: 'delivery' as const, id: newId() };
    const finding = { raise: draft(subject.id) };
    await Promise.all(
      Array.from({ length: 8 }, () => get(AlertsService).consider(finding, 'D1', new Date())),
    );
    expect(await alertsOf(subject.id)).toMatchObject([{ count: 1, severity: 'warning' }]);
  });
});

const draft = (id: string, severity: 'warning' | 'critical' = 'warning'): AlertDraft => ({
  rule: 'late',
  subject: { type: 'delivery', id },
  zoneId: w.zone.id,
  severity,
  message: { key: 'alert.late', params: { minutes: 5, percent: 70 } },
  evidence: {},
});

describe('people', () => {
  const raised = async (severity?: 'warning' | 'critical') => {
    const id = newId();
    await get(AlertsService).consider({ raise: draft(id, severity) }, 'D1', new Date());
    return alertOf(id, 'late');
  };
  const act = (id: string, what: string, body?: object, version?: number) =>
    office.post<AlertView>(`/alerts/${id}/${what}`, body, version ? { 'if-match': String(version) } : {});

  it('take an alert, resolve it and close it; who comes late is told so', async () => {
    const { id, version } = await raised();
    const taken = await act(id, 'acknowledge', {}, version);
    expect(taken).toMatchObject({
      status: 200,
      body: { state: 'acknowledged', owner: { name: 'dispatcher' }, version: version + 1 },
    });
    expect(await act(id, 'resolve', { reason: 'called' }, version)).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: version + 1 },
    });
    expect((await act(id, 'close')).status).toBe(409);
    expect((await act(id, 'resolve', {})).status).toBe(400);
    expect((await act(id, 'resolve', { reason: 'called' })).body).toMatchObject({
      state: 'resolved',
      resolution: { by: 'person', reason: 'called' },
    });
    expect((await act(id, 'assign')).status).toBe(409);
    expect((await act(id, 'close')).body.state).toBe('closed');
    expect((await act(id, 'snooze', { minutes: 5 })).status).toBe(409);
    expect((await act(newId(), 'acknowledge')).status).toBe(404);
    expect((await w.shop.post(`/alerts/${id}/acknowledge`)).status).toBe(403);
    expect((await w.shop.get('/alerts')).status).toBe(403);
  });

  it('of whom two act at once, one wins or both are kept, never half of each', async () => {
    const { id, version } = await raised();
    const answers = await Promise.all([
      act(id, 'acknowledge', {}, version),
      act(id, 'snooze', { minutes: 5 }, version),
      act(id, 'resolve', { reason: 'x' }, version),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });

  it('give an alert to a colleague', async () => {
    const colleague = await peopleOf(started).account({ role: 'administrator' });
    const { id } = await raised();
    const given = await act(id, 'assign', { accountId: colleague.id });
    expect(given.body).toMatchObject({ state: 'acknowledged', owner: { id: colleague.id } });
    expect((await act(id, 'assign', { accountId: newId() })).status).toBe(404);
  });

  it('put an alert off; it comes back, and trouble that ends meanwhile ends it', async () => {
    const { id, subject } = await raised();
    const snoozed = await act(id, 'snooze', { minutes: 10 });
    expect(snoozed.body).toMatchObject({ state: 'snoozed', snoozedUntil: expect.any(String) });
    await tick(9);
    expect((await alertOf(subject.id, 'late')).state).toBe('snoozed');
    await tick(11);
    expect(await alertOf(subject.id, 'late')).toMatchObject({ state: 'open', snoozedUntil: null });
    await act(id, 'snooze', { minutes: 10 });
    await get(AlertsService).clear('late', subject.id, {}, new Date());
    expect(await alertsOf(subject.id)).toMatchObject([{ state: 'resolved', snoozedUntil: null }]);
  });

  it('are called louder when nobody takes what is critical', async () => {
    const [alone, owned] = [await raised('critical'), await raised('critical')];
    await act(owned.id, 'acknowledge');
    await tick(4);
    expect((await alertOf(alone.subject.id, 'late')).state).toBe('open');
    await tick(6);
    expect((await alertOf(alone.subject.id, 'late')).state).toBe('escalated');
    expect((await alertOf(owned.subject.id, 'late')).state).toBe('acknowledged');
  });

  it('list what stands, by zone, newest first', async () => {
    const [older, newer] = [await raised(), await raised()];
    await act(older.id, 'resolve', { reason: 'x' });
    const ids = async (query: string) =>
      (await office.get<PageOf<AlertView>>(`/alerts?limit=100&${query}`)).body.items.map(({ id }) => id);
    const open = await ids(`zoneId=${w.zone.id}`);
    expect(open).toContain(newer.id);
    expect(open).not.toContain(older.id);
    expect(open).toEqual(open.toSorted().toReversed());
    expect(await ids('state=all')).toEqual(expect.arrayContaining([older.id, newer.id]));
    expect(await ids(`zoneId=${newId()}`)).toEqual([]);
  });
});
