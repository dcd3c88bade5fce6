import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { holds } from '../../../../../src/logistics/dispatch/solver/feasible.ts';
import type { Model } from '../../../../../src/logistics/dispatch/solver/model.ts';
import { neighbours } from '../../../../../src/logistics/dispatch/solver/neighbours.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { stopsOf, totalCost } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { swapTails } from '../../../../../src/logistics/dispatch/solver/swap-tails.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { plainProblem } from './random-problems.ts';

describe('swapTails', () => {
  it('keeps every stop once, pairs together and in order, every rule, and never costs more than it was allowed', () => {
    let swapped = 0;
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const m = compile(problem);
        if (!m.plain) return;
        const s = warmStart(m, seed, solve(problem, { seed, stop: iterations(0) }));
        const near = neighbours(m);
        const all = () => Array.from({ length: m.vehicles }, (_, v) => stopsOf(s, v));
        const before = all()
          .flat()
          .sort((a, b) => a - b);
        for (let k = 0; k < 200; k++) {
          const cost = totalCost(s);
          const most = k % 2 === 0 ? Infinity : 10;
          if (!swapTails(s, m.plain, near, most)) continue;
          swapped++;
          expect(totalCost(s)).toBeLessThan(cost + most + m.vehicles * 1e-6 + fixedCosts(m.fixed));
          for (let v = 0; v < m.vehicles; v++) expect(holds(s, v)).toBe(true);
          for (const stops of all()) expect(tornIn(m, stops)).toEqual([]);
          expect(
            all()
              .flat()
              .sort((a, b) => a - b),
          ).toEqual(before);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(swapped).toBeGreaterThan(20);
  });
});

/** Deliveries whose pickup is not before them in the route. */
const tornIn = ({ origin, requestOf, delivery }: Model, stops: readonly number[]): number[] =>
  stops.filter((x, k) => {
    const pickup = origin[requestOf[x]!]!;
    const isDelivery = delivery[requestOf[x]!] === x;
    return pickup >= 0 && isDelivery && !stops.slice(0, k).includes(pickup);
  });

const fixedCosts = (fixed: Float64Array): number => fixed.reduce((sum, one) => sum + one, 0);
