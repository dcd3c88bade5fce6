import { describe, expect, it } from '@jest/globals';
import type { RouteStop } from '../../../../src/logistics/deliveries/planning.service.ts';
import { nextDeparture, setOutOf } from '../../../../src/logistics/dispatch/departure.rules.ts';
import type { Drive } from '../../../../src/logistics/tracking/drive.ts';

const NOW = new Date('2036-05-05T10:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

interface Wish {
  kind?: RouteStop['kind'];
  state?: RouteStop['state'];
  readyAt?: Date;
  windowFrom?: Date | null;
  storeId?: string;
}
const stop = (
  id: string,
  { kind = 'dropoff', state = 'pending', readyAt = NOW, windowFrom = null, storeId = 's' }: Wish = {},
) =>
  ({
    id,
    kind,
    state,
    plannedArrival: inMinutes(45),
    delivery: { readyAt, windowFrom, storeId },
  }) as RouteStop;
const drive = (...legs: [string, number][]) =>
  ({ stops: legs.map(([stopId, minutes]) => ({ stopId, plannedLegS: minutes * 60 })) }) as Drive;

describe('the next departure', () => {
  it('is the first stop, however early the courier is, when nothing has to be waited for', () => {
    expect(nextDeparture([stop('a'), stop('b')], drive(['a', 4], ['b', 4]), NOW)).toBe('a');
  });

  it('waits for goods that are not ready and for a window that is not open, less the way there', () => {
    const notReady = stop('a', { kind: 'pickup', readyAt: inMinutes(20) });
    const tooEarly = stop('a', { windowFrom: inMinutes(20) });
    for (const first of [notReady, tooEarly]) {
      expect(nextDeparture([first], drive(['a', 10]), NOW)).toBeNull();
      expect(nextDeparture([first], drive(['a', 18]), NOW)).toBe('a');
    }
  });

  it('waits for all that one store has for the courier, not for what another has or what is fetched later', () => {
    const now = stop('a', { kind: 'pickup' });
    const later = stop('b', { kind: 'pickup', readyAt: inMinutes(20) });
    const elsewhere = stop('b', { kind: 'pickup', readyAt: inMinutes(20), storeId: 't' });
    const legs = drive(['a', 4], ['b', 4]);
    expect(nextDeparture([now, later], legs, NOW)).toBeNull();
    expect(nextDeparture([now, later], legs, inMinutes(14))).toBe('a');
    expect(nextDeparture([now, elsewhere], legs, NOW)).toBe('a');
    expect(nextDeparture([now, stop('c'), later], legs, NOW)).toBe('a');
  });

  it('waits for the first door behind the store too, so that nobody waits there with the goods', () => {
    const pickup = stop('a', { kind: 'pickup' });
    const door = stop('b', { windowFrom: inMinutes(30) });
    const legs = drive(['a', 4], ['b', 6]);
    // Four minutes to the store, two there, six to the door; two to spare.
    expect(nextDeparture([pickup, door], legs, inMinutes(15))).toBeNull();
    expect(nextDeparture([pickup, door], legs, inMinutes(16))).toBe('a');
    expect(nextDeparture([pickup, stop('c'), door], legs, NOW)).toBe('a');
    expect(
      nextDeparture([pickup, stop('c', { kind: 'pickup', storeId: 't' }), door], legs, inMinutes(13)),
    ).toBeNull();
    expect(
      nextDeparture([pickup, stop('c', { kind: 'pickup', storeId: 't' }), door], legs, inMinutes(14)),
    ).toBe('a');
  });

  it('is nowhere while the courier is under way or at a stop, or has none', () => {
    for (const state of ['enroute', 'arrived'] as const)
      expect(nextDeparture([stop('a'), stop('b', { state })], drive(['a', 4]), NOW)).toBeNull();
    expect(nextDeparture([], drive(), NOW)).toBeNull();
  });
});

describe('when to set out', () => {
  const at = (minutes: number) => inMinutes(minutes).toISOString();
  const pickup = (id: string, ready: number, storeId = 's') =>
    stop(id, { kind: 'pickup', readyAt: inMinutes(ready), storeId });

  it('is the way before the goods are ready, or the door opens', () => {
    const first = { stopId: 'a', at: at(10), thereAt: at(20) };
    expect(setOutOf([pickup('a', 20)], drive(['a', 10]))).toEqual(first);
    expect(setOutOf([stop('a', { windowFrom: inMinutes(20) })], drive(['a', 10]))).toEqual(first);
  });

  it('leaves time for nothing but the way when the door behind the store opens later', () => {
    const route = [pickup('a', 5), stop('b', { windowFrom: inMinutes(30) })];
    expect(setOutOf(route, drive(['a', 4], ['b', 6]))).toEqual({ stopId: 'a', at: at(18), thereAt: at(22) });
  });

  it('waits for the last of what is fetched together', () => {
    const route = [pickup('a', 5), pickup('b', 20)];
    expect(setOutOf(route, drive(['a', 4], ['b', 0]))?.at).toBe(at(14));
    expect(setOutOf([pickup('a', 5), pickup('b', 20, 't')], drive(['a', 4], ['b', 0]))?.at).toBe(at(1));
  });

  it('stays what it was when the courier is late', () => {
    expect(setOutOf([pickup('a', -5)], drive(['a', 10]))?.at).toBe(at(-15));
  });

  it('is two minutes after the courier is taken to have set out, and told until he is there', () => {
    const route = [pickup('a', 30)];
    const legs = drive(['a', 10]);
    expect(nextDeparture(route, legs, inMinutes(17))).toBeNull();
    expect(nextDeparture(route, legs, inMinutes(18))).toBe('a');
    expect(setOutOf([{ ...route[0]!, state: 'enroute' }], legs)?.at).toBe(at(20));
    expect(setOutOf([{ ...route[0]!, state: 'arrived' }], legs)).toBeNull();
  });

  it('is nothing where nothing opens, where the way is not known, and without stops', () => {
    expect(setOutOf([stop('a')], drive(['a', 10]))).toBeNull();
    expect(setOutOf([pickup('a', 20)], drive(['b', 10]))).toBeNull();
    expect(setOutOf([pickup('a', 20)], null)).toBeNull();
    expect(setOutOf([], drive())).toBeNull();
  });
});
