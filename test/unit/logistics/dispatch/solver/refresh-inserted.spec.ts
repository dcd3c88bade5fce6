import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { emptyState } from '../../../../../src/logistics/dispatch/solver/empty-state.ts';
import {
  insertCheapest,
  startBlinking,
} from '../../../../../src/logistics/dispatch/solver/insert-cheapest.ts';
import { refresh } from '../../../../../src/logistics/dispatch/solver/refresh.ts';
import { listActive, type State } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { begin } from '../../../../../src/logistics/dispatch/solver/undo.ts';
import { plainProblem } from './random-problems.ts';

describe('refreshInserted', () => {
  it('leaves clocks, loads, positions and cost of the route as a refresh of the whole route would', () => {
    let inLongRoutes = 0;
    fc.assert(
      fc.property(plainProblem, fc.integer(), (problem, seed) => {
        const m = compile(problem);
        const s = emptyState(m, seed);
        for (let v = 0; v < m.vehicles; v++) refresh(s, v);
        listActive(s);
        startBlinking(s);
        begin(s);
        for (let r = 0; r < m.requests; r++) {
          if (!insertCheapest(s, r, undefined)) continue;
          const v = s.route[m.delivery[r]!]!;
          if (s.len[v]! > 2) inLongRoutes++;
          const partly = known(s, v);
          refresh(s, v);
          expect(partly).toEqual(known(s, v));
        }
      }),
      { numRuns: 1000, seed: 3 },
    );
    expect(inLongRoutes).toBeGreaterThan(100);
  });
});

/** What is known of a route, rounded where sums were added up in another order. */
function known(s: State, v: number) {
  const nodes = [...s.seq.subarray(v * s.stride, v * s.stride + s.len[v]! + 2)];
  return {
    cost: s.cost[v]!.toFixed(6),
    stops: nodes.slice(1, -1).map((x) => [x, s.route[x], s.pos[x]]),
    clocks: nodes.slice(0, -1).map((x) => [s.dep[x], s.latest[x], s.load[x]]),
    legs: nodes.slice(1).map((x) => s.arcTime[x]),
  };
}
