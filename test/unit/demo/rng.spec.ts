import { describe, expect, it } from '@jest/globals';
import { rngOf } from '../../../src/demo/rng.ts';

const row = (...names: (string | number)[]) => {
  const rng = rngOf(7, ...names);
  return Array.from({ length: 5 }, () => rng.float());
};

describe('rngOf', () => {
  it('gives the same row for the same seed and name', () => {
    expect(row('courier', 1)).toEqual(row('courier', 1));
  });

  it('gives every name a row of its own', () => {
    expect(row('courier', 1)).not.toEqual(row('courier', 2));
    expect(row('courier', 1)).not.toEqual(row('shop', 1));
  });

  it('draws normals of mean 0 and deviation 1, and waits of the mean asked for', () => {
    const rng = rngOf(1);
    const normals = Array.from({ length: 20_000 }, () => rng.normal());
    const mean = normals.reduce((a, b) => a + b) / normals.length;
    const deviation = Math.sqrt(normals.reduce((a, b) => a + (b - mean) ** 2, 0) / normals.length);
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(1, 1);
    const waits = Array.from({ length: 20_000 }, () => rng.exponential(60));
    expect(waits.reduce((a, b) => a + b) / waits.length).toBeGreaterThan(57);
    expect(waits.reduce((a, b) => a + b) / waits.length).toBeLessThan(63);
  });

  it('keeps whole numbers within both ends', () => {
    const rng = rngOf(2);
    const seen = new Set(Array.from({ length: 200 }, () => rng.int(1, 3)));
    expect(seen).toEqual(new Set([1, 2, 3]));
  });
});
