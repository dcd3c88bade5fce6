import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anneal, heatOf } from '../../../../../src/logistics/dispatch/solver/anneal.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { openSearch } from '../../../../../src/logistics/dispatch/solver/open-search.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { unservedWorth } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { plainProblem } from './random-problems.ts';

describe('annealing with the fewest vehicles', () => {
  it('leaves somebody out on its way, but not in the last quarter of it', () => {
    const away = { before: 0, then: 0 };
    fc.assert(
      fc.property(plainProblem, fc.integer(), (plain, seed) => {
        const problem = { ...plain, objective: 'fleet' as const };
        const x = openSearch(
          warmStart(compile(problem), seed, solve(problem, { seed, stop: iterations(500) })),
          iterations(20_000),
        );
        x.s.maxActive = Math.max(1, x.best.vehicles);
        const { stop } = x;
        x.stop = (done) => {
          const used = stop(done);
          if (unservedWorth(x.s) > x.best.unserved) away[used < 0.75 ? 'before' : 'then']++;
          return used;
        };
        anneal(x, heatOf(x.s, 1));
      }),
      { numRuns: 20, seed: 1 },
    );
    expect(away.before).toBeGreaterThan(20);
    expect(away.then).toBe(0);
  });
});
