import { describe, expect, it } from '@jest/globals';
import {
  endOfUnplanned,
  endTrouble,
  runningShift,
  shiftDue,
  shiftToContinue,
  shiftTrouble,
  withdrawTrouble,
} from '../../../../src/logistics/fleet/shift.rules.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const shift = (from: number, to: number, ended: number | null = null) => ({
  startsAt: at(from),
  endsAt: at(to),
  endedAt: ended === null ? null : at(ended),
});

describe('planning a shift', () => {
  it('refuses one that ends before it starts, is over a day long, or overlaps another', () => {
    expect(shiftTrouble(at(9), at(9), [])).toMatch(/ends after/);
    expect(shiftTrouble(at(0), at(25), [])).toMatch(/24 hours/);
    expect(shiftTrouble(at(9), at(12), [shift(11, 14)])).toMatch(/another shift/);
    expect(shiftTrouble(at(9), at(12), [shift(8, 14)])).toMatch(/another shift/);
  });
  it('takes one right after another, and in the rest of one that ended early', () => {
    expect(shiftTrouble(at(9), at(12), [shift(12, 14), shift(7, 9)])).toBeNull();
    expect(shiftTrouble(at(9), at(12), [shift(7, 12, 8)])).toBeNull();
  });
});

describe('another end of a shift', () => {
  it('may be later or earlier, also when the old end is past', () => {
    expect(endTrouble(shift(8, 12), at(14), [])).toBeNull();
    expect(endTrouble(shift(8, 12), at(10), [])).toBeNull();
  });
  it('is refused before its start, after a day, over the next shift, and when the courier has gone home', () => {
    expect(endTrouble(shift(8, 12), at(8), [])).toMatch(/ends after/);
    expect(endTrouble(shift(8, 12), at(33), [])).toMatch(/24 hours/);
    expect(endTrouble(shift(8, 12), at(14), [shift(13, 18)])).toMatch(/another shift/);
    expect(endTrouble(shift(8, 12, 11), at(14), [])).toMatch(/off duty/);
  });
});

describe('taking a planned shift back', () => {
  it('is possible until the courier begins it, also when he is late or works in another', () => {
    expect(withdrawTrouble(shift(12, 14), false, at(8))).toBeNull();
    expect(withdrawTrouble(shift(8, 14), false, at(9))).toBeNull();
    expect(withdrawTrouble(shift(12, 14), true, at(9))).toBeNull();
  });
  it('is refused once it was begun, or is past', () => {
    expect(withdrawTrouble(shift(8, 14), true, at(9))).toMatch(/begun/);
    expect(withdrawTrouble(shift(8, 14, 10), false, at(11))).toMatch(/begun/);
    expect(withdrawTrouble(shift(8, 14), false, at(14))).toMatch(/over/);
  });
});

describe('coming on duty', () => {
  it('goes on with the shift whose time it is, even one left before', () => {
    expect(shiftToContinue([shift(1, 2), shift(8, 14, 9)], at(10))).toEqual(shift(8, 14, 9));
    expect(shiftToContinue([shift(8, 14)], at(14))).toBeNull();
  });
  it('goes on with the shift planned last, not with the one left before it', () => {
    const again = shift(10, 18);
    expect(shiftToContinue([shift(8, 16, 9), again], at(11))).toEqual(again);
    expect(shiftToContinue([again, shift(8, 16, 9)], at(11))).toEqual(again);
  });
  it('without a plan lasts eight hours, or until the next planned shift', () => {
    expect(endOfUnplanned([], at(8))).toEqual(at(16));
    expect(endOfUnplanned([shift(1, 2), shift(12, 14)], at(8))).toEqual(at(12));
  });
});

describe('who is at home', () => {
  it('is expected in a shift whose time it is, but not in one he went home from', () => {
    expect(shiftDue([shift(8, 14)], at(10))).toEqual(shift(8, 14));
    expect(shiftDue([shift(8, 14, 9)], at(10))).toBeNull();
    expect(shiftDue([shift(8, 14, 9), shift(10, 12)], at(10))).toEqual(shift(10, 12));
  });
});

describe('the running shift', () => {
  it('is the last begun and not ended, past its planned end too', () => {
    expect(runningShift([shift(1, 3), shift(6, 9), shift(12, 14)], at(10))).toEqual(shift(6, 9));
  });
  it('is none before the first and after going off duty', () => {
    expect(runningShift([shift(12, 14)], at(10))).toBeNull();
    expect(runningShift([shift(8, 14, 9)], at(10))).toBeNull();
  });
});
