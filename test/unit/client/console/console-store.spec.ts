import { describe, expect, it } from '@jest/globals';
import {
  applyNews,
  consoleState,
  FINISHED_KEPT,
  withAnswer,
} from '../../../../client/console/console-store.ts';
import { at, courier, delivery, route, stop, zoneView } from './zone-fixture.ts';

describe('the console’s picture of its zone', () => {
  const start = consoleState(
    zoneView({
      couriers: [courier('anna')],
      deliveries: [delivery('d1', { version: 3 })],
      routes: [route('anna', [stop('d1', 'pickup', 10), stop('d1', 'dropoff', 35)])],
    }),
  );

  it('takes a newer delivery over', () => {
    const next = applyNews(start, {
      kind: 'delivery',
      delivery: delivery('d1', { version: 4, state: 'picked_up' }),
    });
    expect(next.deliveries.get('d1')?.state).toBe('picked_up');
  });

  it('never goes back to an older version of a delivery, which the answer to a command may have overtaken', () => {
    const next = applyNews(start, {
      kind: 'delivery',
      delivery: delivery('d1', { version: 2, state: 'created' }),
    });
    expect(next).toBe(start);
  });

  it('never goes back to a route that was planned earlier, of whichever plan', () => {
    const fresh = route('anna', [], { planId: 'p2', version: 9 });
    const next = applyNews(start, { kind: 'route', route: fresh });
    expect(next.routes.get('anna')).toBe(fresh);
    expect(applyNews(next, { kind: 'route', route: route('anna', [], { planId: 'p1', version: 8 }) })).toBe(
      next,
    );
  });

  it('takes the answer to a command over only when it is about this zone', () => {
    const answer = { delivery: delivery('d2'), route: route('bo', []) };
    const next = withAnswer(start, answer);
    expect([next.deliveries.get('d2'), next.routes.get('bo')]).toEqual([answer.delivery, answer.route]);
    const elsewhere = {
      delivery: delivery('d2', { zoneId: 'z2' }),
      route: route('bo', [], { zoneId: 'z2' }),
    };
    expect(withAnswer(start, elsewhere)).toBe(start);
    expect(withAnswer(start, { route: null })).toBe(start);
  });

  it('shows a new ETA on the delivery and on its drop-off stop, not on the pickup', () => {
    const eta = { p10: at(40), p50: at(45), p90: at(50) };
    const next = applyNews(start, { kind: 'eta', deliveryId: 'd1', eta, lateProbability: 0.2 });
    expect(next.deliveries.get('d1')).toMatchObject({ eta, lateProbability: 0.2 });
    expect(next.routes.get('anna')?.stops.map((one) => one.eta)).toEqual([null, eta]);
  });

  it('shows it on the route of a courier too who has not agreed yet', () => {
    const eta = { p10: at(40), p50: at(45), p90: at(50) };
    const planned = delivery('d1', { version: 9, courier: null });
    const before = applyNews(start, { kind: 'delivery', delivery: planned });
    const next = applyNews(before, { kind: 'eta', deliveryId: 'd1', eta, lateProbability: 0.2 });
    expect(next.routes.get('anna')?.stops.map((one) => one.eta)).toEqual([null, eta]);
  });

  it('moves one stop on without touching the others', () => {
    const next = applyNews(start, {
      kind: 'stop',
      courierId: 'anna',
      stopId: 'd1-pickup',
      state: 'completed',
      at: at(11),
    });
    expect(next.routes.get('anna')?.stops.map((one) => one.state)).toEqual(['completed', 'pending']);
  });

  it('keeps the newest position when news of a courier carries an older one', () => {
    const seen = (minutes: number) => ({
      courierId: 'anna',
      at: at(minutes),
      lon: 11.9,
      lat: 57.7,
      headingDeg: null,
      speedMps: null,
      accuracyM: null,
    });
    const now = applyNews(start, {
      kind: 'courier',
      courier: courier('anna', { version: 2, position: seen(5) }),
    });
    const next = applyNews(now, {
      kind: 'courier',
      courier: courier('anna', { version: 3, state: 'on_break', position: seen(4) }),
    });
    expect(next.couriers.get('anna')).toMatchObject({ state: 'on_break', position: { at: at(5) } });
  });

  it('is unchanged by applying the same news twice', () => {
    const news = { kind: 'delivery', delivery: delivery('d2', { version: 1 }) } as const;
    const once = applyNews(start, news);
    expect(applyNews(once, news)).toEqual(once);
  });

  it('forgets the oldest finished deliveries, never an open one', () => {
    let state = start;
    for (let i = 0; i < FINISHED_KEPT + 50; i++) {
      const outcome = { result: 'delivered', reason: null, at: at(i), observedAt: null } as const;
      state = applyNews(state, {
        kind: 'delivery',
        delivery: delivery(`f${i}`, { state: 'delivered', outcome }),
      });
    }
    expect(state.deliveries.size).toBe(FINISHED_KEPT + 1);
    expect(state.deliveries.has('d1')).toBe(true);
    expect(state.deliveries.has('f0')).toBe(false);
  });
});
