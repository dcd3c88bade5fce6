import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';
import { plainProblem } from './random-problems.ts';

describe('solve, for the fewest vehicles', () => {
  it('comes back from every excursion with a plan that serves as much and keeps all rules', () => {
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const asked = { ...problem, objective: 'fleet' as const };
        const first = solve(asked, { seed, stop: iterations(0) });
        const found = solve(asked, { seed, stop: iterations(300) });
        expect(check(asked, found).faults).toEqual([]);
        expect(found.cost.unserved).toBeLessThanOrEqual(first.cost.unserved);
        if (found.cost.unserved === first.cost.unserved)
          expect(found.routes.length).toBeLessThanOrEqual(first.routes.length);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('keeps all rules, loses nothing and does the same again from the same seed, with time for several packings', () => {
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const asked = { ...problem, objective: 'fleet' as const };
        const short = solve(asked, { seed, stop: iterations(300) });
        const found = solve(asked, { seed, stop: iterations(40_000) });
        expect(check(asked, found).faults).toEqual([]);
        expect(found.cost.unserved).toBeLessThanOrEqual(short.cost.unserved);
        expect(solve(asked, { seed, stop: iterations(40_000) }).routes).toEqual(found.routes);
      }),
      { numRuns: 6, seed: 1 },
    );
  }, 60_000);

  it('puts all stops into one vehicle when they fit, though two would drive less', () => {
    const vehicle = { start: 10, end: 10, capacity: [4], shift: [0, 1000] as [number, number] };
    const jobs = [0, 1, 19, 20].map((place) => ({ id: `at ${place}`, job: { place }, load: [1] }));
    const one = line(vehicle, jobs);
    const problem = { ...one, vehicles: [one.vehicles[0]!, { ...one.vehicles[0]!, id: 'second' }] };
    const found = solve({ ...problem, objective: 'fleet' }, { seed: 1, stop: iterations(300) });
    expect(found.routes.length).toBe(1);
    expect(found.unassigned).toEqual([]);
  });
});
