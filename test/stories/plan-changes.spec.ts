import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { planOut, undoOut } from '../../src/logistics/dispatch/plans.dto.ts';
import { routeOut } from '../../src/logistics/dispatch/routes.dto.ts';
import { Improver } from '../../src/logistics/dispatch/improver.service.ts';
import { Planner } from '../../src/logistics/dispatch/planner.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import type { PlanView, UndoView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { PageOf } from '../../src/shared/views.ts';
import { caller, connect, until, watch, type Caller } from '../support/api.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';
import { DOORS, newWorld, quiet, stopsOf, type Rider, type World } from '../support/world.ts';

let started: StartedApp;
let office: Caller;
let cookie: string;
const still = () => quiet(started);
const improve = (w: World) => started.app.get(Improver, { strict: false }).improve(w.zone.id);

beforeAll(async () => {
  started = await startApp({ role: 'api' });
  const headers = await (await peopleOf(started).account({ role: 'dispatcher' })).headers();
  cookie = headers.cookie!;
  office = caller(started.url, headers);
}, 120_000);
afterAll(() => started.stop());

const plansOf = async (w: World, query = '') =>
  (await office.get<PageOf<PlanView>>(`/zones/${w.zone.id}/plans${query}`)).body;
const routeOf = async ({ id }: Rider) => (await office.get<RouteView | null>(`/couriers/${id}/route`)).body;
const undo = (id: string) => office.post<UndoView & { code: string }>(`/plans/${id}/undo`);
const assign = async (deliveryId: string, rider: Rider) => {
  expect((await office.post(`/deliveries/${deliveryId}/assign`, { courierId: rider.id })).status).toBe(200);
  await still();
};

