import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeCost, nearness, steadyDue } from '../../../../src/logistics/dispatch/stability.rules.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MIN = 60_000;
const minutes = fc.integer({ min: -60, max: 240 });

describe('changing the courier', () => {
  it('costs more the nearer the start is, and never nothing', () => {
    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        expect(changeCost(near * MIN)).toBeGreaterThanOrEqual(changeCost(far * MIN));
        expect(changeCost(far * MIN)).toBeGreaterThan(0);
      }),
    );
    expect(changeCost(0)).toBeGreaterThan(2 * changeCost(60 * MIN));
  });
});

describe('an arrival that somebody was told', () => {
  it('leaves the aim alone while it is far, and pulls the due time to itself as it comes near', () => {
    const due = (toldInMin: number) => steadyDue(NOW + 90 * MIN, NOW + toldInMin * MIN, NOW);
    expect(due(80)).toEqual({ dueMs: NOW + 90 * MIN, lateFactor: 1 });
    expect(due(0).dueMs).toBe(NOW + 3 * MIN);
    expect(due(20).dueMs).toBeLessThan(NOW + 70 * MIN);
    expect(due(20).lateFactor).toBeGreaterThan(1);
    expect(steadyDue(NOW, null, NOW)).toEqual({ dueMs: NOW, lateFactor: 1 });
  });

  it('never makes a stop due later than its aim, nor before what was told', () => {
    fc.assert(
      fc.property(minutes, minutes, (aim, told) => {
        const { dueMs, lateFactor } = steadyDue(NOW + aim * MIN, NOW + told * MIN, NOW);
        expect(dueMs).toBeLessThanOrEqual(NOW + aim * MIN);
        expect(dueMs).toBeGreaterThanOrEqual(NOW + Math.min(aim, told) * MIN);
        expect(lateFactor).toBeLessThanOrEqual(1.5);
      }),
    );
    expect(nearness(-MIN)).toBe(1);
  });
});
