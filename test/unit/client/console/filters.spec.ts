import { describe, expect, it } from '@jest/globals';
import { carrierOf } from '../../../../client/console/carrier.ts';
import { consoleState } from '../../../../client/console/console-store.ts';
import { countsOf, matches, shownDeliveries, standing } from '../../../../client/console/filters.ts';
import { at, courier, delivery, NOON_MS, route, stop, zoneView } from './zone-fixture.ts';

const eta = (p50: number, p90 = p50 + 5) => ({ p10: at(p50 - 5), p50: at(p50), p90: at(p90) });
const done = { result: 'delivered', reason: null, at: at(-5), observedAt: null } as const;
const list = [
  delivery('fine', { window: { from: null, to: at(90) } }),
  delivery('risk', { eta: eta(58, 66) }),
  delivery('late', { eta: eta(70), window: { from: null, to: at(50) } }),
  delivery('free', { courier: null, eta: null, window: { from: null, to: at(100) } }),
  delivery('old', { outcome: { ...done, at: at(-30) }, state: 'delivered' }),
  delivery('new', { outcome: done, state: 'delivered' }),
];
const state = consoleState(
  zoneView({ deliveries: list, couriers: [courier('anna'), courier('bo', { state: 'on_break' })] }),
);
const shown = (filter: Parameters<typeof shownDeliveries>[1], query = '') =>
  shownDeliveries(state, filter, query, NOON_MS).map(({ id }) => id);

describe('the order list', () => {
  it('puts those nobody drives first, then goes by the promised time', () => {
    expect(shown('open')).toEqual(['free', 'late', 'risk', 'fine']);
  });

  it('filters by the tone of the promise bar', () => {
    expect(shown('at_risk')).toEqual(['risk']);
    expect(shown('late')).toEqual(['late']);
    expect(shown('unassigned')).toEqual(['free']);
  });

  it('takes an order that waits for a courier’s answer as planned, not as unassigned', () => {
    const asked = consoleState(
      zoneView({
        couriers: [courier('bo')],
        deliveries: [delivery('offered', { courier: null, state: 'confirmed' })],
        routes: [route('bo', [stop('offered', 'pickup', 5), stop('offered', 'dropoff', 20)])],
      }),
    );
    expect(shownDeliveries(asked, 'unassigned', '', NOON_MS)).toEqual([]);
    expect(countsOf(asked, NOON_MS)).toMatchObject({ open: 1, unassigned: 0 });
    expect(carrierOf(asked, asked.deliveries.get('offered')!)).toEqual({
      id: 'bo',
      name: 'bo',
      accepted: false,
    });
  });

  it('shows the finished newest first, and as neither late nor at risk', () => {
    expect(shown('done')).toEqual(['new', 'old']);
    expect(standing(list[4]!, NOON_MS)).toBe('done');
  });

  it('calls a delivery without an ETA late once its time has passed', () => {
    expect(standing(list[3]!, NOON_MS)).toBe('unknown');
    expect(standing(list[3]!, NOON_MS + 101 * 60_000)).toBe('late');
  });

  it('searches through all, whatever the filter', () => {
    expect(shown('late', ' OLD ')).toEqual(['old']);
    expect(shown('open', 'nothing like it')).toEqual([]);
  });

  it('finds an order by several words from different places', () => {
    expect(matches(list[0]!, 'kungsgatan eva')).toBe(true);
    expect(matches(list[0]!, 'kungsgatan bo')).toBe(false);
  });

  it('counts what the bar at the top says', () => {
    expect(countsOf(state, NOON_MS)).toEqual({
      on_road: 1,
      open: 4,
      unassigned: 1,
      at_risk: 1,
      late: 1,
      done: 2,
    });
  });
});
