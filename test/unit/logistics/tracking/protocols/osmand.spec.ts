import { describe, expect, it } from '@jest/globals';
import { readOsmand } from '../../../../../src/logistics/tracking/protocols/osmand.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const query = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
const fixOf = (text: string) => {
  const message = readOsmand(query(text), undefined, NOW);
  if (!message.ok) throw new Error(message.reason);
  return message.fixes[0];
};

describe('the OsmAnd protocol as a query', () => {
  it('reads everything Traccar Client sends, speed in knots', () => {
    const text =
      'id=k7Q&timestamp=1795348800&lat=57.7089&lon=11.9746&speed=19.438445&bearing=270.5&altitude=12&accuracy=6.5&batt=81&charge=true&mock=true';
    expect(readOsmand(query(text), undefined, NOW)).toEqual({
      ok: true,
      deviceToken: 'k7Q',
      skipped: [],
      fixes: [
        {
          at: 1_795_348_800_000,
          receivedAt: NOW,
          lon: 11.9746,
          lat: 57.7089,
          accuracyM: 6.5,
          speedMps: expect.closeTo(10, 5),
          headingDeg: 270.5,
          altitudeM: 12,
          batteryPct: 81,
        },
      ],
    });
  });

  it.each([
    ['1795348800', 1_795_348_800_000],
    ['1795348800123', 1_795_348_800_123],
    ['2026-11-22T12:00:00Z', NOW],
    ['2026-11-22T13:00:00.250%2B01:00', NOW + 250],
    ['2026-11-22T12:00:00', NOW],
    ['2026-11-22 12:00:00', NOW],
  ])('reads the time %s', (timestamp, at) => {
    expect(fixOf(`id=a&lat=1&lon=2&timestamp=${timestamp}`)?.at).toBe(at);
  });

  it('takes now for a missing time, and skips the fix with a senseless one', () => {
    expect(fixOf('id=a&lat=1&lon=2')?.at).toBe(NOW);
    expect(readOsmand(query('id=a&lat=1&lon=2&timestamp=soon'), undefined, NOW)).toMatchObject({
      ok: true,
      fixes: [],
      skipped: ['bad_timestamp'],
    });
  });

  it('knows the other names', () => {
    expect(fixOf('deviceid=a&location=57.5,11.5&heading=90&hdop=1.2')).toMatchObject({
      lat: 57.5,
      lon: 11.5,
      headingDeg: 90,
      accuracyM: 6,
    });
  });

  it('reads a form when the URL has no query, and the URL when it has one', () => {
    const form = { id: 'form', lat: '1', lon: '2' };
    expect(readOsmand({}, form, NOW)).toMatchObject({
      ok: true,
      deviceToken: 'form',
      fixes: [{ lat: 1, lon: 2 }],
    });
    expect(readOsmand(query('id=url&lat=3&lon=4'), form, NOW)).toMatchObject({
      deviceToken: 'url',
      fixes: [{ lat: 3 }],
    });
  });

  it('refuses only what it cannot tell the sender of', () => {
    expect(readOsmand(query('lat=1&lon=2'), undefined, NOW)).toEqual({ ok: false, reason: 'missing_id' });
    expect(readOsmand({}, undefined, NOW)).toEqual({ ok: false, reason: 'missing_id' });
  });

  it.each([
    ['id=a&notificationToken=xyz', 'push_token_only'],
    ['id=a&cell=240,1,2,3', 'network_only'],
    ['id=a&wifi=00-11-22-33-44-55,-60', 'network_only'],
    ['id=a&lat=&lon=2', 'no_position'],
    ['id=a&lat=north&lon=2', 'no_position'],
    ['id=a&lat=1&lon=2&valid=false', 'not_valid'],
  ])('accepts %s without a fix', (text, why) => {
    expect(readOsmand(query(text), undefined, NOW)).toEqual({
      ok: true,
      deviceToken: 'a',
      fixes: [],
      skipped: [why],
    });
  });
});

describe('the OsmAnd protocol as JSON', () => {
  const location = {
    timestamp: '2026-11-22T11:59:58.500Z',
    coords: {
      latitude: 57.7,
      longitude: 11.9,
      accuracy: 4.9,
      speed: 7.25,
      heading: 181,
      altitude: 20.1,
      ellipsoidal: 1,
    },
    is_moving: true,
    odometer: 1204,
    battery: { level: 0.42, is_charging: false },
    activity: { type: 'in_vehicle', confidence: 90 },
    uuid: 'b7c1',
    extras: {},
  };

  it('reads a fix in its own units and takes the uuid for its key', () => {
    expect(readOsmand({}, { location, device_id: 'tok', _: '&id=tok' }, NOW)).toEqual({
      ok: true,
      deviceToken: 'tok',
      skipped: [],
      fixes: [
        {
          id: 'b7c1',
          at: NOW - 1_500,
          receivedAt: NOW,
          lon: 11.9,
          lat: 57.7,
          accuracyM: 4.9,
          speedMps: 7.25,
          headingDeg: 181,
          altitudeM: 20.1,
          batteryPct: 42,
        },
      ],
    });
  });

  it('leaves out what the phone does not know', () => {
    const coords = { latitude: 57.7, longitude: 11.9, speed: -1, heading: -1 };
    const message = readOsmand(
      {},
      { location: { ...location, coords, battery: { level: -1 } }, device_id: 'tok' },
      NOW,
    );
    expect(message.ok && Object.keys(message.fixes[0]!).sort()).toEqual([
      'at',
      'id',
      'lat',
      'lon',
      'receivedAt',
    ]);
  });

  it('accepts a message without coordinates, and refuses one without a device', () => {
    expect(readOsmand({}, { location: { event: 'heartbeat' }, device_id: 'tok' }, NOW)).toMatchObject({
      ok: true,
      fixes: [],
      skipped: ['no_position'],
    });
    expect(readOsmand({}, { location }, NOW)).toEqual({ ok: false, reason: 'missing_id' });
  });
});
