import { describe, expect, it } from '@jest/globals';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import type {
  PlannedRoute,
  Problem,
  Relation,
  Solution,
} from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';

const JOBS = [10, 20, 30].map((place) => ({ id: `at${place}`, job: { place, serviceS: 5 }, load: [1] }));
const BREAKS = [{ id: 'lunch', windows: [[12, 40] as [number, number]], serviceS: 50, maxLoad: [2] }];

/** What the checker says about the solver's route after it was tampered with. */
function faultsAfter(problem: Problem, change: (route: PlannedRoute) => Partial<PlannedRoute>): string {
  const solution = solve(problem, { seed: 1, stop: iterations(50) });
  expect(check(problem, solution).faults).toEqual([]);
  const route = { ...solution.routes[0]!, ...change(solution.routes[0]!) };
  return check(problem, { ...solution, routes: [route] } as Solution).faults.join('; ');
}

describe('the checker', () => {
  const resting = line({ breaks: BREAKS }, JOBS);
  const moved = (by: object) => (route: PlannedRoute) => ({ breaks: [{ ...route.breaks[0]!, ...by }] });

  it.each([
    ['a break that is not taken', () => ({ breaks: [] }), 'break lunch is not taken'],
    [
      'a break that is too short',
      (route: PlannedRoute) => moved({ endS: route.breaks[0]!.startS + 1 })(route),
      'has another length',
    ],
    ['a break outside its windows', moved({ startS: 100, endS: 150 }), 'starts outside its windows'],
    [
      'a break before the shift',
      moved({ startS: -50, endS: 0 }),
      'starts before the one before it, or the shift',
    ],
    ['a break during a service', moved({ startS: 28, endS: 78 }), 'is not in the gap it claims'],
    ['a break with too much aboard', moved({ before: 0 }), 'with too much aboard'],
    [
      'a break that nobody asked for',
      (route: PlannedRoute) => ({ breaks: [...route.breaks, { ...route.breaks[0]!, id: 'nap' }] }),
      'nap is not in the problem',
    ],
    [
      'a break taken twice',
      (route: PlannedRoute) => ({ breaks: [...route.breaks, ...route.breaks] }),
      'twice',
    ],
  ] as [string, (route: PlannedRoute) => Partial<PlannedRoute>, string][])('sees %s', (_, change, fault) => {
    expect(faultsAfter(resting, change)).toContain(fault);
  });

  it('sees a stop that is reached as if the break had not been', () => {
    const tired = faultsAfter(resting, (route) => ({
      stops: route.stops.map((stop, k) =>
        k === 1
          ? { ...stop, arriveS: stop.arriveS - 50, startS: stop.startS - 50, departS: stop.departS - 50 }
          : stop,
      ),
    }));
    expect(tired).toContain('is reached before it can be');
  });

  it.each([
    ['in_sequence', ['at30', 'at10'], 'out of order'],
    ['in_direct_sequence', ['at10', 'at30'], 'something is between its stops'],
    ['in_direct_sequence', ['start', 'at20'], 'something is before its first stop'],
    ['in_direct_sequence', ['at20', 'end'], 'something is behind its last stop'],
  ] as [Relation['type'], string[], string][])('sees a broken %s of %s', (type, ids, fault) => {
    const problem = line({}, JOBS);
    const solution = solve(problem, { seed: 1, stop: iterations(50) });
    const stops = ids.map((id) =>
      id.startsWith('at') ? { requestId: id, kind: 'job' as const } : (id as 'start'),
    );
    expect(check({ ...problem, relations: [{ type, stops }] }, solution).faults.join()).toContain(fault);
  });

  it('sees what belongs together in two routes, or in the wrong one', () => {
    const one = line({}, JOBS);
    const problem = { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w', start: 30 }] };
    const solution = solve(problem, { seed: 1, stop: iterations(50) });
    expect(solution.routes).toHaveLength(2);
    const tied = (ids: string[], vehicleId?: string): Relation => ({
      type: 'in_same_route',
      stops: ids.map((requestId) => ({ requestId, kind: 'job' })),
      ...(vehicleId && { vehicleId }),
    });
    const faults = (relation: Relation) =>
      check({ ...problem, relations: [relation] }, solution).faults.join();
    expect(faults(tied(['at10', 'at30']))).toContain('its stops are in several routes');
    expect(faults(tied(['at30'], 'v'))).toContain('its stops are in the wrong route');
    expect(faults(tied(['at30'], 'w'))).toBe('');
  });
});
