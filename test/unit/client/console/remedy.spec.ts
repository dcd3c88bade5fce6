import { describe, expect, it } from '@jest/globals';
import type { LimitView } from '../../../../src/shared/explain-views.ts';
import {
  comesUntil,
  promiseBy,
  promiseEnds,
  promiseKeptBy,
  remedyOf,
  shiftFrom,
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

  it('begins a planned shift on the minute, never ahead of the clock', () => {
    expect(shiftFrom(NOON_MS + 59_999)).toBe(at(0));
    expect(shiftFrom(NOON_MS)).toBe(at(0));
  });

  it('plans whoever is at home for long enough to come first', () => {
    expect(comesUntil(at(45))).toBe(at(75));
    expect(comesUntil(at(46))).toBe(at(90));
  });

  it('offers ends to promise that lie ahead, rising, first by fives, then by quarters', () => {
    const ends = promiseEnds(NOON_MS + 60_000, NOON_MS + 600_000).map((end) => (end - NOON_MS) / 60_000);
    expect(ends.slice(0, 3)).toEqual([10, 15, 20]);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends.filter((end) => end > 65).every((end) => end % 15 === 0)).toBe(true);
    expect(ends.at(-1)).toBe(360);
  });

  it('offers the hours around the promise of an order for another day', () => {
    const tomorrow = 24 * 60 + 7;
    const ends = promiseEnds(NOON_MS, NOON_MS + tomorrow * 60_000).map((end) => (end - NOON_MS) / 60_000);
    expect(ends.filter((end) => end > 360)).toEqual(
      [...Array.from({ length: 25 }, (_, k) => 1275 + 15 * k), tomorrow].sort((a, b) => a - b),
    );
  });
});
