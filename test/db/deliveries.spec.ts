import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM, type Principal } from '../../src/access/principal.ts';
import { AssignmentsService } from '../../src/logistics/deliveries/assignments.service.ts';
import { DeliveriesService } from '../../src/logistics/deliveries/deliveries.service.ts';
import type { DeliveryInput } from '../../src/logistics/deliveries/deliveries.input.ts';
import { EtasService } from '../../src/logistics/deliveries/etas.service.ts';
import { IntakeService } from '../../src/logistics/deliveries/intake.service.ts';
import { PlanningService } from '../../src/logistics/deliveries/planning.service.ts';
import { ProofsService } from '../../src/logistics/deliveries/proofs.service.ts';
import { StopsService } from '../../src/logistics/deliveries/stops.service.ts';
import { TrackedService } from '../../src/logistics/deliveries/tracked.service.ts';
import { Transactions } from '../../src/platform/database/transactions.ts';
import { StreamsService } from '../../src/platform/streams/streams.service.ts';
import { peopleOf } from '../support/people.ts';
import { startApp, type StartedApp } from '../support/start-app.ts';

const MINUTE = 60_000;
const DOOR = { lon: 11.985, lat: 57.697 };
const PHOTO = `data:image/jpeg;base64,${Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')}`;

let started: StartedApp;
let storeId: string;
let zoneId: string;
let ada: Principal;
let bo: Principal;
const get = <T>(type: new (...args: never[]) => T): T => started.app.get(type, { strict: false });

beforeAll(async () => {
  // Without the worker's part: dispatch would plan by itself what is planned by hand here.
  started = await startApp({ role: 'api' });
  const people = peopleOf(started);
  zoneId = (await people.zone()).id;
  storeId = (await people.store()).id;
  const rider = async (name: string): Promise<Principal> => {
    const { id } = await people.courier(zoneId, name);
    return { ...SYSTEM, kind: 'account', id, role: 'courier', name, courierId: id };
  };
  ada = await rider('Ada');
  bo = await rider('Bo');
}, 120_000);
afterAll(() => started.stop());

async function born(more: Partial<DeliveryInput> = {}) {
  const dropoff = { address: 'Engelbrektsgatan 1', at: DOOR };
  const input: DeliveryInput = { storeId, dropoff, recipient: { name: 'Kim Ek' }, ...more };
  const { id } = await get(IntakeService).create(SYSTEM, input);
  const open = (await get(PlanningService).openDelivery(id))!;
  const [pickup, dropoffStop] = open.stops.map((stop) => stop.id) as [string, string];
  return { id, trackingId: open.trackingId, pickup, dropoff: dropoffStop };
}
type Born = Awaited<ReturnType<typeof born>>;

const planned = (stopIds: string[]) =>
  stopIds.map((stopId, i) => ({
    stopId,
    plannedArrival: new Date(Date.now() + i * 10 * MINUTE),
    plannedDeparture: new Date(Date.now() + i * 10 * MINUTE + MINUTE),
  }));
const route = (who: Principal, ...stopIds: string[]) => ({
  courierId: who.courierId!,
  stops: planned(stopIds),
});
const apply = (
  routes: ReturnType<typeof route>[],
  options: Parameters<AssignmentsService['applyRoutes']>[2] = { assign: 'all' },
) => get(AssignmentsService).applyRoutes(SYSTEM, routes, options);

