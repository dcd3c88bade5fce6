import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bipartiteTour,
  chunked,
  completeTour,
  without,
} from '../../../../src/logistics/routing/leg-tours.ts';

const steps = (tour: number[]) => tour.slice(1).map((to, i) => `${tour[i]}>${to}`);

describe('tours through places', () => {
  it('visit each ordered pair exactly once', () => {
    for (const count of [2, 3, 4, 7, 20]) {
      const tour = completeTour(count);
      expect(tour).toHaveLength(count * (count - 1) + 1);
      expect(new Set(steps(tour)).size).toBe(count * (count - 1));
      expect(steps(tour).some((step) => step.split('>')[0] === step.split('>')[1])).toBe(false);
    }
    expect(completeTour(0)).toEqual([]);
    expect(completeTour(1)).toEqual([0, 0]);
  });

  it('visit every target from every source', () => {
    const walked = new Set(steps(bipartiteTour(3, 4)));
    for (let s = 0; s < 3; s++) for (let t = 3; t < 7; t++) expect(walked).toContain(`${s}>${t}`);
  });

  it('lose no step when they are cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 30 }), (count, size) => {
        const tour = completeTour(count);
        const chunks = chunked(tour, size);
        expect(chunks.flatMap(steps)).toEqual(steps(tour));
        for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(size + 1);
      }),
    );
  });

  it('fall apart where a place is left out', () => {
    expect(without([0, 1, 2, 0, 3, 1], new Set([2]))).toEqual([
      [0, 1],
      [0, 3, 1],
    ]);
    expect(without([0, 2, 1], new Set([2]))).toEqual([]);
  });
});
