import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refOf } from '../../../../../src/logistics/dispatch/solver/best-insertions.ts';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { joinNear } from '../../../../../src/logistics/dispatch/solver/join-near.ts';
import { moveSegment } from '../../../../../src/logistics/dispatch/solver/move-segment.ts';
import { neighbours, type Neighbours } from '../../../../../src/logistics/dispatch/solver/neighbours.ts';
import type { PlainMatrix } from '../../../../../src/logistics/dispatch/solver/plain-matrix.ts';
import type { Plan, Request } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { stopsOf, totalCost, type State } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { swapSegments } from '../../../../../src/logistics/dispatch/solver/swap-segments.ts';
import { swapTails } from '../../../../../src/logistics/dispatch/solver/swap-tails.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { asSolution } from './brute-force.ts';
import { line } from './line-problem.ts';
import { boundPlainProblem, plainProblem } from './random-problems.ts';

type Exchange = (s: State, plain: PlainMatrix, a: number, b: number, most: number) => boolean;
type Way = (s: State, plain: PlainMatrix, near: Neighbours, most: number) => boolean;

/** On two stops at random, of one route or of two. */
const anywhere =
  (exchange: Exchange, isWithin: boolean): Way =>
  (s, plain, _near, most) => {
    const { route, pos, locked, random, m } = s;
    const [a, b] = [random.int(m.tasks), random.int(m.tasks)];
    const [v, w] = [route[a]!, route[b]!];
    if (a === b || v < 0 || w < 0 || (v === w) !== isWithin || m.group[v] !== m.group[w]) return false;
    return pos[a]! >= locked[v]! && pos[b]! > locked[w]! && exchange(s, plain, a, b, most);
  };

const planOf = (s: State): Plan => ({
  routes: s.m.problem.vehicles
    .map(({ id }, v) => ({ vehicleId: id, stops: stopsOf(s, v).map((node) => refOf(s.m, node)) }))
    .filter(({ stops }) => stops.length > 0),
});

describe('near stops are joined', () => {
  it.each<[string, Way]>([
    ['by swapping tails', anywhere(swapTails, false)],
    ['by swapping segments', anywhere(swapSegments, false)],
    ['by moving a segment within its route', anywhere(moveSegment, true)],
    ['by whatever brings them together', joinNear],
  ])('%s: for no more than was allowed, and the checker finds no fault', (_name, way) => {
    let done = 0;
    fc.assert(
      fc.property(fc.oneof(plainProblem, boundPlainProblem), fc.integer(), (problem, seed) => {
        const m = compile(problem);
        if (!m.plain) return;
        const s = warmStart(m, seed, solve(problem, { seed, stop: iterations(0) }));
        const near = neighbours(m);
        const left = s.absentCount;
        for (let k = 0; k < 1000; k++) {
          const cost = totalCost(s);
          const most = k % 2 === 0 ? Infinity : 10;
          if (!way(s, m.plain, near, most)) continue;
          done++;
          expect(totalCost(s)).toBeLessThan(cost + most + 1e-9);
          const { faults, cost: checked } = check(problem, asSolution(problem, planOf(s)));
          expect(faults).toEqual([]);
          expect(totalCost(s) * m.plain.costPerS).toBeCloseTo(checked, 6);
          expect(asSolution(problem, planOf(s)).unassigned).toHaveLength(left);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(done).toBeGreaterThan(20);
  });

  it.each<[string, Exchange]>([
    ['tails', swapTails],
    ['segments', swapSegments],
  ])('%s: a vehicle that is saved counts', (_name, exchange) => {
    const jobs = [5, 20].map((place): Request => ({ id: `at${place}`, job: { place } }));
    const one = line({ costs: { fixed: 100 } }, jobs);
    const problem = { ...one, vehicles: [...one.vehicles, { ...one.vehicles[0]!, id: 'w' }] };
    const start = {
      routes: ['v', 'w'].map((vehicleId, k) => ({
        vehicleId,
        stops: [{ requestId: jobs[k]!.id, kind: 'job' as const }],
      })),
    };
    const s = warmStart(compile(problem), 1, start);
    const before = totalCost(s);
    // Another segment every time: at most five stops, where there is one.
    let tries = 0;
    while (!exchange(s, s.m.plain!, 0, 1, -100) && tries < 100) tries++;
    expect(totalCost(s)).toBe(before - 105);
    expect(s.activeCount).toBe(1);
  });
});
