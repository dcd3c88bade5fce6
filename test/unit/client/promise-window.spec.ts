import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { promiseModel } from '../../../client/parts/promise-window.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 14, minute)).toISOString();
const ms = (minute: number): number => Date.parse(at(minute));
const window = { from: at(15), to: at(45) };
const eta = (p10: number, p50: number, p90: number) => ({ p10: at(p10), p50: at(p50), p90: at(p90) });

describe('promise bar', () => {
  it('is green while even the late cases keep the promise, to the last minute', () => {
    expect(promiseModel({ window, eta: eta(32, 36, 45), nowMs: ms(20) })).toMatchObject({
      tone: 'inside',
      lateMin: 0,
    });
  });

  it('is amber when p90 leaves the window', () => {
    expect(promiseModel({ window, eta: eta(38, 43, 46), nowMs: ms(20) }).tone).toBe('risk');
  });

  it('is red when p50 leaves the window and counts the minutes', () => {
    expect(promiseModel({ window, eta: eta(45, 53, 58), nowMs: ms(20) })).toMatchObject({
      tone: 'late',
      lateMin: 8,
    });
  });

  it('does not colour an arrival before the window begins', () => {
    expect(promiseModel({ window, eta: eta(5, 8, 12), nowMs: ms(0) }).tone).toBe('inside');
  });

  it('is open without an ETA until the promise has passed', () => {
    expect(promiseModel({ window, eta: null, nowMs: ms(40) }).tone).toBe('open');
    expect(promiseModel({ window, eta: null, nowMs: ms(46) })).toMatchObject({ tone: 'late', lateMin: 1 });
  });

  it('shows when it happened, without an interval', () => {
    const model = promiseModel({ window, eta: eta(32, 36, 41), doneAt: at(37), nowMs: ms(59) });
    expect(model).toMatchObject({ tone: 'inside', interval: null, now: null });
    expect(model.dot).toBeCloseTo(73.3, 1);
    expect(promiseModel({ window, eta: null, doneAt: at(48), nowMs: ms(59) })).toMatchObject({
      tone: 'late',
      lateMin: 3,
    });
  });

  it('keeps everything drawn inside the bar, in order', () => {
    const minute = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(minute, fc.nat(90), fc.nat(90), fc.nat(90), fc.boolean(), (p10, a, b, length, open) => {
        const model = promiseModel({
          window: { from: open ? null : at(0 - length), to: at(0) },
          eta: eta(p10, p10 + a, p10 + a + b),
          nowMs: ms(p10),
        });
        const marks = [
          model.interval!.from,
          model.dot!,
          model.interval!.to,
          model.track.from,
          model.track.to,
        ];
        for (const mark of marks) {
          expect(mark).toBeGreaterThanOrEqual(0);
          expect(mark).toBeLessThanOrEqual(100);
        }
        expect(model.interval!.from).toBeLessThanOrEqual(model.dot!);
        expect(model.dot!).toBeLessThanOrEqual(model.interval!.to);
        expect(model.track.from).toBeLessThanOrEqual(model.track.to);
      }),
    );
  });
});
