import { describe, expect, it } from '@jest/globals';
import { shareInside } from '../../../../../src/logistics/tracking/stages/overlap.ts';
import { seeded } from '../traces.ts';

/** The share by counting random points of the small circle. */
function counted(r: number, R: number, d: number): number {
  const random = seeded(3);
  let [inside, all] = [0, 0];
  while (all < 40_000) {
    const [x, y] = [(random() * 2 - 1) * r, (random() * 2 - 1) * r];
    if (x * x + y * y > r * r) continue;
    all++;
    if ((x - d) ** 2 + y * y <= R * R) inside++;
  }
  return inside / all;
}

describe('the share of an accuracy circle in a fence', () => {
  it.each([
    [10, 100, 0],
    [10, 100, 95],
    [10, 100, 100],
    [50, 100, 120],
    [100, 50, 20],
    [100, 50, 90],
    [80, 80, 40],
  ])('agrees with counting for r %d, R %d, d %d', (r, R, d) => {
    expect(Math.abs(shareInside(r, R, d) - counted(r, R, d))).toBeLessThan(0.01);
  });

  it('is nothing outside, all inside, and the fence over the circle when that holds the fence', () => {
    expect(shareInside(10, 100, 110)).toBe(0);
    expect(shareInside(10, 100, 90)).toBe(1);
    expect(shareInside(100, 50, 10)).toBe(0.25);
  });
});
