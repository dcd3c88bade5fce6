import { describe, expect, it } from '@jest/globals';
import {
  correctionFault,
  describeMove,
  firstPromise,
  PROMISE_MOVED,
} from '../../../../src/logistics/deliveries/correction.rules.ts';
import { deliveryLifecycle } from '../../../../src/logistics/deliveries/delivery.lifecycle.ts';
import { dispatcherActions } from '../../../../src/logistics/deliveries/delivery.rules.ts';

const { states } = deliveryLifecycle;
const may = (wish: { window?: boolean; dropoff?: boolean; byShop?: boolean }) =>
  states.filter(
    (state) => correctionFault(state, { window: false, dropoff: false, byShop: false, ...wish }) === null,
  );
const BEFORE_PICKUP = ['created', 'confirmed', 'assigned', 'enroute_to_pickup', 'arrived_at_pickup'];
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);

describe('a correction', () => {
  it('of the promise is the office’s while somebody is to come, the shop’s until the goods leave', () => {
    const toCome = [...BEFORE_PICKUP, 'picked_up', 'enroute_to_dropoff', 'arrived_at_dropoff'];
    expect(may({ window: true })).toEqual(toCome);
    expect(may({ window: true, byShop: true })).toEqual(BEFORE_PICKUP);
    expect(states.filter((state) => dispatcherActions(state, true).includes('correct'))).toEqual(toCome);
  });

  it('of the door is anybody’s until the goods leave, also together with the promise', () => {
    for (const byShop of [true, false]) {
      expect(may({ dropoff: true, byShop })).toEqual(BEFORE_PICKUP);
      expect(may({ dropoff: true, window: true, byShop })).toEqual(BEFORE_PICKUP);
    }
  });

  it('says one promise instead of another on the clocks of the place', () => {
    const [before, after] = [
      { from: null, to: at('13:00') },
      { from: at('12:30'), to: at('13:15') },
    ];
    expect(describeMove(before, after, 'Europe/Stockholm')).toBe(
      'Promised 2026-11-22 13:30 GMT+1 to 2026-11-22 14:15 GMT+1 instead of by 2026-11-22 14:00 GMT+1',
    );
  });

  it('is held against the promise made first, until that is promised again', () => {
    const moved = (from: string) => ({ kind: PROMISE_MOVED, from: at(from).toISOString() });
    const events = [{ kind: 'moved', from: 'created' }, moved('13:00'), moved('13:15')];
    expect(firstPromise(events, at('13:30'))).toEqual(at('13:00'));
    expect(firstPromise(events, at('13:00'))).toBeNull();
    expect(firstPromise(events.slice(0, 1), at('13:00'))).toBeNull();
  });
});
