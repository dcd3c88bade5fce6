import { describe, expect, it } from '@jest/globals';
import { readGpslogger } from '../../../../../src/logistics/tracking/protocols/gpslogger.ts';
import { readOverland } from '../../../../../src/logistics/tracking/protocols/overland.ts';
import { readOwntracks } from '../../../../../src/logistics/tracking/protocols/owntracks.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const S = NOW / 1000;

describe('OwnTracks', () => {
  const location = {
    _type: 'location',
    lat: 57.7,
    lon: 11.9,
    tst: S - 5,
    acc: 9,
    vel: 36,
    cog: 12,
    alt: 3,
    batt: 55,
    tid: 'ab',
  };

  it('reads a location, speed in km/h', () => {
    expect(readOwntracks(location, NOW)).toEqual({
      ok: true,
      deviceToken: null,
      skipped: [],
      fixes: [
        {
          at: NOW - 5_000,
          receivedAt: NOW,
          lon: 11.9,
          lat: 57.7,
          accuracyM: 9,
          speedMps: 10,
          headingDeg: 12,
          altitudeM: 3,
          batteryPct: 55,
        },
      ],
    });
  });

  it('takes a device-side geofence transition for the position it is', () => {
    const transition = {
      _type: 'transition',
      event: 'enter',
      lat: 57.7,
      lon: 11.9,
      tst: S,
      acc: 20,
      wtst: 1,
      desc: 'depot',
    };
    expect(readOwntracks(transition, NOW)).toMatchObject({ ok: true, fixes: [{ at: NOW, accuracyM: 20 }] });
  });

  it.each(['waypoint', 'waypoints', 'status', 'lwt', 'card', 'cmd', 'steps', 'encrypted'])(
    'accepts %s and does nothing',
    (type) => {
      expect(readOwntracks({ _type: type }, NOW)).toEqual({
        ok: true,
        deviceToken: null,
        fixes: [],
        skipped: [`type_${type}`],
      });
    },
  );

  it('ignores empty bodies, skips broken locations, refuses what is no message', () => {
    expect(readOwntracks('', NOW)).toMatchObject({ ok: true, fixes: [], skipped: [] });
    expect(
      readOwntracks([location, { ...location, lat: 'x' }, { ...location, tst: null }], NOW),
    ).toMatchObject({
      fixes: [{ lat: 57.7 }],
      skipped: ['no_position', 'bad_timestamp'],
    });
    expect(readOwntracks('hello', NOW)).toEqual({ ok: false, reason: 'not_owntracks' });
  });
});

describe('Overland', () => {
  const point = (lon: unknown, properties: Record<string, unknown>) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, 57.7] },
    properties,
  });
  const properties = {
    timestamp: '2026-11-22T11:59:00Z',
    altitude: 10,
    speed: 4,
    course: 270,
    horizontal_accuracy: 5,
    vertical_accuracy: 3,
    battery_level: 0.75,
    motion: ['cycling'],
    wifi: 'home',
    device_id: 'phone',
  };

  it('reads a batch, the current place too', () => {
    const current = point(12, { ...properties, timestamp: '2026-11-22T12:00:00Z', speed: -1, course: -1 });
    const message = readOverland({ locations: [point(11.9, properties)], current }, NOW);
    expect(message).toEqual({
      ok: true,
      deviceToken: null,
      skipped: [],
      fixes: [
        {
          at: NOW - 60_000,
          receivedAt: NOW,
          lon: 11.9,
          lat: 57.7,
          accuracyM: 5,
          speedMps: 4,
          headingDeg: 270,
          altitudeM: 10,
          batteryPct: 75,
        },
        { at: NOW, receivedAt: NOW, lon: 12, lat: 57.7, accuracyM: 5, altitudeM: 10, batteryPct: 75 },
      ],
    });
  });

  it('does not fail a batch for one bad point', () => {
    const message = readOverland(
      { locations: [point(null, properties), null, point(11.9, {}), point(11.9, properties)] },
      NOW,
    );
    expect(message).toMatchObject({
      ok: true,
      skipped: ['no_position', 'no_position', 'bad_timestamp'],
      fixes: [{ lon: 11.9 }],
    });
  });

  it('refuses what is no batch', () => {
    for (const body of [undefined, [], { locations: {} }])
      expect(readOverland(body, NOW)).toEqual({ ok: false, reason: 'no_locations' });
  });
});

describe('GPSLogger', () => {
  it('reads the keys of %ALL', () => {
    const all = Object.fromEntries(
      new URLSearchParams(
        `token=t0k&lat=57.7&lon=11.9&sat=9&desc=&alt=31&acc=7&dir=45&prov=gps&spd=3.5&timestamp=${S}&time=2026-11-22T12:00:00Z&batt=64&aid=x`,
      ),
    );
    expect(readGpslogger(all, NOW)).toEqual({
      ok: true,
      deviceToken: 't0k',
      skipped: [],
      fixes: [
        {
          at: NOW,
          receivedAt: NOW,
          lon: 11.9,
          lat: 57.7,
          accuracyM: 7,
          speedMps: 3.5,
          headingDeg: 45,
          altitudeM: 31,
          batteryPct: 64,
        },
      ],
    });
  });

  it('takes the ISO time when there is no other, and needs one', () => {
    expect(readGpslogger({ lat: '1', lon: '2', time: '2026-11-22T12:00:00.000Z' }, NOW)).toMatchObject({
      deviceToken: null,
      fixes: [{ at: NOW }],
    });
    expect(readGpslogger({ lat: '1', lon: '2' }, NOW)).toMatchObject({
      fixes: [],
      skipped: ['bad_timestamp'],
    });
  });
});
