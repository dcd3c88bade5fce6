import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestInsertions } from '../../../../../src/logistics/dispatch/solver/best-insertions.ts';
import { LivePlan } from '../../../../../src/logistics/dispatch/solver/live-plan.ts';
import type { Problem, Request } from '../../../../../src/logistics/dispatch/solver/problem.ts';
import { relationsAmong } from '../../../../../src/logistics/dispatch/solver/relation-rules.ts';
import { solve } from '../../../../../src/logistics/dispatch/solver/solve.ts';
import { iterations } from '../../../../../src/logistics/dispatch/solver/stop.ts';
import { mixedProblem, plainProblem } from './random-problems.ts';
import { line } from './line-problem.ts';

type Happening = { what: 'add' | 'accept' | 'remove' | 'move' | 'lock' | 'late' | 'swap'; pick: number };

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'accept', 'accept', 'remove', 'move', 'lock', 'late', 'swap'),
    pick: fc.nat(1000),
  }) as fc.Arbitrary<Happening>,
  { minLength: 1, maxLength: 12 },
);

/** Does one thing to the plan, as a day of deliveries would. */
function happen(live: LivePlan, { what, pick }: Happening, spare: Request[]): void {
  const { problem, plan } = live;
  const one = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  const vehicle = one(problem.vehicles)!;
  if (what === 'add') {
    const request = spare.pop();
    if (request) live.add(request);
  } else if (what === 'accept') {
    const asked = one(problem.requests);
    const found = asked && one(live.best(asked.id, 3));
    if (found) live.accept(found);
  } else if (what === 'remove') {
    const gone = one(problem.requests);
    if (gone) live.remove(gone.id);
  } else if (what === 'move') live.update({ ...vehicle, start: pick % problem.places, availableAtS: pick });
  else if (what === 'late') live.update({ ...vehicle, availableAtS: 1000 + pick * 3 });
  else if (what === 'lock') {
    const stops = plan.routes.find((route) => route.vehicleId === vehicle.id)!.stops;
    const count = Math.max(vehicle.locked?.length ?? 0, pick % (stops.length + 1));
    live.update({ ...vehicle, locked: stops.slice(0, count) });
  } else {
    // A person changes the order of the stops that are not locked, good or bad.
    const stops = plan.routes.find((route) => route.vehicleId === vehicle.id)!.stops;
    const at = vehicle.locked?.length ?? 0;
    const movable = stops.slice(at);
    const whole = movable.filter(({ requestId }) => movable[0]?.requestId === requestId);
    live.setRoute(vehicle.id, [
      ...stops.slice(0, at),
      ...movable.filter((s) => !whole.includes(s)),
      ...whole,
    ]);
  }
}

describe('a live plan', () => {
  it('answers after any sequence of events exactly as a plan opened for the question does', () => {
    let [asked, placed] = [0, 0];
    fc.assert(
      fc.property(fc.oneof(mixedProblem, plainProblem), fc.nat(), happenings, (whole, keep, events) => {
        const free = (request: Request) =>
          !whole.vehicles.some((v) => v.locked?.some((stop) => stop.requestId === request.id));
        const late = whole.requests.filter((request, k) => free(request) && (keep >> k) % 2 === 1);
        const requests = whole.requests.filter((r) => !late.includes(r));
        const relations = relationsAmong(whole.relations, requests);
        const problem: Problem = { ...whole, requests, ...(whole.relations && { relations }) };
        const live = new LivePlan(problem, solve(problem, { seed: 1, stop: iterations(5) }));
        for (const event of events) {
          happen(live, event, late);
          const now = live.problem;
          const plan = live.plan;
          for (const { id } of now.requests) {
            const found = live.best(id, 3);
            expect(found).toEqual(bestInsertions(now, plan, id, 3));
            asked++;
            if (found.length > 0) placed++;
          }
          expect(live.plan).toEqual(plan);
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(placed, asked - placed)).toBeGreaterThan(100);
  });

  it('takes more requests and longer routes than it was opened with room for', () => {
    const live = new LivePlan(line({}, []), { routes: [] });
    for (let k = 0; k < 90; k++) {
      live.add({ id: `o${k}`, pickup: { place: k % 20 }, delivery: { place: 20 } });
      live.accept(live.best(`o${k}`, 1)[0]!);
    }
    expect(live.plan.routes[0]!.stops).toHaveLength(180);
  });

  it('leaves the problem and the plan that it was given as they are', () => {
    const problem = line({}, [{ id: 'a', job: { place: 10 } }]);
    const before = structuredClone(problem);
    const live = new LivePlan(problem, { routes: [] });
    live.add({ id: 'b', job: { place: 5 } });
    live.update({ ...problem.vehicles[0]!, start: 3 });
    live.remove('a');
    expect(problem).toEqual(before);
    expect(live.problem.requests.map(({ id }) => id)).toEqual(['b']);
  });
});
