import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import type { Problem } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { anyOf, cancelled, iterations, untilMs } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { mixedProblem, plainProblem } from './random-problems.ts';
import { line } from './line-problem.ts';

const quick = { seed: 1, stop: iterations(200) };

describe('solve, on random problems with every constraint mixed', () => {
  it('never gives a plan the independent checker refuses', () => {
    fc.assert(
      fc.property(fc.oneof(mixedProblem, plainProblem), fc.integer(), (problem, seed) => {
        const solution = solve(problem, { seed, stop: iterations(60) });
        expect(check(problem, solution).faults).toEqual([]);
        expect(solution.feasible).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same plan for the same seed, and never a worse one than it was given', () => {
    fc.assert(
      fc.property(fc.oneof(mixedProblem, plainProblem), fc.integer(), (problem, seed) => {
        const first = solve(problem, { seed, stop: iterations(40) });
        expect(solve(structuredClone(problem), { seed, stop: iterations(40) })).toEqual(first);
        const second = solve(problem, { seed: seed + 1, stop: iterations(40), start: first });
        expect(check(problem, second).faults).toEqual([]);
        expect(second.cost.unserved).toBeLessThanOrEqual(first.cost.unserved);
        if (second.cost.unserved === first.cost.unserved)
          expect(second.cost.total).toBeLessThanOrEqual(first.cost.total + 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  it('survives any plan to start from, also one of another day', () => {
    fc.assert(
      fc.property(mixedProblem, mixedProblem, (problem, other) => {
        const start = solve(other, { seed: 1, stop: iterations(20) });
        expect(check(problem, solve(problem, { seed: 1, stop: iterations(20), start })).faults).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('solve', () => {
  it('takes no more aboard at the depot than there is room for when locked goods come in between', () => {
    const problem = line(
      {
        capacity: [10],
        locked: [
          { requestId: 'a', kind: 'pickup' },
          { requestId: 'a', kind: 'delivery' },
        ],
      },
      [
        { id: 'a', pickup: { place: 5 }, delivery: { place: 10 }, load: [5] },
        { id: 'b', job: { place: 20 }, load: [8] },
      ],
    );
    const stops = [...problem.vehicles[0]!.locked!, { requestId: 'b', kind: 'job' as const }];
    const solution = solve(problem, { ...quick, start: { routes: [{ vehicleId: 'v', stops }] } });
    expect(check(problem, solution).faults).toEqual([]);
    expect(solution.unassigned.map(({ requestId }) => requestId)).toEqual(['b']);
  });

  it('leaves the least important order behind when not all can be served', () => {
    const problem = line({ capacity: [1], shift: [0, 100] }, [
      { id: 'a', pickup: { place: 0 }, delivery: { place: 40 }, load: [1], priority: 10 },
      { id: 'b', pickup: { place: 0 }, delivery: { place: 40 }, load: [1], priority: 50 },
    ]);
    const solution = solve(problem, quick);
    expect(solution.unassigned.map(({ requestId }) => requestId)).toEqual(['a']);
    expect(solution.cost.unserved).toBe(11);
  });

  it('delivers what is aboard even when it is too late, and prices the delay', () => {
    const problem = line({}, [
      { id: 'a', delivery: { place: 30, windows: [[0, 10]] }, aboard: 'v', load: [1] },
    ]);
    const solution = solve(problem, quick);
    expect(solution.unassigned).toEqual([]);
    expect(solution.cost.lateness).toBe(20);
    expect(solution.feasible).toBe(true);
  });

  it('keeps locked stops first and in order although that is dear', () => {
    const locked = [
      { requestId: 'far', kind: 'pickup' as const },
      { requestId: 'near', kind: 'job' as const },
    ];
    const problem = line({ locked }, [
      { id: 'near', job: { place: 1 } },
      { id: 'far', pickup: { place: 40 }, delivery: { place: 41 } },
      { id: 'mid', job: { place: 20 } },
    ]);
    expect(solve(problem, quick).routes[0]!.stops.slice(0, 2)).toMatchObject(locked);
  });

  it('prefers being on time to a short way when lateness is priced', () => {
    const jobs = (lateCostPerS: number): Problem =>
      line({}, [
        { id: 'near', job: { place: 10, serviceS: 30 } },
        { id: 'far', job: { place: 20, dueS: 20, lateCostPerS } },
      ]);
    const order = (cost: number) =>
      solve(jobs(cost), quick).routes[0]!.stops.map(({ requestId }) => requestId);
    expect(order(0.01)).toEqual(['near', 'far']);
    expect(order(10)).toEqual(['far', 'near']);
  });

  it('picks up no earlier than the ride limit allows instead of waiting at the door with cold food', () => {
    const problem = line({}, [
      { id: 'a', pickup: { place: 0 }, delivery: { place: 10, windows: [[60, 80]] }, maxRideS: 15 },
    ]);
    const [pickup, delivery] = solve(problem, quick).routes[0]!.stops;
    expect(delivery!.startS - pickup!.departS).toBeLessThanOrEqual(15);
  });

  it('keeps an order with its courier unless moving it saves more than the change costs', () => {
    const problem = (changeCost: number): Problem => {
      const one = line({}, [{ id: 'a', job: { place: 30 }, previousVehicle: 'v', changeCost }]);
      return { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w', start: 25 }] };
    };
    expect(solve(problem(20), quick).routes[0]!.vehicleId).toBe('w');
    expect(solve(problem(40), quick).routes[0]!.vehicleId).toBe('v');
  });

  it('uses fewer vehicles, though farther, when the objective is the fleet', () => {
    const one = line({}, [
      { id: 'a', job: { place: 0 } },
      { id: 'b', job: { place: 50 } },
    ]);
    const problem = { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w', start: 50 }] };
    expect(solve(problem, quick).routes).toHaveLength(2);
    expect(solve({ ...problem, objective: 'fleet' }, quick).routes).toHaveLength(1);
  });

  it('waits for neither a cancelled flag nor a used up clock', () => {
    const problem = line({}, [{ id: 'a', job: { place: 1 } }]);
    const flag = new Int32Array(1);
    let now = 0;
    const clock = () => (now += 10);
    expect(solve(problem, { seed: 1, stop: untilMs(clock, 100) }).iterations).toBeLessThan(1000);
    flag[0] = 1;
    const solution = solve(problem, { seed: 1, stop: anyOf(iterations(1e9), cancelled(flag)) });
    expect(solution.routes).toHaveLength(1);
  });

  it('refuses a problem that contradicts itself and names the field', () => {
    const problem = line({}, [{ id: 'a', job: { place: 99 } }]);
    expect(() => solve(problem, quick)).toThrow(
      expect.objectContaining({ detail: { field: 'requests.0.job.place' } }),
    );
  });

  it('reports improvements as plans that hold', () => {
    fc.assert(
      fc.property(mixedProblem, (problem) => {
        solve(problem, {
          seed: 1,
          stop: iterations(30),
          onBetter: (plan) =>
            expect(schedule(problem, plan).violations.every(({ locked }) => locked)).toBe(true),
        });
      }),
      { numRuns: 50 },
    );
  });
});
