import { describe, expect, it } from '@jest/globals';
import { dropsOf, firstErrand, leaveByS } from '../../../bench/meals/commitment.ts';
import type { Problem, StopRef } from '../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../src/logistics/dispatch/solver/schedule.ts';

const SECONDS = 100;
/** Place 0: the courier; 1: a store; 2: another store; 3 and 4: doors. */
const order = (id: string, store: number, door: number, readyS: number) => ({
  id,
  pickup: { place: store, serviceS: 30, windows: [[readyS, 9_000]] as [number, number][] },
  delivery: { place: door },
});
const problem: Problem = {
  places: 5,
  profiles: [{ durationsS: Float64Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? 0 : SECONDS)) }],
  requests: [order('a', 1, 3, 600), order('b', 1, 4, 900), order('c', 2, 4, 0)],
  vehicles: [{ id: 'v', start: 0, shift: [0, 9_000] }],
};
const pickup = (requestId: string): StopRef => ({ requestId, kind: 'pickup' });
const drop = (requestId: string): StopRef => ({ requestId, kind: 'delivery' });
const driven = (...stops: StopRef[]) => schedule(problem, { routes: [{ vehicleId: 'v', stops }] }).routes[0]!;
const ids = (stops: readonly StopRef[]) => stops.map(({ requestId }) => requestId);

describe('the first errand', () => {
  it('is every pickup at the first store before anything else is done', () => {
    expect(ids(firstErrand(driven(pickup('a'), pickup('b'), drop('b'), drop('a'))))).toEqual(['a', 'b']);
    expect(ids(firstErrand(driven(pickup('a'), drop('a'), pickup('b'), drop('b'))))).toEqual(['a']);
    expect(ids(firstErrand(driven(pickup('a'), pickup('c'), drop('a'), drop('c'))))).toEqual(['a']);
  });

  it('is dropped in the order of the route, without what is fetched later', () => {
    const route = driven(pickup('a'), pickup('b'), drop('b'), pickup('c'), drop('a'), drop('c'));
    expect(ids(dropsOf(route, firstErrand(route)))).toEqual(['b', 'a']);
  });
});

describe('the latest time to leave', () => {
  it('is just in time for goods that are fetched alone', () => {
    expect(leaveByS(driven(pickup('a'), drop('a')))).toBe(600 - SECONDS);
  });

  it('waits for the last of the orders fetched together, less what the others take at the counter', () => {
    const together = driven(pickup('a'), pickup('b'), drop('a'), drop('b'));
    expect(together.departS).toBe(600 - SECONDS);
    expect(leaveByS(together)).toBe(900 - 30 - SECONDS);
  });

  it('is when the route leaves where nobody waits', () => {
    const late = driven(pickup('b'), pickup('a'), drop('a'), drop('b'));
    expect(leaveByS(late)).toBe(late.departS);
  });
});
