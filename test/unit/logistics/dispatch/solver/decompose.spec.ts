import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../../src/logistics/dispatch/solver/check.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { openPart } from '../../../../../src/logistics/dispatch/solver/part-search.ts';
import { partSize } from '../../../../../src/logistics/dispatch/solver/decompose.ts';
import { choosePart } from '../../../../../src/logistics/dispatch/solver/part.ts';
import type { Problem, Solution } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { waivedRelations } from '../../../../../src/logistics/dispatch/solver/relation-rules.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { stopsOf } from '../../../../../src/logistics/dispatch/solver/state.ts';
import { anyOf, cancelled, iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { line } from './line-problem.ts';
import { mixedProblems, plainProblem } from './random-problems.ts';

const anyProblem = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: mixedProblems(14, 5) }, plainProblem), fc.boolean())
  .map(([problem, isFleet]): Problem => (isFleet ? { ...problem, objective: 'fleet' } : problem));

/** What is left behind; goods aboard, or surely so, before any number of others. */
function leftBehind({ requests, vehicles }: Problem, { unassigned }: Solution): number {
  const aboard = new Set(requests.filter((one) => one.aboard !== undefined).map(({ id }) => id));
  for (const { locked = [] } of vehicles) for (const { requestId } of locked) aboard.add(requestId);
  const priority = new Map(requests.map((one) => [one.id, (one.priority ?? 0) + 1]));
  return unassigned.reduce(
    (sum, { requestId }) => sum + priority.get(requestId)! + (aboard.has(requestId) ? 1e7 : 0),
    0,
  );
}

describe('a plan improved part by part', () => {
  it('keeps every rule, leaves nobody out and gets no dearer; same seed, same plan', () => {
    let [cheaper, fuller] = [0, 0];
    fc.assert(
      fc.property(anyProblem, fc.integer(), fc.constantFrom(1, 3, 6), (problem, seed, parts) => {
        const start = solve(problem, { seed, stop: iterations(0) });
        const budget = { seed, stop: iterations(80), start, parts };
        const found = solve(problem, budget);
        expect(check(problem, found).faults).toEqual([]);
        const [left, leftAtFirst] = [leftBehind(problem, found), leftBehind(problem, start)];
        expect(left).toBeLessThanOrEqual(leftAtFirst);
        if (left < leftAtFirst) fuller++;
        else if (problem.objective !== 'fleet') {
          expect(found.cost.total).toBeLessThanOrEqual(start.cost.total + 1e-6);
          if (found.cost.total < start.cost.total - 1e-6) cheaper++;
        } else expect(found.routes.length).toBeLessThanOrEqual(start.routes.length);
        expect(solve(structuredClone(problem), { ...budget, stop: iterations(80) })).toEqual(found);
      }),
      { numRuns: 450 },
    );
    expect(cheaper).toBeGreaterThan(10);
    expect(fuller).toBeGreaterThan(1);
  });

  it('costs in a part just what its routes cost in the whole, and takes in all that is bound to its vehicles', () => {
    let fewer = 0;
    fc.assert(
      fc.property(anyProblem, fc.integer(), (problem, seed) => {
        const m = compile(problem);
        const s = warmStart(m, seed, solve(problem, { seed, stop: iterations(10) }));
        const waived = waivedRelations(problem);
        const standing = (problem.relations ?? []).filter((one) => !waived.has(one));
        fc.pre(s.activeCount > 0);
        const part = choosePart(s, 3);
        const { x, whole } = openPart(s, part, standing, iterations(0));
        part.vehicles.forEach((v, k) => {
          expect(x.s.cost[k]).toBeCloseTo(s.cost[v]!, 6);
          expect(stopsOf(x.s, k).map((node) => whole[node])).toEqual(stopsOf(s, v));
          const carried = problem.requests.flatMap((one, r) =>
            one.aboard === m.problem.vehicles[v]!.id ? [r] : [],
          );
          expect(part.requests).toEqual(expect.arrayContaining(carried));
        });
        expect(Boolean(x.s.m.plain)).toBe(Boolean(m.plain));
        if (part.vehicles.length < m.vehicles) fewer++;
      }),
      { numRuns: 300 },
    );
    expect(fewer).toBeGreaterThan(40);
  });

  it('ends when it is told to', () => {
    const flag = new Int32Array(1);
    fc.assert(
      fc.property(anyProblem, (problem) => {
        flag[0] = 0;
        let better = 0;
        const stop = anyOf(iterations(1e9), cancelled(flag), (done) => (done > 50 ? (flag[0] = 1) : 0));
        const found = solve(problem, { seed: 1, stop, parts: 3, onBetter: () => better++ });
        expect(found.iterations).toBeLessThan(200);
        expect(check(problem, found).faults).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is what becomes of large running plans, and of no others unless it is wished', () => {
    const jobs = (count: number, dueS: number | undefined) => {
      const requests = Array.from({ length: count }, (_, k) => ({
        id: `j${k}`,
        job: { place: k % 60, ...(dueS !== undefined && { dueS }) },
      }));
      const problem = line({ shift: [0, 1e5] }, requests);
      const stops = requests.map(({ id }) => ({ requestId: id, kind: 'job' as const }));
      const start = { routes: [{ vehicleId: 'v', stops }] };
      return { s: warmStart(compile(problem), 1, start), start };
    };
    const large = jobs(600, 100);
    expect(partSize(large.s, { start: large.start })).toBe(80);
    expect(partSize(large.s, { start: large.start, parts: Infinity })).toBe(Infinity);
    expect(partSize(large.s, {})).toBe(Infinity);
    expect(partSize(large.s, { parts: 50 })).toBe(50);
    const [small, plain] = [jobs(599, 100), jobs(600, undefined)];
    expect(partSize(small.s, { start: small.start })).toBe(Infinity);
    expect(partSize(plain.s, { start: plain.start })).toBe(Infinity);
  });
});