/** Assigned to Ada; her route then holds this alone. */
async function assigned(more: Partial<DeliveryInput> = {}): Promise<Born> {
  for (const stop of await get(PlanningService).stopsOf(ada.courierId!)) {
    const { state } = await get(DeliveriesService).get(SYSTEM, stop.deliveryId);
    if (state === 'assigned') await get(AssignmentsService).unassign(SYSTEM, stop.deliveryId);
  }
  const carried = (await get(PlanningService).stopsOf(ada.courierId!)).map((stop) => stop.id);
  const delivery = await born(more);
  await apply([route(ada, ...carried, delivery.pickup, delivery.dropoff)]);
  return delivery;
}
const stateOf = async ({ id }: { id: string }) => (await get(DeliveriesService).get(SYSTEM, id)).state;
const statesOf = async ({ trackingId }: Born) =>
  (await get(TrackedService).tracked(trackingId)).timeline.map(({ state }) => state);
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('a delivery', () => {
  it('stands without a place when nobody knows the address, and says so', async () => {
    const { id } = await born({ dropoff: { address: 'Ingenstansvägen 99999' } });
    const delivery = await get(DeliveriesService).get(SYSTEM, id);
    expect(delivery).toMatchObject({ state: 'confirmed', unassigned: { code: 'address_unknown' } });
    expect(delivery.allowed).not.toContain('assign');
  });

  it('keeps its promise in the zone of the place', async () => {
    const window = { from: '2036-10-25T23:30:00Z', to: '2036-10-26T01:30:00Z' };
    const { id } = await born({ window });
    const view = await get(DeliveriesService).get(SYSTEM, id);
    expect(view.window).toEqual({ from: '2036-10-25T23:30:00.000Z', to: '2036-10-26T01:30:00.000Z' });
    expect(view.dropoff.zone).toBe('Europe/Stockholm');
    const { items } = await get(DeliveriesService).history(SYSTEM, id, { limit: 10 });
    expect(items.find(({ kind }) => kind === 'created')!.note).toBe(
      'Promised 2036-10-26 01:30 GMT+2 to 2036-10-26 02:30 GMT+1',
    );
  });

  it('goes from the store to the door, step by step, each told once', async () => {
    const delivery = await assigned();
    await get(StopsService).depart(ada, delivery.pickup);
    await get(StopsService).arrive(ada, delivery.pickup);
    await get(StopsService).arrive(SYSTEM, delivery.pickup, { by: 'geofence' });
    await get(StopsService).complete(ada, delivery.pickup);
    await get(StopsService).complete(ada, delivery.dropoff);
    await get(StopsService).arrive(SYSTEM, delivery.dropoff, { by: 'geofence' });
    const way = [
      'confirmed',
      'assigned',
      'enroute_to_pickup',
      'arrived_at_pickup',
      'picked_up',
      'enroute_to_dropoff',
      'arrived_at_dropoff',
      'delivered',
    ];
    expect(await statesOf(delivery)).toEqual(['created', ...way]);
    const head = await get(StreamsService).head(`order:${delivery.trackingId}`);
    const told = await get(StreamsService).since(`order:${delivery.trackingId}`, { ...head, seq: 0 });
    expect(told!.entries.flatMap(({ news }) => (news.kind === 'state' ? news.state : []))).toEqual(way);
  });

  it('ends where the phone says, and never before the move before it', async () => {
    const delivery = await assigned();
    const at = new Date(Date.now() + 5);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await get(StopsService).complete(ada, delivery.pickup);
    const moved = await get(StopsService).complete(ada, delivery.dropoff, { at, position: DOOR });
    expect(moved.delivery.outcome).toMatchObject({ result: 'delivered', observedAt: DOOR });
    expect(Date.parse(moved.delivery.outcome!.at)).toBeGreaterThanOrEqual(at.getTime());
  });

  it('is moved by its own courier only, and by nobody before it is assigned', async () => {
    const delivery = await assigned();
    expect(await code(get(StopsService).arrive(bo, delivery.pickup))).toBe('stop_not_found');
    const waiting = await born();
    expect(await code(get(StopsService).arrive(SYSTEM, waiting.pickup))).toBe('stop_not_assigned');
  });

  it('does not reach the door before the goods are picked up', async () => {
    const delivery = await assigned();
    expect(await code(get(StopsService).arrive(SYSTEM, delivery.dropoff))).toBe('not_its_turn');
    expect(await stateOf(delivery)).toBe('assigned');
  });

  it('can be cancelled until the goods are picked up', async () => {
    const delivery = await assigned();
    await get(StopsService).complete(ada, delivery.pickup);
    const cancel = () => get(DeliveriesService).cancel(SYSTEM, delivery.id, 'changed mind');
    expect(await code(cancel())).toBe('not_cancellable');
    const early = await assigned();
    await get(DeliveriesService).cancel(SYSTEM, early.id, 'changed mind');
    const again = await get(DeliveriesService).cancel(SYSTEM, early.id, null);
    expect(again).toMatchObject({ state: 'cancelled', outcome: { reason: 'changed mind' } });
    expect(await get(PlanningService).openDelivery(early.id)).toBeNull();
    expect(await code(get(StopsService).complete(ada, early.pickup))).not.toBe('done');
  });
});

