import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { holds } from '../../../../../src/logistics/dispatch/solver/feasible.ts';
import { joinNear } from '../../../../../src/logistics/dispatch/solver/join-near.ts';
import type { Model } from '../../../../../src/logistics/dispatch/solver/model.ts';
import { moveSegment } from '../../../../../src/logistics/dispatch/solver/move-segment.ts';
import { neighbours, type Neighbours } from '../../../../../src/logistics/dispatch/solver/neighbours.ts';
import type { PlainMatrix } from '../../../../../src/logistics/dispatch/solver/plain-matrix.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { stopsOf, totalCost, type State } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { swapSegments } from '../../../../../src/logistics/dispatch/solver/swap-segments.ts';
import { swapTails } from '../../../../../src/logistics/dispatch/solver/swap-tails.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { plainProblem } from './random-problems.ts';

type Way = (s: State, plain: PlainMatrix, near: Neighbours, most: number) => boolean;
type Exchange = (s: State, plain: PlainMatrix, a: number, b: number, most: number) => boolean;

/** On two stops at random, of one route or of two. */
const anywhere =
  (exchange: Exchange, isWithin: boolean): Way =>
  (s, plain, _near, most) => {
    const [a, b] = [s.random.int(s.m.tasks), s.random.int(s.m.tasks)];
    const [v, w] = [s.route[a]!, s.route[b]!];
    const mayMeet = a !== b && v >= 0 && w >= 0 && (v === w) === isWithin && s.m.group[v] === s.m.group[w];
    return mayMeet && s.pos[b]! > s.locked[w]! && exchange(s, plain, a, b, most);
  };

describe('near stops are joined', () => {
  it.each<[string, Way]>([
    ['by swapping tails', anywhere(swapTails, false)],
    ['by swapping segments', anywhere(swapSegments, false)],
    ['by moving a segment within its route', anywhere(moveSegment, true)],
    ['by whatever brings them together', joinNear],
  ])(
    '%s: every stop once, pairs whole and in order, every rule kept, no dearer than allowed',
    (_name, way) => {
      let done = 0;
      fc.assert(
        fc.property(plainProblem, fc.integer(), (problem, seed) => {
          const m = compile(problem);
          if (!m.plain) return;
          const s = warmStart(m, seed, solve(problem, { seed, stop: iterations(0) }));
          const near = neighbours(m);
          const all = () => Array.from({ length: m.vehicles }, (_, v) => stopsOf(s, v));
          const sorted = () =>
            all()
              .flat()
              .sort((a, b) => a - b);
          const before = sorted();
          for (let k = 0; k < 1000; k++) {
            const cost = totalCost(s);
            const most = k % 2 === 0 ? Infinity : 10;
            if (!way(s, m.plain, near, most)) continue;
            done++;
            expect(totalCost(s)).toBeLessThan(cost + most + m.vehicles * 1e-6 + fixedCosts(m.fixed));
            for (let v = 0; v < m.vehicles; v++) expect(holds(s, v)).toBe(true);
            for (const stops of all()) expect(tornIn(m, stops)).toEqual([]);
            expect(sorted()).toEqual(before);
          }
        }),
        { numRuns: 100, seed: 7 },
      );
      expect(done).toBeGreaterThan(20);
    },
  );
});

/** Deliveries whose pickup is not before them in the route. */
const tornIn = ({ origin, requestOf, delivery }: Model, stops: readonly number[]): number[] =>
  stops.filter((x, k) => {
    const pickup = origin[requestOf[x]!]!;
    const isDelivery = delivery[requestOf[x]!] === x;
    return pickup >= 0 && isDelivery && !stops.slice(0, k).includes(pickup);
  });

const fixedCosts = (fixed: Float64Array): number => fixed.reduce((sum, one) => sum + one, 0);
