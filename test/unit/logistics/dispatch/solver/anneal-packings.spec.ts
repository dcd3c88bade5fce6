import { describe, expect, it } from '@jest/globals';
import { annealPackings } from '../../../../../src/logistics/dispatch/solver/anneal-packings.ts';
import { heatOf } from '../../../../../src/logistics/dispatch/solver/anneal.ts';
import { compile } from '../../../../../src/logistics/dispatch/solver/compile.ts';
import { openSearch } from '../../../../../src/logistics/dispatch/solver/open-search.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { warmStart } from '../../../../../src/logistics/dispatch/solver/warm-start.ts';
import { line } from './line-problem.ts';

/** Shares of the budget at which the threads compared. */
function comparisons(budget: number): number[] {
  const jobs = [0, 5, 15, 20].map((place) => ({ id: `at ${place}`, job: { place }, load: [1] }));
  const one = line({ start: 10, end: 10, capacity: [2], shift: [0, 1000] }, jobs);
  const second = { ...one.vehicles[0]!, id: 'second' };
  const problem = { ...one, vehicles: [one.vehicles[0]!, second], objective: 'fleet' as const };
  const x = openSearch(
    warmStart(compile(problem), 1, solve(problem, { seed: 1, stop: iterations(0) })),
    iterations(budget),
  );
  const shares: number[] = [];
  x.exchange = () => {
    shares.push(Number((x.iterations / budget).toFixed(2)));
    return undefined;
  };
  annealPackings(x, heatOf(x.s, 1));
  expect(x.iterations).toBeGreaterThanOrEqual(budget);
  return shares;
}

describe('annealPackings', () => {
  it('spends 65 % of the time on fourteen packings, compared one by one, and the rest on the best of them', () => {
    const each = 0.65 / 14;
    const shares = comparisons(60_000);
    expect(shares.map((share) => Math.round(share / each))).toEqual(
      Array.from({ length: 14 }, (_, k) => k + 1),
    );
  });

  it('tries half as many, twice as long, where iterations are dear', () => {
    const each = 0.65 / 7;
    const shares = comparisons(8_000);
    expect(shares.map((share) => Math.round(share / each - 0.5))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('spends all of it on one when it is too short for several', () => {
    const shares = comparisons(1_000);
    expect(shares[0]).toBeLessThan(0.15);
    expect(shares.length).toBeGreaterThan(1);
    for (const [k, share] of shares.slice(1).entries()) expect(share - shares[k]!).toBeGreaterThan(0.4);
  });
});