describe('a published plan', () => {
  it('says what it changed, why, and what it gained; to the list and to whoever watches', async () => {
    const w = await newWorld(started, office);
    const [anna, bo] = [await w.rider('Anna', { autoAccept: true }), await w.rider('Bo')];
    const socket = await connect(started.url, {}, cookie);
    const { entries } = await watch(socket, `zone:${w.zone.id}`);
    await still();
    const delivery = await w.wish(DOORS[1]);
    const given = delivery.courier?.id === anna.id ? anna : bo;
    const other = given === anna ? bo : anna;
    await assign(delivery.id, other);
    const { items } = await plansOf(w);
    expect(items).toMatchObject([
      {
        why: { code: 'by_assign', params: { name: 'dispatcher' } },
        changes: [
          {
            number: delivery.number,
            kind: 'moved',
            from: { courierId: given.id },
            to: { courierId: other.id },
          },
        ],
        gain: { unservedBefore: 0, unservedAfter: 0 },
      },
      {
        why: { code: 'new_order', params: { number: delivery.number, count: 1 } },
        changes: [{ number: delivery.number, kind: 'assigned', from: null }],
        gain: { unservedBefore: 1, unservedAfter: 0 },
        undoOf: null,
        undoneBy: null,
      },
    ]);
    const first = await plansOf(w, '?limit=1');
    const rest = await plansOf(w, `?limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(items);
    await until(
      'the news of both plans',
      () => entries.filter(({ news }) => news.kind === 'plan').length === 2,
    );
    socket.disconnect();
    expect((await w.shop.get(`/zones/${w.zone.id}/plans`)).status).toBe(403);
    expect(items.map((plan) => planOut.parse(plan))).toEqual(items);
    const route = await routeOf(other);
    expect(routeOut.parse(route)).toEqual(route);
  });

  it('names the late courier whose orders another took over', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true, at: null });
    const later = { readyAt: new Date(Date.now() + 12 * 60_000).toISOString() };
    const window = { to: new Date(Date.now() + 25 * 60_000).toISOString() };
    const deliveries = [
      await w.wish(DOORS[1], { ...later, window }),
      await w.wish(DOORS[2], { ...later, window }),
    ];
    await w.rider('Bo', { autoAccept: true });
    await still();
    // Anna turns up at the other end of the city.
    const at = { lon: 11.905, lat: 57.66 };
    const { body } = await anna.phone.post('/fixes', {
      fixes: [{ at: new Date().toISOString(), ...at, accuracyM: 5, speedMps: 0 }],
    });
    expect(body.results).toMatchObject([{ verdict: 'ok' }]);
    await still();
    await improve(w);
    const { items } = await plansOf(w);
    expect(items[0]).toMatchObject({ why: { code: 'courier_late', params: { courier: 'Anna' } } });
    expect(items[0]!.gain.lateMinutes).toBeGreaterThan(3);
    expect(items[0]!.changes.map(({ kind }) => kind)).toContain('moved');
    for (const { number } of deliveries)
      expect(stopsOf(await routeOf(anna))).not.toContain(`dropoff ${number}`);
  });
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
/** Nobody would be asked for it yet; the dispatcher has it sent out all the same. */
async function wishForLater(w: World) {
  const delivery = await w.wish(DOORS[1], { readyAt: inMinutes(40) });
  expect((await office.post(`/deliveries/${delivery.id}/offer`)).status).toBe(200);
  await still();
  return delivery;
}

describe('taking a plan back', () => {
  it('puts an order back without asking again, and the planner leaves it there', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const delivery = await wishForLater(w);
    const before = stopsOf(await routeOf(anna));
    const bo = await w.rider('Bo');
    await assign(delivery.id, bo);
    const [plan] = (await plansOf(w)).items;
    const preview = await office.get<UndoView>(`/plans/${plan!.id}/undo`);
    const answer = await undo(plan!.id);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        plan: { undoOf: plan!.id, why: { code: 'by_undo', params: { name: 'dispatcher' } } },
        back: [{ number: delivery.number, courierName: 'Anna' }],
        kept: [],
      },
    });
    expect({ ...answer.body, plan: null }).toEqual(preview.body);
    expect(undoOut.parse(answer.body)).toEqual(answer.body);
    await still();
    expect(stopsOf(await routeOf(anna))).toEqual(before);
    expect(await routeOf(bo)).toBeNull();
    expect((await w.seen(delivery.id)).courier?.id).toBe(anna.id);
    expect((await anna.home()).offers).toEqual([]);
    expect((await plansOf(w)).items[1]).toMatchObject({ id: plan!.id, undoneBy: answer.body.plan!.id });
    await improve(w);
    expect(stopsOf(await routeOf(anna))).toEqual(before);
    expect(await undo(plan!.id)).toMatchObject({ status: 409, body: { code: 'already_undone' } });
    // Taking back the taking back is a plan like any other.
    expect((await undo(answer.body.plan!.id)).status).toBe(200);
    expect((await w.seen(delivery.id)).courier?.id).toBe(bo.id);
  });

  it('gives an order back that the dispatcher took off its route, agreed to as it was', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const kept = await w.wish(DOORS[2], { readyAt: inMinutes(40) });
    const delivery = await wishForLater(w);
    const before = stopsOf(await routeOf(anna));
    const off = await office.post(`/deliveries/${delivery.id}/unassign`);
    expect(off).toMatchObject({ status: 200, body: { state: 'confirmed', courier: null } });
    await still();
    expect(stopsOf(await routeOf(anna))).toEqual([`pickup ${kept.number}`, `dropoff ${kept.number}`]);
    const [plan] = (await plansOf(w)).items;
    expect(plan).toMatchObject({
      why: { code: 'by_unassign', params: { name: 'dispatcher' } },
      gain: { unservedBefore: 0, unservedAfter: 1 },
    });
    expect(plan!.changes.filter(({ kind }) => kind !== 'retimed')).toMatchObject([
      { number: delivery.number, kind: 'unassigned', from: { courierId: anna.id }, to: null },
    ]);
    expect(await undo(plan!.id)).toMatchObject({ status: 200, body: { back: [{ courierName: 'Anna' }] } });
    await still();
    expect(stopsOf(await routeOf(anna))).toEqual(before);
    expect(await w.seen(delivery.id)).toMatchObject({ state: 'assigned', courier: { name: 'Anna' } });
  });

  it('asks a courier who had not agreed yet as usual', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna');
    const delivery = await wishForLater(w);
    expect((await anna.home()).offers).toHaveLength(1);
    const bo = await w.rider('Bo', { autoAccept: true });
    await assign(delivery.id, bo);
    expect((await anna.home()).offers).toEqual([]);
    const [plan] = (await plansOf(w)).items;
    expect((await undo(plan!.id)).status).toBe(200);
    await still();
    expect(stopsOf(await routeOf(anna))).toHaveLength(2);
    expect((await w.seen(delivery.id)).state).toBe('confirmed');
    expect((await office.post(`/deliveries/${delivery.id}/offer`)).status).toBe(200);
    expect((await anna.home()).offers).toMatchObject([{ deliveryId: delivery.id }]);
  });

  it('lets a new order wait again, away from that courier', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const delivery = await w.wish(DOORS[1], { readyAt: inMinutes(40) });
    expect(stopsOf(await routeOf(anna))).toHaveLength(2);
    const [plan] = (await plansOf(w)).items;
    expect(await undo(plan!.id)).toMatchObject({ status: 200, body: { back: [{ courierName: null }] } });
    await still();
    expect(await w.seen(delivery.id)).toMatchObject({
      courier: null,
      unassigned: { code: 'refused_by_couriers' },
    });
    const bo = await w.rider('Bo');
    await still();
    expect(stopsOf(await routeOf(bo))).toHaveLength(2);
  });

  it('is planned on only once taking it back is committed, also within one transaction', async () => {
    const w = await newWorld(started, office);
    await w.rider('Anna', { autoAccept: true });
    await w.wish(DOORS[1], { readyAt: inMinutes(40) });
    const [plan] = (await plansOf(w)).items;
    const transactions = started.app.get(Transactions);
    const woken: boolean[] = [];
    jest.spyOn(started.app.get(Planner, { strict: false }), 'wake').mockImplementation(() => {
      let isCommitted = false;
      transactions.afterCommit(() => (isCommitted = true));
      woken.push(isCommitted);
    });
    const key = { 'idempotency-key': plan!.id };
    expect((await office.post(`/plans/${plan!.id}/undo`, {}, key)).status).toBe(200);
    jest.restoreAllMocks();
    expect(new Set(woken)).toEqual(new Set([true]));
  });

  it('says what stays as it is, and refuses when that is all', async () => {
    const w = await newWorld(started, office);
    const anna = await w.rider('Anna', { autoAccept: true });
    const soon = await w.wish(DOORS[1]);
    const pickup = (await routeOf(anna))!.stops[0]!;
    expect((await anna.me.post(`/stops/${pickup.id}/complete`, {})).status).toBe(200);
    await still();
    const [plan] = (await plansOf(w)).items;
    expect((await office.get<UndoView>(`/plans/${plan!.id}/undo`)).body).toMatchObject({
      back: [],
      kept: [{ number: soon.number, reason: 'under_way' }],
    });
    expect(await undo(plan!.id)).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
    expect((await undo('0198a6de-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await w.shop.post(`/plans/${plan!.id}/undo`)).status).toBe(403);
  });
});
