import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestInsertions } from '../../../../../src/logistics/dispatch/solver/best-insertions.ts';
import { unservedIds } from '../../../../../src/logistics/dispatch/solver/explain.ts';
import { placeWaiting } from '../../../../../src/logistics/dispatch/solver/place-waiting.ts';
import type { Problem } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../../src/logistics/dispatch/solver/schedule.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { line } from './line-problem.ts';
import { mixedProblem } from './random-problems.ts';

const job = (id: string, place: number, priority = 0) => ({ id, job: { place }, priority });

/** Without what may forbid to take a stop out of a route. */
function free(mixed: Problem): Problem {
  const vehicles = mixed.vehicles.map((vehicle) => ({ ...vehicle, locked: [] }));
  const problem: Problem = { ...mixed, vehicles };
  delete problem.relations;
  return problem;
}

describe('placing what waits', () => {
  it('puts an order where it is cheapest, if anywhere, and breaks nothing that was not broken before', () => {
    let placed = 0;
    fc.assert(
      fc.property(mixedProblem, fc.nat(), (mixed, drop) => {
        const problem = free(mixed);
        const full = solve(problem, { seed: 1, stop: iterations(5) });
        const dropped = full.routes[drop % Math.max(1, full.routes.length)]?.stops.at(-1)?.requestId;
        const routes = full.routes.map(({ vehicleId, stops }) => ({
          vehicleId,
          stops: stops.filter(({ requestId }) => requestId !== dropped),
        }));
        const before = schedule(problem, { routes });
        const { plan, missing } = placeWaiting(problem, { routes });
        const waiting = unservedIds(problem, { routes });
        if (waiting.length !== 1) return;
        const [best] = bestInsertions(problem, { routes }, waiting[0]!, 1);
        const stops = plan.routes.find(({ vehicleId }) => vehicleId === best?.vehicleId)?.stops;
        expect(stops).toEqual(best?.stops);
        expect(missing).toEqual(best ? [] : waiting);
        if (best) placed++;
        expect(schedule(problem, plan).violations.length).toBeLessThanOrEqual(before.violations.length);
      }),
      { numRuns: 300 },
    );
    expect(placed).toBeGreaterThan(10);
  });

  it('places the more important order first', () => {
    const problem = line({ maxTasks: 1 }, [job('a', 5), job('b', 50, 10)]);
    const two = {
      ...problem,
      vehicles: [...problem.vehicles, { ...problem.vehicles[0]!, id: 'w', start: 45 }],
    };
    const { plan } = placeWaiting(two, { routes: [] });
    expect(plan.routes.map(({ stops }) => stops.map(({ requestId }) => requestId))).toEqual([['a'], ['b']]);
  });

  it('names what fits nowhere', () => {
    const { plan, missing } = placeWaiting(line({ maxTasks: 1 }, [job('a', 5), job('b', 6)]), { routes: [] });
    expect(missing).toEqual(['b']);
    expect(plan.routes[0]!.stops).toHaveLength(1);
  });
});
