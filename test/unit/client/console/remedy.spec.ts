import { describe, expect, it } from '@jest/globals';
import type { LimitView } from '../../../../src/shared/explain-views.ts';
import {
  couldCome,
  promiseBy,
  promiseEnds,
  promiseKeptBy,
  remedyOf,
} from '../../../../client/console/remedy.ts';
import { at, courier, delivery, NOON_MS } from './zone-fixture.ts';

const order = delivery('d1', {
  eta: null,
  window: { from: at(0), to: at(20) },
  allowed: ['assign', 'correct'],
});
const anna = courier('anna', { shift: { id: 's1', from: at(-60), to: at(10) } });
const asks = (changes: LimitView[], of = order, who = anna) =>
  remedyOf({ changes, dropoffEta: at(34) }, of, who, NOON_MS + 30 * 60_000);
const shift: LimitView = { kind: 'shift', minutes: 14, until: at(24) };
const later: LimitView = { kind: 'later', minutes: 10 };

describe('what can be done with one click', () => {
  it('moves a promise to five minutes that leave some to spare, and keeps its beginning', () => {
    expect(asks([later])).toEqual({ kind: 'promise', window: { from: at(0), to: at(40) } });
    expect(promiseKeptBy(order, at(32), Date.parse(at(32)))).toEqual({ from: at(0), to: at(35) });
  });

  it('promises what will be kept in nine of ten cases: more to spare the further ahead, never less than foretold', () => {
    const { to } = promiseKeptBy(order, at(60), NOON_MS);
    expect(to).toEqual(at(85));
    const foretold = { ...order, eta: { p10: at(80), p50: at(90), p90: at(101) } };
    expect(promiseKeptBy(foretold, at(60), NOON_MS).to).toEqual(at(105));
    expect(promiseBy(order, Date.parse(at(0)))).toEqual({ from: null, to: at(0) });
  });

  it('lets a shift last to a quarter that is enough', () => {
    const of = { kind: 'shift', courierId: 'anna', shiftId: 's1', before: at(10) };
    expect(asks([shift])).toEqual({ ...of, to: at(30) });
    expect(asks([{ ...shift, until: at(29) }])).toEqual({ ...of, to: at(45) });
  });

  it('is nothing for what a click can’t change, or what may not be changed', () => {
    const nothing: LimitView[][] = [
      [],
      [{ kind: 'skills', skills: ['fridge'] }],
      [{ kind: 'allow' }, shift],
      [{ kind: 'extra', vehicle: 'bike', until: at(60) }],
    ];
    for (const changes of nothing) expect(asks(changes)).toBeNull();
    expect(asks([later], delivery('d1', { allowed: ['assign'] }))).toBeNull();
    expect(asks([shift], order, courier('bo'))).toBeNull();
  });

  it('names who could be called in: off duty, with a number, on such a vehicle if there is one', () => {
    const off = { state: 'off_duty', phone: '+46 70 1' } as const;
    const car = { id: 'v2', kind: 'car', name: 'Car', capacity: [8] } as const;
    const couriers = [
      courier('at work', { phone: '+46 70 2' }),
      courier('no number', { state: 'off_duty' }),
      courier('bike', off),
      courier('car', { ...off, vehicle: { ...car, capacity: [8] } }),
    ];
    const names = (vehicle: 'bike' | 'car' | 'van') => couldCome(couriers, vehicle).map(({ id }) => id);
    expect(names('bike')).toEqual(['bike']);
    expect(names('car')).toEqual(['car']);
    expect(names('van')).toEqual(['bike', 'car']);
  });

  it('offers ends to promise that lie ahead, rising, first by fives, then by quarters', () => {
    const ends = promiseEnds(NOON_MS + 60_000).map((end) => (end - NOON_MS) / 60_000);
    expect(ends.slice(0, 3)).toEqual([10, 15, 20]);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends.filter((end) => end > 65).every((end) => end % 15 === 0)).toBe(true);
    expect(ends.at(-1)).toBe(360);
  });
});
