import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { justInTime } from '../../../../src/logistics/dispatch/just-in-time.rules.ts';
import type { PlannedRoute, Problem, StopRef } from '../../../../src/logistics/dispatch/solver/problem.ts';
import { schedule } from '../../../../src/logistics/dispatch/solver/schedule.ts';

/** Place 0: the courier; 1 and 2: stores; 3 to 5: doors. Every way takes 100 s, parking 60 s, handing over 60 s. */
const LEG_S = 100;
const order = (id: string, store: number, door: number, readyS = 0, opensS = 0) => ({
  id,
  pickup: { place: store, setupS: 60, serviceS: 60, windows: [[readyS, 99_000]] as [number, number][] },
  delivery: { place: door, setupS: 60, serviceS: 60, windows: [[opensS, 99_000]] as [number, number][] },
});
const problemOf = (requests: Problem['requests']): Problem => ({
  places: 6,
  profiles: [{ durationsS: Float64Array.from({ length: 36 }, (_, k) => (k % 7 === 0 ? 0 : LEG_S)) }],
  requests,
  vehicles: [{ id: 'v', start: 0, shift: [0, 99_000] }],
});
const driven = (requests: Problem['requests'], stops: StopRef[]): PlannedRoute =>
  schedule(problemOf(requests), { routes: [{ vehicleId: 'v', stops }] }).routes[0]!;
const p = (requestId: string): StopRef => ({ requestId, kind: 'pickup' });
const d = (requestId: string): StopRef => ({ requestId, kind: 'delivery' });

describe('a route driven just in time', () => {
  it('leaves for the store so late that nobody waits at the door', () => {
    const [pickup, drop] = justInTime(driven([order('a', 1, 3, 0, 3_000)], [p('a'), d('a')]));
    // The door opens at 3,000: 60 s of parking, 100 s of way and 60 s at the store before it.
    expect(drop).toMatchObject({ arriveS: 2_940, departS: 3_060 });
    expect(pickup).toEqual({ arriveS: 2_720, departS: 2_840, setOutS: 2_620, spareS: 2_620 });
  });

  it('leaves at once for whom nothing has to be waited for, and lets those behind wait before their store', () => {
    const route = driven([order('a', 1, 3), order('b', 2, 4, 2_000)], [p('a'), d('a'), p('b'), d('b')]);
    const [first, , second] = justInTime(route);
    expect(first).toMatchObject({ setOutS: 0, spareS: 0 });
    expect(second).toMatchObject({ setOutS: 2_000 - 60 - LEG_S, arriveS: 2_000 - 60 });
    expect(second!.spareS).toBe(2_000 - 60 - LEG_S - route.stops[1]!.departS);
  });

  it('sets out once for all that is fetched at one place, when the last of it needs it', () => {
    const route = driven([order('a', 1, 3), order('b', 1, 4, 2_000)], [p('a'), p('b'), d('a'), d('b')]);
    const [a, b] = justInTime(route);
    expect(a).toMatchObject({ setOutS: 2_000 - 60 - 60 - LEG_S, departS: 2_000 });
    expect(b).toMatchObject({ setOutS: a!.setOutS, spareS: a!.spareS });
  });

  it('never puts off what has begun', () => {
    const route = driven([order('a', 1, 3, 0, 3_000)], [p('a'), d('a')]);
    const [pickup] = justInTime(route, ({ kind }) => kind === 'pickup');
    expect(pickup).toMatchObject({ arriveS: LEG_S, setOutS: 0, spareS: 0 });
  });

  it('serves no customer later than the plan, keeps the order, and lets nobody wait between store and first door', () => {
    const times = fc.integer({ min: 0, max: 4_000 });
    const requests = fc
      .array(fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(3, 4, 5), times, times), {
        minLength: 1,
        maxLength: 4,
      })
      .map((list) => list.map(([store, door, ready, opens], k) => order(`r${k}`, store, door, ready, opens)));
    const days = requests.chain((list) =>
      fc
        .shuffledSubarray(
          [...list, ...list].map(({ id }) => id),
          { minLength: list.length * 2 },
        )
        .map((ids) => ({ list, stops: ids.map((id, k) => (ids.indexOf(id) === k ? p(id) : d(id))) })),
    );
    fc.assert(
      fc.property(days, ({ list, stops }) => {
        const route = driven(list, stops);
        const timed = justInTime(route);
        route.stops.forEach((stop, k) => {
          const { arriveS, departS, setOutS, spareS } = timed[k]!;
          if (stop.kind === 'delivery') expect(departS).toBe(stop.departS);
          expect(departS).toBeGreaterThanOrEqual(stop.departS);
          expect(arriveS).toBeGreaterThanOrEqual(stop.arriveS);
          expect(spareS).toBeGreaterThanOrEqual(0);
          expect(setOutS).toBeLessThanOrEqual(arriveS);
          if (k === 0) return;
          const before = timed[k - 1]!;
          expect(arriveS).toBeGreaterThanOrEqual(before.departS);
          if (route.stops[k - 1]!.kind === 'pickup')
            expect(arriveS - before.departS).toBe(stop.place === route.stops[k - 1]!.place ? 0 : LEG_S);
        });
      }),
    );
  });
});
