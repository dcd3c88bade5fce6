import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planDiff } from '../../../../src/logistics/dispatch/plan-diff.rules.ts';
import { routeOf, type Snapshot } from '../../../../src/logistics/dispatch/snapshot.ts';
import { undoing } from '../../../../src/logistics/dispatch/undo.rules.ts';
import { drives, NOW, order, zone } from './live-plan.ts';

type Routes = Record<string, string[]>;
const IDS = ['a', 'b', 'c', 'd'];

const stopIds = (of: Snapshot, courierId: string) => routeOf(of, courierId).map(({ stop }) => stop.stopId);
const routesOf = (of: Snapshot): Routes =>
  Object.fromEntries(of.couriers.map(({ courierId }) => [courierId, stopIds(of, courierId)]));
const day = (routes: Routes): Snapshot =>
  Object.entries(routes).reduce(
    (of, [courierId, stops]) => drives(of, courierId, stops),
    zone(
      { anna: 0, bo: 100 },
      IDS.map((id) => order(id)),
    ),
  );

/** The plan that leads from one day to another, as it is remembered. */
function plan(from: Routes, to: Routes) {
  const before = day(from);
  const plans = Object.entries(to).map(([courierId, stops]) => ({
    courierId,
    changed: true,
    visits: stops.map((stopId) => ({
      stopId,
      deliveryId: stopId.slice(0, -2),
      plannedArrival: new Date(NOW),
      plannedDeparture: new Date(NOW),
      setOut: new Date(NOW),
      spareMs: 0,
    })),
  }));
  const routeBefore = Object.entries(from).map(([courierId, stops]) => ({
    courierId,
    stopIds: stops,
    agreed: [...new Set(stops.map((stopId) => stopId.slice(0, -2)))],
  }));
  return { changes: planDiff(before, plans), before: routeBefore };
}

/** What the couriers do after taking `undone` back on the day `now`. */
function after(now: Snapshot, undone: ReturnType<typeof undoing>): Routes {
  const back = new Map(
    [...undone.routes].map(([courierId, stops]) => [
      courierId,
      stops.map(({ requestId, kind }) => `${requestId}-${kind === 'pickup' ? 'p' : 'd'}`),
    ]),
  );
  return { ...routesOf(now), ...Object.fromEntries(back) };
}

/** A day on which each order is Anna's, Bo's or nobody's, in any order that picks up first. */
const someDay: fc.Arbitrary<Routes> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  )
  .map(([whose, keys]) => {
    const routeFor = (n: number) =>
      IDS.filter((_, i) => whose[i] === n)
        .flatMap((id) => {
          const [one, two] = [keys[IDS.indexOf(id) * 2]!, keys[IDS.indexOf(id) * 2 + 1]!].sort(
            (a, b) => a - b,
          );
          return [
            { stopId: `${id}-p`, key: one! },
            { stopId: `${id}-d`, key: two! },
          ];
        })
        .sort((a, b) => a.key - b.key)
        .map(({ stopId }) => stopId);
    return { anna: routeFor(1), bo: routeFor(2) };
  });

describe('taking a plan back', () => {
  it('gives exactly the routes before, when nothing happened since', () => {
    fc.assert(
      fc.property(someDay, someDay, (from, to) => {
        const { changes, before } = plan(from, to);
        const now = day(to);
        const undone = undoing(now, { changes, before });
        expect(undone.kept).toEqual([]);
        expect(after(now, undone)).toEqual(from);
      }),
    );
  });

  it('keeps what came since, behind what it follows and after its own pickup', () => {
    fc.assert(
      fc.property(someDay, someDay, someDay, (from, to, later) => {
        const { changes, before } = plan(from, to);
        const now = day(later);
        const routes = after(now, undoing(now, { changes, before }));
        const all = Object.values(routes).flat();
        expect(new Set(all).size).toBe(all.length);
        for (const route of Object.values(routes))
          for (const id of IDS) {
            expect(route.includes(`${id}-p`)).toBe(route.includes(`${id}-d`));
            expect(route.indexOf(`${id}-p`)).toBeLessThanOrEqual(route.indexOf(`${id}-d`));
          }
      }),
    );
  });

  const moved = plan(
    { anna: ['a-p', 'a-d', 'b-p', 'b-d'], bo: [] },
    { anna: ['a-p', 'a-d'], bo: ['b-p', 'b-d'] },
  );
  const now = day({ anna: ['a-p', 'a-d'], bo: ['b-p', 'b-d'] });
  const reasons = (of: Snapshot) =>
    undoing(of, moved).kept.map(({ number, reason }) => `${number} ${reason}`);

  it('asks nobody again who had agreed', () => {
    expect(undoing(now, moved)).toMatchObject({
      back: [{ number: 'B', courierName: 'Anna' }],
      directed: new Set(['b']),
      off: new Map(),
    });
  });

  it('says what stays: over, under way, moved since, courier gone', () => {
    const with_ = (change: Partial<Snapshot['deliveries'][number]>): Snapshot => ({
      ...now,
      deliveries: now.deliveries.map((one) => (one.deliveryId === 'b' ? { ...one, ...change } : one)),
    });
    const b = now.deliveries.find(({ deliveryId }) => deliveryId === 'b')!;
    const started = b.stops.map((stop, i) => (i === 0 ? { ...stop, state: 'enroute' as const } : stop));
    expect(reasons({ ...now, deliveries: now.deliveries.slice(0, 1) })).toEqual(['B over']);
    expect(reasons(with_({ stops: started }))).toEqual(['B under_way']);
    expect(reasons(with_({ state: 'picked_up', stops: b.stops.slice(1) }))).toEqual(['B under_way']);
    expect(reasons(with_({ courierId: null }))).toEqual(['B moved_since']);
    expect(reasons({ ...now, couriers: now.couriers.slice(1) })).toEqual(['B courier_gone']);
  });

  it('takes a new order off the route again and keeps it from that courier', () => {
    const placed = plan({ anna: [], bo: [] }, { anna: ['c-p', 'c-d'], bo: [] });
    const undone = undoing(day({ anna: ['c-p', 'c-d'], bo: [] }), placed);
    expect(undone.off).toEqual(new Map([['c', 'anna']]));
    expect(undone.routes.get('anna')).toEqual([]);
    expect(undone.back).toEqual([{ deliveryId: 'c', number: 'C', kind: 'assigned', courierName: null }]);
  });
});
