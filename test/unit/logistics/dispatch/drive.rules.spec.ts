import { describe, expect, it } from '@jest/globals';
import type { RouteStop } from '../../../../src/logistics/deliveries/planning.service.ts';
import {
  isMistimed,
  leadsThrough,
  newDrive,
  refreshedDrive,
  goneFrom,
  turnsMoved,
} from '../../../../src/logistics/dispatch/drive.rules.ts';
import type { PlannedVisit } from '../../../../src/logistics/dispatch/plan.rules.ts';
import type { Drive } from '../../../../src/logistics/tracking/drive.ts';
import { judgedAnew } from '../../../../src/logistics/dispatch/forecast.rules.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 14, minute));
const DOOR = { lon: 11.97, lat: 57.7 };
const ELSEWHERE = { lon: 11.98, lat: 57.7 };
const eta = { p10: at(28).toISOString(), p50: at(30).toISOString(), p90: at(36).toISOString() };

const stop = (deliveryId: string, windowTo: Date, place = DOOR) =>
  ({
    id: `${deliveryId} door`,
    deliveryId,
    kind: 'dropoff',
    state: 'pending',
    at: place,
    delivery: { id: deliveryId, trackingId: deliveryId, storeId: 's', windowFrom: null, windowTo },
    view: { eta },
  }) as unknown as RouteStop;
const drive = (
  stops: RouteStop[],
  visits: PlannedVisit[] = [],
  { nowMs = 0, before = null as Drive | null } = {},
) =>
  newDrive(
    { courier: { name: 'Anna', vehicle: 'bike' }, visits, routeId: 'r', planId: 'p', nowMs },
    stops,
    {
      line: [DOOR, ELSEWHERE],
      legs: stops.map(() => ({ toIndex: 1, durationS: 60 })),
      engine: 'none',
    } as never,
    before,
  );

describe('a drive along a new way', () => {
  it('is newer than the one before, also by a clock that runs behind', () => {
    const since = (nowMs: number) => {
      const before = drive([stop('a', at(20))], [], { nowMs: 5000 });
      return drive([stop('a', at(20))], [], { nowMs, before }).route!.since;
    };
    expect([since(6000), since(4000)]).toEqual([6000, 5001]);
  });
});

describe('a drive whose orders are corrected', () => {
  it('takes over the moved promise and goes on', () => {
    const moved = [stop('a', at(45))];
    const before = drive([stop('a', at(20))]);
    expect(refreshedDrive(before, moved, new Set()).stops).toMatchObject([{ windowTo: at(45).getTime() }]);
    expect(leadsThrough(before, moved)).toBe(true);
  });

  it('no longer leads through a door that is elsewhere now', () => {
    const before = drive([stop('a', at(20)), stop('b', at(20))]);
    expect(leadsThrough(before, [stop('a', at(20)), stop('b', at(20))])).toBe(true);
    expect(leadsThrough(before, [stop('a', at(20)), stop('b', at(20), ELSEWHERE)])).toBe(false);
  });

  it('is judged by the promise as it is now: certain to be late, then certain not to be', () => {
    const probabilities = (to: Date) =>
      judgedAnew([stop('a', to), stop('b', to)]).map((one) => [one.lateProbability, one.stopsBefore]);
    expect(probabilities(at(20))).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(probabilities(at(50))).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(probabilities(at(30))[0]).toEqual([0.5, 0]);
  });
});

describe('a drive that loses a stop', () => {
  const [a, b, c] = [stop('a', at(20)), stop('b', at(20)), stop('c', at(20))];
  const whole = drive([a, b, c]);

  it('leads on through the rest once the stop is made', () => {
    expect(goneFrom(whole, [b, c])).toEqual(['a door']);
    const after = refreshedDrive(whole, [b, c], new Set(['a door']));
    expect(after.stops.map(({ state }) => state)).toEqual(['completed', 'pending', 'pending']);
    expect(leadsThrough(after, [b, c])).toBe(true);
    expect(goneFrom(after, [b, c])).toEqual([]);
    expect(turnsMoved(whole, after)).toEqual([
      { stopId: 'b door', stopsBefore: 0 },
      { stopId: 'c door', stopsBefore: 1 },
    ]);
    expect(turnsMoved(after, refreshedDrive(after, [b, c], new Set()))).toEqual([]);
  });

  it.each([[[b, c]], [[a, c]], [[a, b]]])('makes a detour when nobody is to go there any more', (left) => {
    const after = refreshedDrive(whole, left, new Set());
    expect(leadsThrough(after, left)).toBe(false);
    expect(leadsThrough(refreshedDrive(after, left, new Set()), left)).toBe(false);
    expect(leadsThrough(drive(left), left)).toBe(true);
    expect(leadsThrough(after, [])).toBe(true);
  });
});

describe('a drive to what opens later', () => {
  const visit = (arrival: Date, spareMin: number): PlannedVisit => ({
    stopId: 'a door',
    deliveryId: 'a',
    plannedArrival: arrival,
    plannedDeparture: arrival,
    setOut: arrival,
    spareMs: spareMin * 60_000,
  });
  const planned = drive([stop('a', at(50))], [visit(at(30), 10)]);

  it('says when the courier will be there at the soonest, where he would wait else', () => {
    expect(planned.stops).toMatchObject([{ notBefore: at(30).getTime() }]);
    expect(drive([stop('a', at(50))], [visit(at(30), 0.5)]).stops).toMatchObject([{ notBefore: null }]);
  });

  it('is made anew when it opens at another time, not when the courier comes late', () => {
    expect(isMistimed(planned, [visit(at(33), 12)])).toBe(false);
    expect(isMistimed(planned, [visit(at(45), 0)])).toBe(false);
    expect(isMistimed(planned, [visit(at(45), 25)])).toBe(true);
    expect(isMistimed(planned, [visit(at(20), 0)])).toBe(true);
    expect(isMistimed(null, [visit(at(20), 0)])).toBe(false);
    const begun = refreshedDrive(planned, [{ ...stop('a', at(50)), state: 'enroute' }], new Set());
    expect(isMistimed(begun, [visit(at(20), 0)])).toBe(false);
  });
});

describe('a drive to a store', () => {
  const pickup = (readyAt: Date, state = 'pending') => {
    const door = stop('a', at(50));
    return { ...door, kind: 'pickup', state, delivery: { ...door.delivery, readyAt } } as RouteStop;
  };

  it('says when the goods are ready, and says so anew when that moves, whatever the pickup’s state', () => {
    const planned = drive([pickup(at(12))]);
    expect(planned.stops).toMatchObject([{ windowFrom: at(12).getTime(), windowTo: null }]);
    for (const state of ['pending', 'enroute', 'arrived'])
      expect(refreshedDrive(planned, [pickup(at(16), state)], new Set()).stops).toMatchObject([
        { windowFrom: at(16).getTime(), windowTo: null, state },
      ]);
  });
});
