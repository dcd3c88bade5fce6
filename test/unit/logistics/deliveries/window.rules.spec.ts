import { describe, expect, it } from '@jest/globals';
import { describeWindow, localTime, readWindow } from '../../../../src/logistics/deliveries/window.rules.ts';

const ZONE = 'Europe/Stockholm';
const now = new Date('2026-10-24T12:00:00Z');
const read = (from: string | undefined, to: string, at = now) => readWindow({ from, to }, at, at);
const minutes = ({ from, to }: { from: Date | null; to: Date }) => (to.getTime() - from!.getTime()) / 60_000;

describe('windows over a change of the clocks', () => {
  it('is an hour longer than the wall clocks say when they go back', () => {
    const window = read('2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z');
    expect(minutes(window)).toBe(120);
    expect(describeWindow(window, ZONE)).toBe('2026-10-25 02:30 GMT+2 to 2026-10-25 03:30 GMT+1');
  });

  it('tells the two 02:30s of that night apart', () => {
    expect(localTime(new Date('2026-10-25T00:30:00Z'), ZONE)).toBe('2026-10-25 02:30 GMT+2');
    expect(localTime(new Date('2026-10-25T01:30:00Z'), ZONE)).toBe('2026-10-25 02:30 GMT+1');
    expect(minutes(read('2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'))).toBe(60);
  });

  it('refuses a window that only seems to go forward on the wall', () => {
    const [from, to] = ['2026-10-25T02:15:00+01:00', '2026-10-25T02:45:00+02:00'];
    expect(() => read(from, to)).toThrow('A window ends after it starts.');
  });

  it('is an hour shorter than the wall clocks say when they go forward', () => {
    const window = read('2027-03-28T01:30:00+01:00', '2027-03-28T03:30:00+02:00');
    expect(minutes(window)).toBe(60);
    expect(describeWindow(window, ZONE)).toBe('2027-03-28 01:30 GMT+1 to 2027-03-28 03:30 GMT+2');
  });

  it('shows each place its own clock', () => {
    const at = new Date('2026-11-22T12:00:00Z');
    expect(localTime(at, 'Asia/Kolkata')).toBe('2026-11-22 17:30 GMT+5:30');
    expect(localTime(at, 'America/Los_Angeles')).toBe('2026-11-22 04:00 GMT-8');
  });

  it('promises the same length over the change as on any other night', () => {
    const ready = new Date('2026-10-25T00:15:00Z');
    const { from, to } = readWindow(undefined, ready, now);
    expect(from).toBeNull();
    expect(to.getTime() - ready.getTime()).toBe(90 * 60_000);
  });
});

describe('windows that can not be kept', () => {
  const field = (job: () => unknown) => {
    try {
      job();
    } catch (error) {
      return (error as { detail: { field: string } }).detail.field;
    }
    return null;
  };

  it('names the field at fault', () => {
    expect(field(() => read('2026-10-24T14:00:00Z', '2026-10-24T13:00:00Z'))).toBe('window.to');
    expect(field(() => read(undefined, '2026-10-24T11:59:00Z'))).toBe('window.to');
    const late = new Date('2026-10-24T15:00:00Z');
    expect(field(() => readWindow({ to: '2026-10-24T14:00:00Z' }, late, now))).toBe('readyAt');
  });

  it('accepts one that has begun already', () => {
    expect(field(() => read('2026-10-24T11:00:00Z', '2026-10-24T13:00:00Z'))).toBeNull();
  });
});
