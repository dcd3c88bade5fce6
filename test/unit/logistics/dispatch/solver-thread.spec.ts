import { describe, expect, it } from '@jest/globals';
import { solveInThread } from '../../../../src/logistics/dispatch/solver-thread.ts';
import { check } from '../../../../src/logistics/dispatch/solver/check.ts';
import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './solver/line-problem.ts';

const problem = line({ end: 0 }, [
  { id: 'a', pickup: { place: 5 }, delivery: { place: 30 } },
  { id: 'b', job: { place: 12 } },
]);

describe('solveInThread', () => {
  it('gives what solve gives for the same seed and iterations', async () => {
    const there = await solveInThread(problem, { seed: 3, budget: { iterations: 100 } });
    expect(there).toEqual(solve(problem, { seed: 3, stop: iterations(100) }));
  });

  it('ends early with the best plan so far when it is cancelled', async () => {
    const cancel = new AbortController();
    const started = Date.now();
    const running = solveInThread(problem, {
      seed: 3,
      budget: { ms: 60_000 },
      signal: cancel.signal,
      onBetter: () => cancel.abort(),
    });
    expect((await running).unassigned).toEqual([]);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it('searches for as long as its processor time lasts', async () => {
    const { iterations: done } = await solveInThread(problem, { seed: 3, budget: { cpuMs: 50 } });
    expect(done).toBeGreaterThan(0);
  });

  it('lets threads search together and gives the best of their plans', async () => {
    const alone = solve(problem, { seed: 3, stop: iterations(50) });
    const together = await solveInThread(problem, { seed: 3, threads: 2, budget: { iterations: 50 } });
    expect(check(problem, together).faults).toEqual([]);
    expect(together.cost.total).toBeLessThanOrEqual(alone.cost.total);
    expect(together.iterations).toBeGreaterThanOrEqual(100);
  });

  it('uses its thread again, also after a refusal', async () => {
    const wrong = { ...problem, places: 3 };
    await expect(solveInThread(wrong, { seed: 1, budget: { iterations: 1 } })).rejects.toThrow();
    const there = await solveInThread(problem, { seed: 3, budget: { iterations: 100 } });
    expect(there.unassigned).toEqual([]);
  });

  it('refuses as solve refuses', async () => {
    const wrong = { ...problem, places: 3 };
    await expect(solveInThread(wrong, { seed: 1, budget: { iterations: 1 } })).rejects.toMatchObject({
      name: 'Error',
      code: 'invalid_input',
      detail: { field: 'profiles.0.durationsS' },
    });
  });
});
