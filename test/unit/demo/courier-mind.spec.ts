import { describe, expect, it } from '@jest/globals';
import { decide, drawFate, nextStop, type Fate, type Memory } from '../../../src/demo/courier-mind.ts';
import { rngOf } from '../../../src/demo/rng.ts';
import type { CourierHomeView } from '../../../src/shared/page-views.ts';
import type { StopView } from '../../../src/shared/route-views.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const fate: Fate = { thinkMs: 5_000, dwellMs: 60_000, accepts: true, taps: true, fails: null };

function stop(state: StopView['state'], more: Partial<StopView> = {}): StopView {
  const allowed = { pending: ['depart'], enroute: ['arrive'], arrived: ['complete', 'fail'] }[
    state as 'pending'
  ];
  return { id: 's1', kind: 'dropoff', state, window: null, allowed: allowed ?? [], ...more } as StopView;
}

function home(stops: StopView[], more: object = {}): CourierHomeView {
  return {
    courier: { state: 'on_task' },
    offers: [],
    route: { stops },
    ...more,
  } as unknown as CourierHomeView;
}

const memory = (sinceMs: number, more: Partial<Memory> = {}): Memory => ({
  since: new Map([['s1', NOW - sinceMs]]),
  fates: new Map([['s1', fate]]),
  reachedAt: null,
  refusals: 0,
  ...more,
});

describe('decide', () => {
  it('goes on duty first', () => {
    const off = home([], { courier: { state: 'off_duty' } });
    expect(decide(off, memory(0), NOW)).toEqual({ do: 'go_on_duty' });
  });

  it('answers an offer after thinking', () => {
    const asked = home([], { offers: [{ id: 's1' }] });
    expect(decide(asked, memory(1_000), NOW)).toEqual({ do: 'wait' });
    expect(decide(asked, memory(6_000), NOW)).toMatchObject({ do: 'answer', accept: true });
  });

  it('goes through a stop: depart, drive, arrive, dwell, complete', () => {
    expect(decide(home([stop('pending')]), memory(6_000), NOW)).toMatchObject({ do: 'depart' });
    expect(decide(home([stop('enroute')]), memory(6_000), NOW)).toMatchObject({ do: 'drive' });
    const there = memory(99_000, { reachedAt: NOW - 10_000 });
    expect(decide(home([stop('enroute')]), there, NOW)).toMatchObject({ do: 'arrive' });
    expect(decide(home([stop('arrived')]), there, NOW)).toMatchObject({ do: 'wait' });
    const dwelt = memory(99_000, { reachedAt: NOW - 61_000 });
    expect(decide(home([stop('arrived')]), dwelt, NOW)).toMatchObject({ do: 'complete' });
  });

  it('does not set out long before it is to be there', () => {
    const planned = (minutes: number) =>
      home([stop('pending', { plannedArrival: new Date(NOW + minutes * 60_000).toISOString() })]);
    expect(decide(planned(30), memory(6_000), NOW)).toEqual({ do: 'wait' });
    expect(decide(planned(8), memory(6_000), NOW)).toMatchObject({ do: 'depart' });
  });

  it('leaves arriving to the geofence when it does not tap, but not for ever', () => {
    const never = new Map([['s1', { ...fate, taps: false }]]);
    const standing = (ms: number) => memory(99_000, { reachedAt: NOW - ms, fates: never });
    expect(decide(home([stop('enroute')]), standing(20_000), NOW)).toMatchObject({ do: 'wait' });
    expect(decide(home([stop('enroute')]), standing(41_000), NOW)).toMatchObject({ do: 'arrive' });
  });

  it('fails the attempt it was fated to fail, and one the server refuses again and again', () => {
    const fated = new Map([['s1', { ...fate, fails: 'not_home' as const }]]);
    const dwelt = { reachedAt: NOW - 61_000 };
    const open = home([stop('arrived')]);
    expect(decide(open, memory(0, { ...dwelt, fates: fated }), NOW)).toMatchObject({ reason: 'not_home' });
    expect(decide(open, memory(0, { ...dwelt, refusals: 3 }), NOW)).toMatchObject({ reason: 'other' });
    expect(decide(open, memory(0, { ...dwelt, refusals: 2 }), NOW)).toMatchObject({ do: 'complete' });
  });

  it('waits at the door for the promised time', () => {
    const window = { from: '2026-11-22T12:05:00Z', to: '2026-11-22T13:00:00Z' };
    const dwelt = memory(0, { reachedAt: NOW - 61_000 });
    const early = home([stop('arrived', { window })]);
    expect(decide(early, dwelt, NOW)).toEqual({ do: 'wait' });
    expect(decide(early, dwelt, NOW + 301_000)).toMatchObject({ do: 'complete' });
  });

  it('does only what the screen allows', () => {
    const frozen = home([stop('arrived', { allowed: [] })]);
    expect(decide(frozen, memory(0, { reachedAt: NOW - 61_000 }), NOW)).toEqual({ do: 'wait' });
  });
});

describe('nextStop', () => {
  it('is the first that is not done', () => {
    expect(
      nextStop(home([stop('completed', { id: 'a' }), stop('skipped', { id: 'b' }), stop('pending')]))!.id,
    ).toBe('s1');
    expect(nextStop(home([]))).toBeNull();
  });
});

describe('drawFate', () => {
  it('waits shorter when the simulation is faster', () => {
    expect(drawFate(rngOf(1), 'pickup', 2).dwellMs).toBe(drawFate(rngOf(1), 'pickup', 1).dwellMs / 2);
  });

  it('fails no pickup', () => {
    const rng = rngOf(1);
    const fates = Array.from({ length: 500 }, () => drawFate(rng, 'pickup', 1));
    expect(fates.every(({ fails }) => fails === null)).toBe(true);
    expect(Array.from({ length: 500 }, () => drawFate(rng, 'dropoff', 1)).some(({ fails }) => fails)).toBe(
      true,
    );
  });
});