describe('a failed visit', () => {
  const failing = { reason: 'not_home', note: 'Rang twice' } as const;

  it('brings the goods back to the store', async () => {
    const delivery = await assigned();
    await get(StopsService).complete(ada, delivery.pickup);
    const { delivery: failed } = await get(StopsService).fail(ada, delivery.dropoff, failing);
    expect(failed).toMatchObject({ state: 'returning', outcome: { result: 'failed', reason: 'not_home' } });
    const stops = await get(PlanningService).stopsOf(ada.courierId!);
    const back = stops.find((stop) => stop.deliveryId === delivery.id)!;
    expect(back).toMatchObject({ kind: 'return', view: { place: { address: 'Avenyn 1' } } });
    const { delivery: returned } = await get(StopsService).complete(ada, back.id);
    expect(returned).toMatchObject({
      state: 'returned',
      outcome: { result: 'returned', reason: 'not_home' },
    });
  });

  it('is tried once more when the shop wants it, and no third time', async () => {
    const delivery = await assigned({ onFailure: 'retry' });
    await get(StopsService).complete(ada, delivery.pickup);
    await get(StopsService).fail(ada, delivery.dropoff, failing);
    await get(StopsService).fail(ada, delivery.dropoff, failing);
    expect(await stateOf(delivery)).toBe('attempt_failed');
    const stops = await get(PlanningService).stopsOf(ada.courierId!);
    const second = stops.find((stop) => stop.deliveryId === delivery.id && stop.kind === 'dropoff')!;
    await get(StopsService).fail(ada, second.id, failing);
    expect(await stateOf(delivery)).toBe('returning');
  });

  it('at the store frees the courier and waits for the goods', async () => {
    const delivery = await assigned();
    await get(StopsService).fail(ada, delivery.pickup, { reason: 'not_ready' });
    const open = (await get(PlanningService).openDelivery(delivery.id))!;
    expect(open).toMatchObject({
      state: 'confirmed',
      courierId: null,
      unassigned: { code: 'pickup_failed' },
    });
    expect(open.readyAt.getTime()).toBeGreaterThan(Date.now() + 10 * MINUTE);
    expect(open.stops.map(({ kind, courierId }) => [kind, courierId])).toEqual([
      ['pickup', null],
      ['dropoff', null],
    ]);
    expect(open.stops[0]!.id).not.toBe(delivery.pickup);
  });
});

describe('proof', () => {
  const carried = async (proof: ('photo' | 'pin' | 'signature')[]) => {
    const delivery = await assigned({ proof });
    await get(StopsService).complete(ada, delivery.pickup);
    const { pin } = await get(TrackedService).tracked(delivery.trackingId);
    return { ...delivery, pin: pin! };
  };

  it('is required where it was asked for, and nothing moves without it', async () => {
    const delivery = await carried(['photo']);
    const refusal = await get(StopsService)
      .complete(ada, delivery.dropoff)
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'proof_required', detail: { field: 'proof.photo' } });
    expect(await stateOf(delivery)).toBe('picked_up');
  });

  it('is kept with its bytes, place and time', async () => {
    const delivery = await carried(['photo', 'pin']);
    const { pin } = delivery;
    const { delivery: done } = await get(StopsService).complete(ada, delivery.dropoff, {
      position: DOOR,
      proof: { photo: PHOTO, pin },
    });
    expect(done).toMatchObject({ state: 'delivered' });
    expect(new Set(done.proofTaken)).toEqual(new Set(['photo', 'pin']));
    const [photo] = await get(ProofsService).list(SYSTEM, delivery.id);
    expect(photo).toMatchObject({ kind: 'photo', location: DOOR });
    const { bytes, mediaType } = await get(ProofsService).picture(SYSTEM, photo!.id);
    expect([mediaType, [...bytes]]).toEqual(['image/jpeg', [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]]);
    const foreign = { ...SYSTEM, kind: 'api_key' as const, storeIds: [] };
    expect(await code(get(ProofsService).picture(foreign, photo!.id))).toBe('proof_not_found');
  });

  it('counts wrong PINs though each refusal undoes its own transaction, and locks after five', async () => {
    const delivery = await carried(['pin']);
    const wrong = delivery.pin === '0000' ? '1111' : '0000';
    const guess = (pin: string) => get(StopsService).complete(ada, delivery.dropoff, { proof: { pin } });
    const codes = await Promise.all(Array.from({ length: 7 }, () => code(guess(wrong))));
    expect(codes.filter((c) => c === 'pin_wrong')).toHaveLength(5);
    expect(codes.filter((c) => c === 'pin_locked')).toHaveLength(2);
    expect(await code(guess(delivery.pin))).toBe('pin_locked');
    const [row] = await get(Transactions).read((em) =>
      em.execute('select pin_attempts from delivery where id = ?', [delivery.id]),
    );
    expect(row).toEqual({ pin_attempts: 5 });
  });

  it('accepts the right PIN after a wrong one', async () => {
    const delivery = await carried(['pin']);
    const wrong = delivery.pin === '0000' ? '1111' : '0000';
    const complete = (pin: string) => get(StopsService).complete(ada, delivery.dropoff, { proof: { pin } });
    expect(await code(complete(wrong))).toBe('pin_wrong');
    expect((await complete(delivery.pin)).delivery.state).toBe('delivered');
  });
});

