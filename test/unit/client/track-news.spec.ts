import { describe, expect, it } from '@jest/globals';
import { afterNews, afterPositions, fromStream, worthTelling } from '../../../client/track/track-news.ts';
import type { TrackView } from '../../../src/shared/page-views.ts';
import type { PositionView } from '../../../src/shared/views.ts';

const at = (minute: number, second = 0): string =>
  new Date(Date.UTC(2026, 10, 22, 14, minute, second)).toISOString();
const eta = (minute: number, second = 0) => ({
  p10: at(minute),
  p50: at(minute, second),
  p90: at(minute + 5),
});
const place = { address: 'Kungsgatan 4', at: null, zone: 'Europe/Stockholm', notes: null };
const position = (minute: number): PositionView => ({
  courierId: '',
  at: at(minute),
  lon: 11.97,
  lat: 57.7,
  headingDeg: null,
  speedMps: null,
  accuracyM: null,
});
const view: TrackView = {
  trackingId: 't1',
  number: '1042',
  storeName: 'Bageri',
  state: 'enroute_to_dropoff',
  outcome: null,
  pickup: place,
  dropoff: place,
  window: { from: null, to: at(45) },
  firstPromise: null,
  eta: eta(30),
  stopsBefore: 1,
  courier: { name: 'Anna', vehicle: 'bike' },
  position: position(10),
  line: [{ lon: 11.97, lat: 57.7 }],
  live: true,
  pin: null,
  timeline: [{ state: 'created', at: at(0) }],
  lines: [],
  proof: null,
  expiresAt: at(59),
};

describe("customer's view", () => {
  it('shows no position and no route after the end, even if one comes late', () => {
    const outcome = { result: 'delivered' as const, reason: null, at: at(31), observedAt: null };
    const over = afterNews(view, { kind: 'state', state: 'delivered', at: at(31), outcome });
    expect(over).toMatchObject({ position: null, line: [], live: false, eta: null });
    expect(afterPositions(over, [position(32)])).toBe(over);
  });

  it('never goes back to an older position', () => {
    expect(afterPositions(view, [position(9)])).toBe(view);
    expect(afterPositions(view, [position(12), position(11)]).position!.at).toBe(at(12));
  });

  it('takes over a promise that was moved, and finds it worth telling', () => {
    const news = { window: { from: null, to: at(58) }, firstPromise: at(45), dropoff: place };
    const later = afterNews(view, { kind: 'promise', ...news });
    expect(later).toEqual({ ...view, ...news });
    expect(worthTelling(view, later)).toBe(true);
    expect(worthTelling(later, later)).toBe(false);
  });

  it('hides the position when live tracking stops', () => {
    const hidden = afterNews(view, { kind: 'track_line', live: false, line: [], courier: view.courier });
    expect(hidden.position).toBeNull();
  });

  it("keeps the link's own end and photo address when the stream sends the whole state", () => {
    const proof = { kinds: ['photo' as const], at: at(31), photoUrl: null };
    const seen = fromStream(view, { ...view, proof, expiresAt: at(0) }, '/photo');
    expect(seen).toMatchObject({ expiresAt: view.expiresAt, proof: { photoUrl: '/photo' } });
    expect(fromStream(view, view, '/photo').proof).toBeNull();
  });

  it('writes a step once, though it is told twice', () => {
    const news = { kind: 'state', state: 'arrived_at_dropoff', at: at(29), outcome: null } as const;
    expect(afterNews(afterNews(view, news), news).timeline).toHaveLength(2);
  });

  it('is announced for another state or a minute of ETA, and for nothing less', () => {
    expect(worthTelling(view, { ...view, eta: eta(30, 59) })).toBe(false);
    expect(worthTelling(view, { ...view, eta: eta(31) })).toBe(true);
    expect(worthTelling(view, { ...view, state: 'arrived_at_dropoff' })).toBe(true);
    expect(worthTelling(view, { ...view, eta: null })).toBe(true);
    expect(worthTelling(view, afterPositions(view, [position(12)]))).toBe(false);
  });
});
