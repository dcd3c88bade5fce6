import { describe, expect, it } from '@jest/globals';
import type { RouteStop } from '../../../../src/logistics/deliveries/planning.service.ts';
import { firstForecasts } from '../../../../src/logistics/dispatch/forecast.rules.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000);

const stop = (kind: RouteStop['kind'], planned: number, window: { from?: number; to: number }) =>
  ({
    id: 'stop',
    kind,
    state: 'pending',
    plannedArrival: inMinutes(planned),
    delivery: {
      windowFrom: window.from === undefined ? null : inMinutes(window.from),
      windowTo: inMinutes(window.to),
    },
  }) as RouteStop;

const foretell = (one: RouteStop) => firstForecasts([one], new Date(NOW))[0]!;

describe('firstForecasts', () => {
  it('tells a range around the plan that is wider the farther off it is, wider towards late', () => {
    const { p10, p50, p90 } = foretell(stop('dropoff', 50, { to: 120 }));
    expect([p10, p50, p90]).toEqual([inMinutes(43), inMinutes(50), inMinutes(66.5)]);
    const near = foretell(stop('dropoff', 10, { to: 120 }));
    expect(near.p90.getTime() - near.p10.getTime()).toBeLessThan(p90.getTime() - p10.getTime());
  });

  it('tells no customer an arrival before the window opens, unless the courier is planned to wait there', () => {
    expect(foretell(stop('dropoff', 62, { from: 60, to: 120 })).p10).toEqual(inMinutes(60));
    expect(foretell(stop('dropoff', 59, { from: 60, to: 120 })).p10).toEqual(inMinutes(59));
    expect(foretell(stop('pickup', 62, { from: 60, to: 120 })).p10).toEqual(inMinutes(53.56));
  });

  it('tells the chance that it comes behind the end of the window', () => {
    expect(foretell(stop('dropoff', 50, { to: 50 })).lateProbability).toBeCloseTo(0.5);
    expect(foretell(stop('dropoff', 50, { to: 120 })).lateProbability).toBe(0);
    expect(foretell(stop('dropoff', 50, { to: 20 })).lateProbability).toBe(1);
  });

  it('counts the stops of others before it, not its own pickup', () => {
    const of = (deliveryId: string, kind: RouteStop['kind'], planned: number): RouteStop => ({
      ...stop(kind, planned, { to: 120 }),
      deliveryId,
    });
    const route = [
      of('a', 'pickup', 10),
      of('b', 'pickup', 10),
      of('a', 'dropoff', 20),
      of('b', 'dropoff', 30),
    ];
    const counts = firstForecasts(route, new Date(NOW)).map(({ stopsBefore }) => stopsBefore);
    expect(counts).toEqual([0, 1, 1, 2]);
  });
});
