import { describe, expect, it } from '@jest/globals';
import { bestInsertions } from '../../../../../src/logistics/dispatch/solver/best-insertions.ts';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { explain } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import type {
  Problem,
  Relation,
  Request,
  Solution,
  StopRef,
} from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';

const job = (id: string, place: number, rest: Partial<Request> = {}): Request => ({
  id,
  job: { place },
  ...rest,
});
const at = (requestId: string): StopRef => ({ requestId, kind: 'job' });
const tie = (type: Relation['type'], ...stops: (string | StopRef)[]): Relation => ({
  type,
  stops: stops.map((stop) =>
    stop === 'start' || stop === 'end' || typeof stop === 'object' ? stop : at(stop),
  ),
});

/** A second vehicle `w` at the other end of the street. */
function withTwo(problem: Problem, relations: Relation[]): Problem {
  return {
    ...problem,
    relations,
    vehicles: [...problem.vehicles, { ...problem.vehicles[0]!, id: 'w', start: 59 }],
  };
}

function solved(problem: Problem): Solution {
  const solution = solve(problem, { seed: 1, stop: iterations(200) });
  expect(check(problem, solution).faults).toEqual([]);
  return solution;
}

const orderOf = ({ routes }: Solution): string[] =>
  routes.map(({ vehicleId, stops }) => `${vehicleId}: ${stops.map(({ requestId }) => requestId).join(' ')}`);

describe('relations', () => {
  it('keep together what two vehicles would share', () => {
    const jobs = [job('a', 2), job('b', 58), job('c', 57)];
    expect(orderOf(solved(withTwo(line({}, jobs), [])))).toEqual(['v: a', 'w: b c']);
    expect(orderOf(solved(withTwo(line({}, jobs), [tie('in_same_route', 'a', 'b')])))).toEqual(['w: b c a']);
  });

  it('give the stops to the vehicle they name', () => {
    const jobs = [job('a', 5), job('b', 1)];
    const relation = { ...tie('in_same_route', 'a'), vehicleId: 'w' };
    expect(orderOf(solved(withTwo(line({}, jobs), [relation])))).toEqual(['v: b', 'w: a']);
  });

  it('keep an order that is dear, and let others in between', () => {
    const jobs: Request[] = [
      job('a', 30),
      { id: 'b', job: { place: 20, windows: [[0, 42]] } },
      { id: 'c', job: { place: 25, windows: [[32, 60]] } },
    ];
    expect(orderOf(solved(line({}, jobs)))).toEqual(['v: b c a']);
    const relations = [tie('in_sequence', 'a', 'b')];
    expect(orderOf(solved({ ...line({}, jobs), relations }))).toEqual(['v: a c b']);
  });

  it('keep a stranger out of a direct sequence', () => {
    const jobs = [job('a', 10), job('b', 30), job('c', 20)];
    const relations = [tie('in_direct_sequence', 'a', 'b')];
    expect(orderOf(solved({ ...line({}, jobs), relations }))).toEqual(['v: a b c']);
  });

  it('keep everything else away from the start and the end they claim', () => {
    const jobs = [job('a', 30), job('b', 10), job('c', 20)];
    const relations = [tie('in_direct_sequence', 'start', 'a'), tie('in_direct_sequence', 'b', 'end')];
    expect(orderOf(solved({ ...line({}, jobs), relations }))).toEqual(['v: a c b']);
  });

  it('order pickups and deliveries of different orders', () => {
    const pair = (id: string, from: number, to: number): Request => ({
      id,
      pickup: { place: from },
      delivery: { place: to },
    });
    const problem = line({ start: 0 }, [pair('a', 0, 10), pair('b', 0, 20)]);
    const relations = [
      tie('in_direct_sequence', { requestId: 'b', kind: 'pickup' }, { requestId: 'a', kind: 'pickup' }),
      tie('in_sequence', { requestId: 'b', kind: 'delivery' }, { requestId: 'a', kind: 'delivery' }),
    ];
    const stops = solved({ ...problem, relations }).routes[0]!.stops;
    expect(stops.map(({ requestId, kind }) => `${requestId} ${kind}`)).toEqual([
      'b pickup',
      'a pickup',
      'b delivery',
      'a delivery',
    ]);
  });

  it('do not drag others along when one cannot be served', () => {
    const jobs = [job('a', 10), job('b', 20, { skills: ['cold'] }), job('c', 30)];
    const solution = solved({ ...line({}, jobs), relations: [tie('in_direct_sequence', 'a', 'b', 'c')] });
    expect(orderOf(solution)).toEqual(['v: a c']);
    expect(solution.unassigned.map(({ requestId }) => requestId)).toEqual(['b']);
  });

  it('move together to where there is room for all of them', () => {
    const load = [1];
    const jobs = ['a', 'b', 'c'].map((id) => job(id, 1, { load }));
    const two = withTwo(line({ capacity: [2] }, jobs), [tie('in_same_route', 'a', 'b', 'c')]);
    const problem = { ...two, vehicles: [two.vehicles[0]!, { ...two.vehicles[1]!, capacity: [3] }] };
    expect(orderOf(solved(problem))).toEqual([expect.stringMatching(/^w: \w \w \w$/)]);
  });

  it('that locked stops break are waived, and reported as such', () => {
    const problem = {
      ...line({ locked: [at('b'), at('a')] }, [job('a', 10), job('b', 20), job('c', 30)]),
      relations: [tie('in_sequence', 'a', 'b', 'c')],
    };
    const solution = solved(problem);
    expect(solution.unassigned).toEqual([]);
    expect(solution.feasible).toBe(true);
    expect(schedule(problem, solution).violations).toMatchObject([{ name: 'relation', locked: true }]);
  });

  it('are the reason when they keep an order out', () => {
    const jobs = [job('a', 10), job('b', 20), job('c', 30)];
    const problem = {
      ...line({}, jobs),
      relations: [tie('in_direct_sequence', 'start', 'c'), tie('in_direct_sequence', 'a', 'b')],
    };
    const plan = { routes: [{ vehicleId: 'v', stops: [at('a'), at('b')] }] };
    expect(explain(problem, plan, 'c').reasons).toEqual([]);
    const shut = { ...problem, relations: [tie('in_direct_sequence', 'start', 'a', 'b', 'end')] };
    expect(explain(shut, plan, 'c').reasons).toEqual([{ code: 21, name: 'relation', vehicleIds: ['v'] }]);
    const two = withTwo(line({ maxTasks: 1 }, jobs), [tie('in_same_route', 'a', 'c')]);
    const full = { routes: [{ vehicleId: 'v', stops: [at('a')] }] };
    expect(explain(two, full, 'c').reasons).toEqual([
      { code: 21, name: 'relation', vehicleIds: ['w'] },
      { code: 27, name: 'maxTasks', vehicleIds: ['v'] },
    ]);
  });

  it('broken by a plan as it stands do not stand in the way of its other stops', () => {
    const jobs = [job('a', 10), job('b', 20), job('c', 15)];
    const problem = { ...line({}, jobs), relations: [tie('in_direct_sequence', 'b', 'a')] };
    const plan = { routes: [{ vehicleId: 'v', stops: [at('a'), at('b')] }] };
    expect(schedule(problem, plan).violations).toMatchObject([
      { name: 'relation', requestId: 'a', locked: false },
    ]);
    expect(bestInsertions(problem, plan, 'c', 1)).toMatchObject([
      { cost: 0, stops: [at('a'), at('c'), at('b')] },
    ]);
  });
});