describe('routes', () => {
  it('leave a delivery to the courier’s word unless told to assign', async () => {
    const delivery = await born();
    await apply([route(bo, delivery.pickup, delivery.dropoff)], {});
    expect(await get(DeliveriesService).get(SYSTEM, delivery.id)).toMatchObject({
      state: 'confirmed',
      courier: null,
    });
    expect(await get(PlanningService).stopsOf(bo.courierId!, { held: true })).toEqual([]);
    expect(await code(get(AssignmentsService).assign(SYSTEM, delivery.id, ada.courierId!))).toBe(
      'offer_stale',
    );
    const taken = await get(AssignmentsService).assign(bo, delivery.id, bo.courierId!);
    expect(taken).toMatchObject({ state: 'assigned', courier: { name: 'Bo' } });
    await get(AssignmentsService).unassign(SYSTEM, delivery.id);
    expect(await get(PlanningService).stopsOf(bo.courierId!)).toEqual([]);
  });

  it('take off what they do not name, and give it to another only before the pickup', async () => {
    const delivery = await assigned();
    const others = (await get(PlanningService).stopsOf(ada.courierId!))
      .filter((stop) => stop.deliveryId !== delivery.id)
      .map((stop) => stop.id);
    await apply([route(ada, ...others)]);
    expect(await stateOf(delivery)).toBe('confirmed');
    await apply([route(bo, delivery.pickup, delivery.dropoff)]);
    await get(StopsService).depart(bo, delivery.pickup);
    await apply([route(bo), route(ada, ...others, delivery.pickup, delivery.dropoff)]);
    expect(await get(DeliveriesService).get(SYSTEM, delivery.id)).toMatchObject({
      state: 'assigned',
      courier: { name: 'Ada' },
    });
    await get(StopsService).complete(ada, delivery.pickup);
    expect(await code(apply([route(bo, delivery.dropoff)]))).toBe('already_picked_up');
    expect(await code(apply([route(bo, delivery.pickup, delivery.dropoff)]))).toBe('plan_stale');
    expect(await code(get(AssignmentsService).unassign(SYSTEM, delivery.id))).toBe('already_picked_up');
  });

  it('write nothing at all when one delivery refuses', async () => {
    const carried = await assigned();
    await get(StopsService).complete(ada, carried.pickup);
    const fresh = await born();
    const bad = [route(bo, fresh.pickup, fresh.dropoff, carried.dropoff)];
    expect(await code(apply(bad))).toBe('already_picked_up');
    expect((await get(PlanningService).openDelivery(fresh.id))!.stops[0]!.courierId).toBeNull();
  });

  it('say once why nobody takes a delivery, until somebody does', async () => {
    const { id, pickup, dropoff } = await born();
    await get(AssignmentsService).markUnplanned(id, 'too_heavy', 'No vehicle carries 3 t.');
    await get(AssignmentsService).markUnplanned(id, 'too_heavy', 'No vehicle carries 3 t.');
    const { items } = await get(DeliveriesService).history(SYSTEM, id, { limit: 20 });
    const said = items.filter(({ kind }) => kind === 'unplanned');
    expect(said).toMatchObject([{ to: 'too_heavy', note: 'No vehicle carries 3 t.' }]);
    await apply([route(bo, pickup, dropoff)]);
    expect((await get(DeliveriesService).get(SYSTEM, id)).unassigned).toBeNull();
    await get(AssignmentsService).unassign(SYSTEM, id);
  });
});

describe('estimates', () => {
  it('of the door are told to the zone and the customer, those of the store to nobody', async () => {
    const delivery = await assigned();
    const at = (min: number) => new Date(Date.UTC(2036, 0, 1, 12, min));
    const eta = { p10: at(1), p50: at(5), p90: at(9), lateProbability: 0.25, stopsBefore: 2 };
    await get(EtasService).setEtas([
      { stopId: delivery.pickup, ...eta },
      { stopId: delivery.dropoff, ...eta },
    ]);
    const view = await get(DeliveriesService).get(SYSTEM, delivery.id);
    expect(view).toMatchObject({ eta: { p50: '2036-01-01T12:05:00.000Z' }, lateProbability: 0.25 });
    const head = await get(StreamsService).head(`order:${delivery.trackingId}`);
    const told = await get(StreamsService).since(`order:${delivery.trackingId}`, { ...head, seq: 0 });
    const etas = told!.entries.filter(({ news }) => news.kind === 'track_eta');
    expect(etas.at(-1)!.news).toMatchObject({ stopsBefore: 2, eta: { p90: '2036-01-01T12:09:00.000Z' } });
    await get(AssignmentsService).unassign(SYSTEM, delivery.id);
    expect((await get(DeliveriesService).get(SYSTEM, delivery.id)).eta).toBeNull();
  });
});
