import { describe, expect, it } from '@jest/globals';
import { leftBy, setOutCue } from '../../../client/courier/set-out.ts';

const AT = Date.parse('2036-05-05T12:05:00Z');
const minutes = (n: number) => new Date(AT + n * 60_000).toISOString();
const setOut = { stopId: 'a', at: minutes(0), thereAt: minutes(15) };
const pending = { id: 'a', state: 'pending' } as const;
const enroute = { id: 'a', state: 'enroute' } as const;
const after = (n: number, left: 'yes' | 'no' | 'unknown' = 'unknown') => ({ nowMs: AT + n * 60_000, left });

describe('what a courier is told about setting out', () => {
  it('is when to go and when he is there then', () => {
    const cue = { kind: 'at', at: minutes(0), thereAt: minutes(15) };
    expect(setOutCue(pending, setOut, after(-20))).toEqual(cue);
    // The clock has him under way a little early.
    expect(setOutCue(enroute, setOut, after(-1))).toEqual(cue);
  });

  it('is to go now when it is time, and when he is there if he does', () => {
    expect(setOutCue(pending, setOut, after(4))).toEqual({ kind: 'now', thereAt: minutes(19) });
    expect(setOutCue(enroute, setOut, after(4, 'no'))).toEqual({ kind: 'now', thereAt: minutes(19) });
  });

  it('is nothing once he left, and no reproach where nobody knows', () => {
    expect(setOutCue(enroute, setOut, after(-1, 'yes'))).toBeNull();
    expect(setOutCue(enroute, setOut, after(4, 'yes'))).toBeNull();
    expect(setOutCue(enroute, setOut, after(4))).toBeNull();
    expect(setOutCue({ id: 'a', state: 'arrived' }, setOut, after(4, 'no'))).toBeNull();
  });

  it('is nothing for another stop, for one next door, and without a time', () => {
    expect(setOutCue({ ...pending, id: 'b' }, setOut, after(-20))).toBeNull();
    expect(setOutCue(pending, { ...setOut, thereAt: minutes(1) }, after(-20))).toBeNull();
    expect(setOutCue(pending, null, after(-20))).toBeNull();
  });
});

describe('whether a courier left', () => {
  const home = { lon: 11.97, lat: 57.7 };

  it('is told by where the phone was and is, or by its speed', () => {
    expect(leftBy(home, { ...home, lat: 57.7004 })).toBe('no');
    expect(leftBy(home, { ...home, lat: 57.7007 })).toBe('yes');
    expect(leftBy(home, { ...home, speedMps: 4 })).toBe('yes');
  });

  it('is not known without positions', () => {
    expect(leftBy(null, home)).toBe('unknown');
    expect(leftBy(home, null)).toBe('unknown');
  });
});
