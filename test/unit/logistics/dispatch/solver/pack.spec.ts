import { describe, expect, it } from '@jest/globals';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { emptyState } from '../../../../../src/logistics/dispatch/solver/empty-state.ts';
import { openSearch } from '../../../../../src/logistics/dispatch/solver/open-search.ts';
import { pack } from '../../../../../src/logistics/dispatch/solver/pack.ts';
import { orderKeys, recreate } from '../../../../../src/logistics/dispatch/solver/recreate.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';

/** One vehicle with room for one of three orders at the same door. */
const stateForOne = () => {
  const jobs = ['a', 'b', 'c'].map((id) => ({ id, job: { place: 12 }, load: [1] }));
  const problem = line({ start: 10, end: 10, capacity: [1], shift: [0, 1000] as [number, number] }, jobs);
  return emptyState(compile({ ...problem, objective: 'fleet' }), 1);
};

describe('recreate, told who is hard to place', () => {
  it('gives the hardest its place first', () => {
    for (const hardest of [0, 1, 2]) {
      const s = stateForOne();
      const hardness = Float64Array.from([1, 1, 1]);
      hardness[hardest] = 2;
      recreate(s, orderKeys(s.m), undefined, hardness);
      expect([0, 1, 2].filter((r) => s.isAbsent[r] === 0)).toEqual([hardest]);
    }
  });
});

describe('a step towards a plan that leaves nobody out', () => {
  it('counts who is left out, and forgets half of it after a hundred steps for each request', () => {
    const x = openSearch(stateForOne(), iterations(1));
    recreate(x.s, x.keys);
    const sumAfter = (k: number) => {
      x.absences.fill(1_000);
      pack(x, k);
      return x.absences.reduce((sum, one) => sum + one);
    };
    for (const k of [1, 299, 301]) expect(sumAfter(k)).toBeGreaterThan(3_000);
    for (const k of [300, 600]) expect(Math.abs(sumAfter(k) - 1_500)).toBeLessThan(10);
  });
});
