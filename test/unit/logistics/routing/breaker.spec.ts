import { describe, expect, it } from '@jest/globals';
import { Breaker } from '../../../../src/logistics/routing/breaker.ts';

function at(startMs: number) {
  const clock = { ms: startMs };
  return { clock, breaker: new Breaker({ failures: 3, restMs: 1000, now: () => clock.ms }) };
}

describe('a breaker', () => {
  it('opens after failures in a row and remembers when they began', () => {
    const { clock, breaker } = at(5000);
    breaker.failed('first');
    breaker.succeeded();
    for (const reason of ['a', 'b', 'c']) {
      expect(breaker.admit()).toBe(true);
      clock.ms += 10;
      breaker.failed(reason);
    }
    expect(breaker.open).toEqual({ reason: 'c', sinceMs: 5010 });
    expect(breaker.admit()).toBe(false);
  });

  it('lets a single call try after the rest, and closes when it succeeds', () => {
    const { clock, breaker } = at(0);
    for (let i = 0; i < 3; i++) breaker.failed('down');
    clock.ms = 1000;
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.admit(), breaker.admit(), breaker.open]).toEqual([true, true, undefined]);
  });

  it('rests again when the try fails, and lets the next one try when a caller gave up', () => {
    const { clock, breaker } = at(0);
    for (let i = 0; i < 3; i++) breaker.failed('down');
    clock.ms = 1500;
    expect(breaker.admit()).toBe(true);
    breaker.abandoned();
    expect(breaker.admit()).toBe(true);
    breaker.failed('still down');
    clock.ms = 2400;
    expect(breaker.admit()).toBe(false);
    expect(breaker.open!.sinceMs).toBe(0);
  });

  it('opens at once for as long as the dependency asks', () => {
    const { clock, breaker } = at(0);
    breaker.failed('rate limited', 60_000);
    clock.ms = 59_999;
    expect(breaker.admit()).toBe(false);
    clock.ms = 60_000;
    expect(breaker.admit()).toBe(true);
  });
});
