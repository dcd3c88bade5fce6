import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { mixedProblem } from './random-problems.ts';

describe('solve, on random problems with every constraint mixed', () => {
  it('never gives a plan the independent checker refuses', () => {
    fc.assert(
      fc.property(mixedProblem, fc.integer(), (problem, seed) => {
        const solution = solve(problem, { seed, stop: iterations(60) });
        expect(check(problem, solution).faults).toEqual([]);
        expect(solution.feasible).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
