import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { holds } from '../../../../../src/logistics/dispatch/solver/feasible.ts';
import { openSearch } from '../../../../../src/logistics/dispatch/solver/open-search.ts';
import type { Problem } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { repack } from '../../../../../src/logistics/dispatch/solver/repack.ts';
import type { Search } from '../../../../../src/logistics/dispatch/solver/search.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { stopsOf } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { plainProblem } from './random-problems.ts';

/** A search that stands at a plan with few vehicles; `budget` in iterations. */
function searchAt(problem: Problem, seed: number, budget: number): Search {
  const plan = solve(problem, { seed, stop: iterations(200) });
  const x = openSearch(warmStart(compile(problem), seed, plan), iterations(budget));
  x.s.maxActive = x.best.vehicles;
  return x;
}

const routesOf = ({ s }: Search): number[][] => Array.from({ length: s.m.vehicles }, (_, v) => stopsOf(s, v));
const inOrder = (routes: number[][]): number[] => routes.flat().toSorted((a, b) => a - b);

describe('repack', () => {
  it('packs all that was served into as many vehicles in another way, and keeps every rule', () => {
    let others = 0;
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const x = searchAt({ ...problem, objective: 'fleet' }, seed, 400);
        if (x.best.unserved > 0 || x.best.vehicles < 2) return;
        const before = x.best;
        repack(x, 0.25, 0.75);
        const after = routesOf(x);
        expect(x.s.absentCount).toBe(0);
        expect(inOrder(after)).toEqual(inOrder(before.routes));
        expect(after.filter((stops) => stops.length > 0).length).toBeLessThanOrEqual(before.vehicles);
        expect(x.s.maxActive).toBe(x.best.vehicles);
        expect(x.best.vehicles).toBeLessThanOrEqual(before.vehicles);
        after.forEach((_, v) => expect(holds(x.s, v)).toBe(true));
        if (JSON.stringify(after) !== JSON.stringify(before.routes)) others++;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(others).toBeGreaterThan(20);
  });

  it('is at the best plan again when the time is up', () => {
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const x = searchAt({ ...problem, objective: 'fleet' }, seed, 0);
        if (x.best.unserved > 0) return;
        repack(x, 0.25, 0.75);
        expect(routesOf(x)).toEqual(x.best.routes);
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});
