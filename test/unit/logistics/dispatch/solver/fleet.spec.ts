import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { minimiseFleet } from '../../../../../src/logistics/dispatch/solver/fleet.ts';
import { openSearch } from '../../../../../src/logistics/dispatch/solver/open-search.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
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

/** Share of the budget spent on one vehicle less, where each end of the street needs its own and one end has so many orders. */
function spentOn(orders: number): number {
  const budget = 20_000;
  const vehicle = { start: 10, end: 10, capacity: [20], shift: [0, 1000] as [number, number] };
  const windows: [number, number][] = [[10, 16]];
  const places = Array.from({ length: orders }, (_, k) => [k, 20 - k]).flat();
  const jobs = places.map((place) => ({ id: `at ${place}`, job: { place, windows }, load: [1] }));
  const one = line(vehicle, jobs);
  const vehicles = [one.vehicles[0]!, { ...one.vehicles[0]!, id: 'second' }];
  const problem = { ...one, vehicles, objective: 'fleet' as const };
  const first = solve({ ...problem, objective: 'cost' }, { seed: 1, stop: iterations(200) });
  const x = openSearch(warmStart(compile(problem), 1, first), iterations(budget));
  minimiseFleet(x);
  expect(x.best).toMatchObject({ vehicles: 2, unserved: 0 });
  return x.iterations / budget;
}

describe('looking for a vehicle less', () => {
  it('goes on from the plan of another thread that needs fewer', () => {
    const vehicle = { start: 10, end: 10, capacity: [4], shift: [0, 1000] as [number, number] };
    const jobs = [0, 1, 19, 20].map((place) => ({ id: `at ${place}`, job: { place }, load: [1] }));
    const one = line(vehicle, jobs);
    const vehicles = ['first', 'second', 'third'].map((id) => ({ ...one.vehicles[0]!, id }));
    const problem = { ...one, vehicles, objective: 'fleet' as const };
    const stops = (...ids: string[]) => ids.map((requestId) => ({ requestId, kind: 'job' as const }));
    const planned = (...routes: string[][]) =>
      openSearch(
        warmStart(compile(problem), 1, {
          routes: routes.map((ids, v) => ({ vehicleId: vehicles[v]!.id, stops: stops(...ids) })),
        }),
        iterations(0),
      );
    const theirs = planned(['at 0', 'at 1', 'at 19', 'at 20']).best;
    const x = planned(['at 0'], ['at 1'], ['at 19', 'at 20']);
    expect([theirs.vehicles, x.best.vehicles]).toEqual([1, 3]);
    x.stop = () => 0;
    x.exchange = () => theirs;
    minimiseFleet(x);
    expect(x.best).toMatchObject({ vehicles: 1, routes: theirs.routes });
    expect(x.iterations).toBe(0);
  });

  it('ends soon when many orders find no place and no more of them do', () => {
    expect(spentOn(4)).toBeGreaterThan(0.03);
    expect(spentOn(4)).toBeLessThan(0.06);
  });

  it('goes on for long when nearly all have a place', () => {
    expect(spentOn(2)).toBeCloseTo(0.4, 2);
  });
});
