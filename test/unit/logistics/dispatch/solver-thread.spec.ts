import { describe, expect, it } from '@jest/globals';
import { solveInThread } from '../../../../src/logistics/dispatch/solver-thread.ts';
import { check } from '../../../../src/logistics/dispatch/solver/check.ts';
import { solve } from '../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../src/logistics/dispatch/solver/stop.ts';
import { until } from '../../../support/api.ts';
import { line } from './solver/line-problem.ts';

const problem = line({ end: 0 }, [
  { id: 'a', pickup: { place: 5 }, delivery: { place: 30 } },
  { id: 'b', job: { place: 12 } },
]);

/** Threads that keep the process alive. */
const busyThreads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

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

  it('lets no thread search on when the question could not be put to all of them', async () => {
    let asked = 0;
    const start = {
      get routes() {
        if (asked++ > 0) throw new Error('cannot be copied');
        return [];
      },
    };
    const atWork = busyThreads();
    const running = solveInThread(problem, { seed: 1, threads: 2, budget: { ms: 60_000 }, start });
    expect(busyThreads()).toBeGreaterThan(atWork);
    await expect(running).rejects.toThrow('cannot be copied');
    await until('all threads rest', () => busyThreads() === atWork);
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
