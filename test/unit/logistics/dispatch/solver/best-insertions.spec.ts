import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestInsertions } from '../../../../../src/logistics/dispatch/solver/best-insertions.ts';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { explain } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import type { Plan } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { mayTake, scan } from '../../../../../src/logistics/dispatch/solver/scan.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { asSolution, bruteForce, isLocked } from './brute-force.ts';
import { mixedProblem, plainProblem } from './random-problems.ts';
import { line } from './line-problem.ts';

describe('bestInsertions', () => {
  it('finds exactly the cheapest feasible place that trying all of them finds, and explain agrees', () => {
    let found = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(mixedProblem, plainProblem), fc.nat(), (problem, pick) => {
        const full = solve(problem, { seed: 1, stop: iterations(20) });
        const missing = full.unassigned.map(({ requestId }) => requestId);
        const free = problem.requests.map(({ id }) => id).filter((id) => !isLocked(problem, id));
        const requestId = missing[pick % (missing.length + 1)] ?? free[pick % Math.max(1, free.length)];
        if (requestId === undefined) return;
        const plan = {
          routes: full.routes.map(({ vehicleId, stops }) => ({
            vehicleId,
            stops: stops.filter((s) => s.requestId !== requestId || isLocked(problem, requestId)),
          })),
        };
        // Without the triangle inequality the plan may not hold any more once a stop is taken out of it.
        if (!check(problem, asSolution(problem, plan)).feasible) return;
        // A locked stop that no street leads to puts the clock beyond every horizon.
        if (schedule(problem, plan).violations.some(({ name }) => name === 'unreachable')) return;
        const best = bestInsertions(problem, plan, requestId, 1)[0]?.cost ?? Infinity;
        const brute = bruteForce(problem, plan, requestId);
        if (brute === Infinity) refused++;
        else found++;
        if (brute === Infinity) expect(best).toBe(Infinity);
        else expect(best).toBeCloseTo(brute, 6);
        expect(explain(problem, plan, requestId).reasons.length > 0).toBe(brute === Infinity);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(found, refused)).toBeGreaterThan(10);
  });

  it('gives the best of each vehicle, cheapest first, as whole routes', () => {
    const one = line({}, [
      { id: 'a', job: { place: 10 } },
      { id: 'new', pickup: { place: 9 }, delivery: { place: 11 } },
    ]);
    const problem = { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w', start: 20 }] };
    const plan: Plan = { routes: [{ vehicleId: 'v', stops: [{ requestId: 'a', kind: 'job' }] }] };
    const found = bestInsertions(problem, plan, 'new', 3);
    expect(found.map(({ vehicleId, cost }) => [vehicleId, cost])).toEqual([
      ['v', 1],
      ['w', 13],
    ]);
    expect(found[0]!.stops.map(({ requestId, kind }) => `${requestId} ${kind}`)).toEqual([
      'new pickup',
      'a job',
      'new delivery',
    ]);
  });

  it('does not put anything before a stop that is late already', () => {
    const problem = line({}, [
      { id: 'late', job: { place: 20, windows: [[0, 10]] } },
      { id: 'new', job: { place: 10, serviceS: 60 } },
    ]);
    const plan: Plan = { routes: [{ vehicleId: 'v', stops: [{ requestId: 'late', kind: 'job' }] }] };
    expect(bestInsertions(problem, plan, 'new', 1)[0]!.stops[0]!.requestId).toBe('late');
  });
});

describe('the fast scans', () => {
  it('price every insertion as the full ones do', () => {
    fc.assert(
      fc.property(plainProblem, fc.nat(), (problem, keep) => {
        const full = solve(problem, { seed: 1, stop: iterations(20) });
        const plan = { routes: full.routes.slice(0, keep % (full.routes.length + 1)) };
        const sure = { ...problem, triangle: true };
        const [fast, slow] = [
          warmStart(compile(sure, true), 1, plan),
          warmStart(compile(sure, false), 1, plan),
        ];
        expect(fast.m.plain).toBeDefined();
        for (let r = 0; r < problem.requests.length; r++)
          for (let v = 0; v < problem.vehicles.length; v++) {
            if (!fast.isAbsent[r] || !mayTake(fast, r, v)) continue;
            const [a, b] = [scan(fast, r, v, Infinity), scan(slow, r, v, Infinity)];
            if (b === Infinity) expect(a).toBe(Infinity);
            else expect(a).toBeCloseTo(b, 6);
          }
      }),
      { numRuns: 200 },
    );
  });
});
