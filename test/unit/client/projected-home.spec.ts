import { describe, expect, it } from '@jest/globals';
import { nextStop, primaryOf, projected } from '../../../client/courier/projected-home.ts';
import type { Waiting } from '../../../client/courier/outbox-order.ts';
import type { CourierHomeView } from '../../../src/shared/page-views.ts';
import type { StopAction, StopView } from '../../../src/shared/route-views.ts';

const at = '2026-11-22T14:00:00.000Z';
const stop = (id: string, kind: StopView['kind'], allowed: StopAction[]): StopView => ({
  id,
  deliveryId: 'd' + id.slice(1),
  orderId: null,
  number: '1042',
  kind,
  state: 'pending',
  place: { address: 'Kungsgatan 4', at: null, zone: 'Europe/Stockholm', notes: null },
  contact: { name: 'Elin', phone: null },
  window: null,
  eta: null,
  plannedArrival: at,
  plannedDeparture: at,
  locked: false,
  proofRequired: [],
  lines: [],
  allowed,
});
const ALL: StopAction[] = ['depart', 'arrive', 'complete', 'fail'];
const home = (
  over: Partial<CourierHomeView['courier']> = {},
  offers: CourierHomeView['offers'] = [],
): CourierHomeView => ({
  courier: {
    id: 'c1',
    version: 1,
    name: 'Anna Berg',
    phone: null,
    zoneId: 'z1',
    state: 'on_task',
    vehicle: { id: 'v1', kind: 'bike', name: 'Bike', capacity: [10] },
    shift: null,
    position: null,
    batteryPct: null,
    ...over,
  },
  timeZone: 'Europe/Stockholm',
  offers,
  route: {
    courierId: 'c1',
    courierName: 'Anna Berg',
    zoneId: 'z1',
    planId: 'p1',
    version: 1,
    engine: 'embedded',
    line: [],
    setOut: null,
    stops: [stop('p1', 'pickup', ALL), stop('s1', 'dropoff', []), stop('p2', 'pickup', ALL)],
  },
});
const deed = (id: number, stopId: string, action: StopAction): Waiting => ({
  id,
  kind: 'stop',
  key: `k${id}`,
  stopId,
  action,
  body: {},
});

describe('home with what waits to be sent', () => {
  it('is what the server said when nothing waits', () => {
    const seen = projected(home(), []);
    expect(primaryOf(seen)).toMatchObject({
      kind: 'stop',
      action: 'depart',
      stop: { id: 'p1', waiting: false },
    });
  });

  it("goes on in the server's own list behind a waiting action, and says that it waits", () => {
    const seen = projected(home(), [deed(1, 'p1', 'depart'), deed(2, 'p1', 'arrive')]);
    expect(primaryOf(seen)).toMatchObject({
      action: 'complete',
      stop: { id: 'p1', state: 'arrived', allowed: ['complete', 'fail'], waiting: true },
    });
  });

  it('lets the goods be delivered whose pickup still waits to be sent', () => {
    const seen = projected(home(), [deed(1, 'p1', 'complete')]);
    expect(primaryOf(seen)).toMatchObject({ action: 'depart', stop: { id: 's1', waiting: false } });
  });

  it('opens nothing after a failed pickup', () => {
    const seen = projected(home(), [deed(1, 'p1', 'fail')]);
    expect(nextStop(seen)).toMatchObject({ id: 's1', allowed: [] });
    expect(primaryOf(seen)).toEqual({ kind: 'wait' });
  });

  it('never offers failing as the big button', () => {
    const only = home();
    only.route!.stops[0]!.allowed = ['fail'];
    expect(primaryOf(projected(only, []))).toEqual({ kind: 'wait' });
  });

  it('puts duty first, then an offer, then the stop', () => {
    const offer = { id: 'o1' } as CourierHomeView['offers'][number];
    expect(primaryOf(projected(home({ state: 'off_duty' }, [offer]), []))).toEqual({ kind: 'start' });
    expect(primaryOf(projected(home({ state: 'on_break' }), []))).toEqual({ kind: 'resume' });
    expect(primaryOf(projected(home({}, [offer]), []))).toEqual({ kind: 'offer', offerId: 'o1' });
    const started = projected(home({ state: 'off_duty' }), [{ id: 1, kind: 'duty', key: 'k', state: 'on' }]);
    expect(started).toMatchObject({ dutyWaiting: true, courier: { state: 'idle' } });
  });

  it('ignores what waits for a stop that was taken off the route', () => {
    expect(projected(home(), [deed(1, 'gone', 'arrive')]).stops.some((one) => one.waiting)).toBe(false);
  });
});
