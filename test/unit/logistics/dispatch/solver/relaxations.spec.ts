import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import type { Plan, Problem, Vehicle } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { relaxProblem, type Change } from '../../../../../src/logistics/dispatch/solver/relax-problem.ts';
import {
  relaxations,
  STEP,
  type Relaxation,
} from '../../../../../src/logistics/dispatch/solver/relaxations.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { asSolution, bruteForce } from './brute-force.ts';
import { line } from './line-problem.ts';
import { mixedProblem } from './random-problems.ts';

const found = (problem: Problem, plan: Plan = { routes: [] }, extra?: Vehicle) =>
  relaxations(problem, plan, 'a', { ...(extra && { extra }) }).map(({ vehicleId, changes }) => ({
    vehicleId,
    changes,
  }));

describe('relaxations', () => {
  it('says how many whole minutes later would do', () => {
    const problem = line({ speedFactor: 10 }, [{ id: 'a', job: { place: 50, windows: [[0, 100]] } }]);
    expect(found(problem)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'later', byS: 420 }] }]);
  });

  it('says how much longer a shift, a ride, a day of driving would do', () => {
    const shift = line({ speedFactor: 20 }, [{ id: 'a', job: { place: 59, serviceS: 100 } }]);
    expect(found(shift)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'shift', byS: 300 }] }]);
    const ride = line({}, [{ id: 'a', pickup: { place: 0 }, delivery: { place: 59 }, maxRideS: 20 }]);
    expect(found(ride)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'ride', byS: 60 }] }]);
    const travel = line({ maxTravelS: 20 }, [{ id: 'a', job: { place: 59 } }]);
    expect(found(travel)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'travel', byS: 60 }] }]);
    const tasks = line({ maxTasks: 1 }, [{ id: 'a', pickup: { place: 1 }, delivery: { place: 2 } }]);
    expect(found(tasks)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'tasks', by: 1 }] }]);
  });

  it('names the vehicle that would be large enough, also beside what is on the route already', () => {
    const alone = line({ capacity: [5, 3] }, [{ id: 'a', job: { place: 5 }, load: [9, 1] }]);
    expect(found(alone)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'capacity', capacity: [9, 3] }] }]);
    const beside = line({ capacity: [5] }, [
      { id: 'a', job: { place: 5 }, load: [4] },
      { id: 'b', job: { place: 6 }, load: [3] },
    ]);
    const plan: Plan = { routes: [{ vehicleId: 'v', stops: [{ requestId: 'b', kind: 'job' }] }] };
    expect(found(beside, plan)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'capacity', capacity: [7] }] }]);
  });

  it('excuses from skills and lists, together with one limit when that is needed too', () => {
    const cold = line({}, [{ id: 'a', job: { place: 5 }, skills: ['cold', 'lift'] }]);
    cold.vehicles[0]!.skills = ['lift'];
    expect(found(cold)).toEqual([{ vehicleId: 'v', changes: [{ kind: 'skills', skills: ['cold'] }] }]);
    const banned = line({ speedFactor: 10 }, [
      { id: 'a', job: { place: 50, windows: [[0, 100]] }, forbiddenVehicles: ['v'] },
    ]);
    expect(found(banned)).toEqual([
      { vehicleId: 'v', changes: [{ kind: 'allow' }, { kind: 'later', byS: 420 }] },
    ]);
  });

  it('offers one more vehicle until the quarter of an hour it is needed', () => {
    const problem = line({}, [{ id: 'a', job: { place: 50, serviceS: 2_000 }, skills: ['cold'] }]);
    const extra: Vehicle = { id: 'more', start: 0, shift: [0, 36_000], skills: ['cold'] };
    expect(found(problem, undefined, extra).at(-1)).toEqual({
      vehicleId: 'more',
      changes: [{ kind: 'extra', vehicle: { ...extra, shift: [0, 3 * STEP.extraS] } }],
    });
  });

  it('has nothing to say of what fits', () => {
    expect(found(line({}, [{ id: 'a', job: { place: 5 } }]))).toEqual([]);
  });

  it('always really lets the request in, and one step less never does', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(mixedProblem, fc.nat(), (problem, pick) => {
        const full = solve(problem, { seed: 1, stop: iterations(30), explain: 'none' });
        const missing = full.unassigned.filter(
          ({ requestId }) => problem.requests.find(({ id }) => id === requestId)!.aboard === undefined,
        );
        const requestId = missing[pick % Math.max(1, missing.length)]?.requestId;
        if (requestId === undefined) return;
        const plan: Plan = { routes: full.routes };
        if (!check(problem, asSolution(problem, plan)).feasible) return;
        if (schedule(problem, plan).violations.length > 0) return;
        const all = relaxations(problem, plan, requestId, { perKind: Infinity });
        // Nothing has to change for what fits as things stand.
        if (bruteForce(problem, plan, requestId) < Infinity) return expect(all).toEqual([]);
        const named = new Set(all.map(({ vehicleId }) => vehicleId));
        for (const { id } of problem.vehicles.filter((one) => !named.has(one.id))) {
          const muchLater = relaxProblem(problem, requestId, id, [{ kind: 'later', byS: 4 * 3600 }]);
          expect(bruteForce(muchLater, plan, requestId, id)).toBe(Infinity);
        }
        for (const one of all) {
          const fits = (changes: Change[]) =>
            bruteForce(
              relaxProblem(problem, requestId, one.vehicleId, changes),
              plan,
              requestId,
              one.vehicleId,
            );
          expect(fits(one.changes)).toBeCloseTo(one.insertion.cost, 6);
          for (const [k, change] of one.changes.entries()) {
            seen.add(change.kind);
            const less = stepLess(change, problem, one);
            const rest = one.changes.toSpliced(k, 1, ...(less ? [less] : []));
            if (one.changes.length === 1 || change.kind !== 'capacity') expect(fits(rest)).toBe(Infinity);
          }
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['allow', 'capacity', 'distance', 'later', 'ride', 'shift', 'skills', 'travel']),
    );
  });
});

/** The same change by one step less; undefined when that is no change. */
function stepLess(change: Change, problem: Problem, one: Relaxation): Change | undefined {
  const own = problem.vehicles.find(({ id }) => id === one.vehicleId)!;
  switch (change.kind) {
    case 'later':
    case 'ride':
    case 'shift':
    case 'travel':
      return change.byS > STEP.timeS ? { ...change, byS: change.byS - STEP.timeS } : undefined;
    case 'distance':
      return change.byM > STEP.distanceM ? { ...change, byM: change.byM - STEP.distanceM } : undefined;
    case 'tasks':
      return change.by > 1 ? { ...change, by: change.by - 1 } : undefined;
    case 'capacity': {
      const capacity = change.capacity.map((needs, k) => Math.max(own.capacity![k]!, needs - 1));
      return { ...change, capacity };
    }
    default:
      return undefined;
  }
}
