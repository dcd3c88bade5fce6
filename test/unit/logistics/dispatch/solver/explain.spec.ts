import { describe, expect, it } from '@jest/globals';
import { explain, explainAll } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import type { Request, Vehicle } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { line } from './line-problem.ts';

const reasonsFor = (request: Partial<Request>, vehicle: Partial<Vehicle> = {}) => {
  const problem = line(vehicle, [
    { id: 'a', ...(request.job ? {} : { pickup: { place: 5 }, delivery: { place: 30 } }), ...request },
  ]);
  const { reasons, fitsIfLaterS } = explain(problem, { routes: [] }, 'a');
  return { codes: reasons.map(({ code }) => code), fitsIfLaterS };
};

describe('explain', () => {
  it.each([
    ['nothing when it fits', {}, {}, []],
    ['a missing skill', { skills: ['cold'] }, {}, [1]],
    ['a window that is over before anyone can be there', { job: { place: 50, windows: [[0, 10]] } }, {}, [2]],
    ['a shift that ends too soon', { job: { place: 50 } }, { shift: [0, 40] }, [2]],
    ['an order larger than the vehicle', { load: [9] }, { capacity: [5] }, [3]],
    ['a vehicle that is not among the allowed', { allowedVehicles: ['x'] }, {}, [22]],
    ['a ride longer than the goods stand', { maxRideS: 20 }, {}, [23]],
    ['a forbidden vehicle', { forbiddenVehicles: ['v'] }, {}, [25]],
    ['a day with too much driving', {}, { maxTravelS: 20 }, [26]],
    ['a route with no stop left', {}, { maxTasks: 1 }, [27]],
  ] as [string, Partial<Request>, Partial<Vehicle>, number[]][])('says %s', (_, request, vehicle, codes) => {
    expect(reasonsFor(request, vehicle).codes).toEqual(codes);
  });

  it('says that no street leads there', () => {
    const problem = line({}, [{ id: 'a', job: { place: 7 } }]);
    for (let from = 0; from < 60; from++)
      if (from !== 7) problem.profiles[0]!.durationsS[from * 60 + 7] = Infinity;
    expect(explain(problem, { routes: [] }, 'a').reasons).toEqual([
      { code: 50, name: 'unreachable', vehicleIds: ['v'] },
    ]);
  });

  it('says how much later would do, in whole minutes', () => {
    const problem = line({ speedFactor: 10 }, [{ id: 'a', job: { place: 50, windows: [[0, 100]] } }]);
    // Reached after 500 s: 400 s behind the window, that is seven minutes.
    expect(explain(problem, { routes: [] }, 'a').fitsIfLaterS).toBe(420);
  });
});

describe('explaining all that has no place', () => {
  const problem = line({ capacity: [5], skills: [] }, [
    { id: 'cold', job: { place: 5 }, skills: ['cold'] },
    { id: 'big', job: { place: 5 }, load: [9] },
    { id: 'over', job: { place: 50, windows: [[0, 10]] } },
  ]);
  const codesOf = (how: 'none' | 'codes' | 'full') =>
    explainAll(problem, { routes: [] }, how).map(({ reasons }) => reasons.map(({ code }) => code));

  it('names the same rules coarsely and in full, and none when asked for none', () => {
    expect(codesOf('full')).toEqual([[1], [3], [2]]);
    expect(codesOf('codes')).toEqual(codesOf('full'));
    expect(codesOf('none')).toEqual([[], [], []]);
  });

  it('does not take those who may take no more stops for the rule in the way', () => {
    const late = line({ shift: [0, 40] }, [{ id: 'a', job: { place: 50 } }]);
    const [working] = late.vehicles;
    const resting = ['x', 'y', 'z'].map((id) => ({
      ...working!,
      id,
      shift: [0, 9000] as const,
      maxTasks: 0,
    }));
    const codes = (vehicles: Vehicle[]) =>
      explainAll({ ...late, vehicles }, { routes: [] }, 'codes')[0]!.reasons.map(({ name }) => name);
    expect(codes([...resting, working!] as Vehicle[])).toEqual(['timeWindow']);
    expect(codes(resting as unknown as Vehicle[])).toEqual(['maxTasks']);
  });

  it('looks at the delay only in full', () => {
    const laterOf = (how: 'codes' | 'full') => explainAll(problem, { routes: [] }, how)[2]!.fitsIfLaterS;
    expect(laterOf('full')).toBe(60);
    expect(laterOf('codes')).toBeUndefined();
  });
});
