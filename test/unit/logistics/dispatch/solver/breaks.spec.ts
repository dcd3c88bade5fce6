import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { explain } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import type {
  Break,
  PlannedRoute,
  Problem,
  Request,
  Vehicle,
} from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';

const quick = { seed: 1, stop: iterations(100) };
const lunch = (one: Partial<Break>): Break => ({ id: 'lunch', serviceS: 100, ...one });
const job = (id: string, place: number, rest: Partial<Request['job']> = {}): Request => ({
  id,
  job: { place, ...rest },
});

/** The one route of a problem in which all is served, and which the checker accepts. */
function routeOf(problem: Problem): PlannedRoute {
  const solution = solve(problem, quick);
  expect(check(problem, solution).faults).toEqual([]);
  expect(solution.unassigned).toEqual([]);
  return solution.routes[0]!;
}

describe('a break', () => {
  it('costs nothing in the middle of waiting', () => {
    const jobs = [job('a', 10, { windows: [[0, 10]] }), job('b', 20, { windows: [[400, 500]] })];
    const costs = { perDutyHour: 3600 };
    const without = routeOf(line({ costs }, jobs));
    const route = routeOf(line({ costs, breaks: [lunch({ windows: [[200, 250]] })] }, jobs));
    expect(route.breaks).toEqual([{ id: 'lunch', startS: 200, endS: 300, before: 1 }]);
    expect(route.cost).toBeCloseTo(without.cost, 9);
  });

  it('is taken on the way when it begins there, and the way goes on behind it', () => {
    const route = routeOf(
      line({ breaks: [lunch({ windows: [[30, 30]] })] }, [job('a', 50, { windows: [[0, 200]] })]),
    );
    expect(route.breaks).toMatchObject([{ startS: 30, endS: 130, before: 0 }]);
    expect(route).toMatchObject({ departS: 0, endS: 150, travelS: 50 });
    expect(route.stops[0]).toMatchObject({ arriveS: 150, startS: 150 });
  });

  it('before leaving or at the end is no duty', () => {
    const costs = { perDutyHour: 3600 };
    const early = routeOf(line({ costs, breaks: [lunch({ windows: [[0, 0]] })] }, [job('a', 50)]));
    expect(early).toMatchObject({ departS: 100, endS: 150 });
    const late = routeOf(line({ costs, breaks: [lunch({ windows: [[60, 900]] })], end: 0 }, [job('a', 50)]));
    expect(late).toMatchObject({ departS: 0, endS: 100 });
    expect(late.breaks).toMatchObject([{ startS: 100, before: 1 }]);
  });

  it('waits until the load is low enough', () => {
    const problem = line(
      { breaks: [lunch({ windows: [[0, 500]], maxLoad: [1] })], costs: { perDutyHour: 1 } },
      [
        { id: 'a', pickup: { place: 0 }, delivery: { place: 20 }, load: [2] },
        { id: 'b', pickup: { place: 0 }, delivery: { place: 40, windows: [[0, 60]] }, load: [2] },
        { id: 'c', pickup: { place: 45, windows: [[0, 50]] }, delivery: { place: 50 }, load: [1] },
      ],
    );
    const route = routeOf(problem);
    const [one] = route.breaks;
    expect(route.stops[one!.before - 1]!.loadAfter[0]).toBeLessThanOrEqual(1);
    expect(one!.startS).toBeGreaterThanOrEqual(40);
  });

  it('that makes a window impossible leaves the order out, and is the reason', () => {
    const problem = line({ breaks: [lunch({ windows: [[20, 30]] })] }, [
      job('a', 50, { windows: [[40, 60]] }),
    ]);
    const { unassigned, routes } = solve(problem, quick);
    expect(routes).toEqual([]);
    expect(unassigned).toMatchObject([{ requestId: 'a', fitsIfLaterS: 120 }]);
    expect(unassigned[0]!.reasons.map(({ name }) => name)).toContain('break');
    expect(
      explain({ ...problem, vehicles: [{ ...problem.vehicles[0]!, breaks: [] }] }, { routes: [] }, 'a')
        .reasons,
    ).toEqual([]);
  });

  it('is taken by those on the road only', () => {
    const one = line({ breaks: [lunch({})] }, [job('a', 5)]);
    const problem = { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w', start: 40 }] };
    const solution = solve(problem, quick);
    expect(solution.routes.map(({ vehicleId, breaks }) => [vehicleId, breaks.length])).toEqual([['v', 1]]);
    expect(check(problem, solution).faults).toEqual([]);
  });

  it('comes in the order in which the windows open, however they are listed', () => {
    const breaks = [
      lunch({ windows: [[300, 400]] }),
      lunch({ id: 'coffee', windows: [[50, 400]], serviceS: 10 }),
    ];
    expect(routeOf(line({ breaks }, [job('a', 5)])).breaks.map(({ id }) => id)).toEqual(['coffee', 'lunch']);
  });

  it('that locked stops leave no room for is waived and reported; otherwise they are served late', () => {
    const locked = [{ requestId: 'a', kind: 'job' as const }];
    const jobs = [job('a', 10, { serviceS: 500, windows: [[0, 20]] }), job('b', 12)];
    const early = line({ locked, breaks: [lunch({ windows: [[5, 8]] })] }, jobs);
    expect(routeOf(early).stops[0]).toMatchObject({ requestId: 'a', startS: 110 });
    const over = line({ locked, availableAtS: 300, breaks: [lunch({ windows: [[5, 8]] })] }, jobs);
    const solution = solve(over, quick);
    expect(check(over, solution).faults).toEqual([]);
    expect(solution.feasible).toBe(true);
    expect(schedule(over, solution).violations).toContainEqual({
      vehicleId: 'v',
      breakId: 'lunch',
      name: 'missingBreak',
      by: 1,
      locked: true,
    });
  });

  it('that a plan by hand leaves no room for is reported as missing', () => {
    const problem = line({ breaks: [lunch({ windows: [[0, 30]] })] }, [
      job('a', 50, { windows: [[40, 60]] }),
    ]);
    const plan = { routes: [{ vehicleId: 'v', stops: [{ requestId: 'a', kind: 'job' as const }] }] };
    const { violations, routes } = schedule(problem, plan);
    expect(violations).toMatchObject([{ breakId: 'lunch', name: 'missingBreak', locked: false }]);
    expect(routes[0]!.stops[0]!.startS).toBe(50);
  });
});

/** Cheapest lateness and duty of a route over every way to spread its breaks over its gaps; Infinity when none holds. */
function cheapestByHand(vehicle: Vehicle, stops: Request[]): number {
  const breaks = vehicle.breaks!.toSorted(
    (a, b) => a.windows![0]![0] - b.windows![0]![0] || a.windows![0]![1] - b.windows![0]![1],
  );
  let best = Infinity;
  const spread = (gaps: number[]): void => {
    if (gaps.length < breaks.length) {
      for (let gap = gaps.at(-1) ?? 0; gap <= stops.length + 1; gap++) spread([...gaps, gap]);
      return;
    }
    best = Math.min(best, driveByHand(vehicle, stops, breaks, gaps));
  };
  spread([]);
  return best;
}

/** Seconds by seconds, in whole ones: a gap behind the last is on the way home, one more at home. */
function driveByHand(vehicle: Vehicle, stops: Request[], breaks: Break[], gaps: number[]): number {
  let [t, place, lateness, leave] = [vehicle.shift[0], vehicle.start!, 0, -1];
  const rests: [number, number][] = [];
  const go = (gap: number, way: number): boolean => {
    let left = way;
    for (const [q, one] of breaks.entries()) {
      if (gaps[q] !== gap) continue;
      while (t < one.windows![0]![0]) {
        t++;
        left = Math.max(0, left - 1);
      }
      if (t > one.windows![0]![1]) return false;
      rests.push([t, t + one.serviceS]);
      t += one.serviceS;
    }
    t += left;
    return true;
  };
  for (const [k, { job: task }] of stops.entries()) {
    const way = Math.abs(task!.place - place);
    if (!go(k, way)) return Infinity;
    t = Math.max(t, task!.windows![0]![0]);
    if (t > task!.windows![0]![1]) return Infinity;
    if (k === 0) {
      leave = t;
      for (let left = way; left > 0; leave--)
        if (!rests.some(([from, to]) => leave - 1 >= from && leave - 1 < to)) left--;
    }
    lateness += Math.max(0, t - (task!.dueS ?? Infinity));
    t += task!.serviceS!;
    place = task!.place;
  }
  if (!go(stops.length, Math.abs(place - vehicle.end!))) return Infinity;
  const end = t;
  if (!go(stops.length + 1, 0) || t > vehicle.shift[1]) return Infinity;
  return lateness + (end - leave) * (vehicle.costs!.perDutyHour! / 3600);
}

describe('the places of breaks', () => {
  const stop = fc.record({
    place: fc.integer({ min: 0, max: 59 }),
    serviceS: fc.integer({ min: 0, max: 20 }),
    opens: fc.integer({ min: 0, max: 250 }),
    lasts: fc.integer({ min: 0, max: 250 }),
    dueS: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
  });
  const pause = fc.record({
    opens: fc.integer({ min: 0, max: 300 }),
    lasts: fc.integer({ min: 0, max: 150 }),
    serviceS: fc.integer({ min: 0, max: 60 }),
  });

  it('are the cheapest of all, and found whenever there are any', () => {
    let [held, failed] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(stop, { minLength: 1, maxLength: 5 }),
        fc.array(pause, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 3600),
        (stops, pauses, perDutyHour) => {
          const breaks = pauses.map(({ opens, lasts, serviceS }, k): Break => ({
            id: `b${k}`,
            windows: [[opens, opens + lasts]],
            serviceS,
          }));
          const jobs = stops.map(({ opens, lasts, ...rest }, k) =>
            job(`j${k}`, rest.place, { ...rest, windows: [[opens, opens + lasts]] }),
          );
          const problem = line({ end: 0, shift: [0, 600], breaks, costs: { perDutyHour } }, jobs);
          const plan = {
            routes: [
              { vehicleId: 'v', stops: jobs.map(({ id }) => ({ requestId: id, kind: 'job' as const })) },
            ],
          };
          const byHand = cheapestByHand(problem.vehicles[0]!, jobs);
          const { violations, cost } = schedule(problem, plan);
          expect(violations.length > 0).toBe(byHand === Infinity);
          if (byHand === Infinity) failed++;
          else {
            held++;
            expect(cost.lateness + cost.duty).toBeCloseTo(byHand, 6);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(Math.min(held, failed)).toBeGreaterThan(50);
  });
});
