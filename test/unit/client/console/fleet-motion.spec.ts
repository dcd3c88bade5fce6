import { describe, expect, it } from '@jest/globals';
import { FleetMotion } from '../../../../client/console/fleet-motion.ts';
import { NOON_MS } from './zone-fixture.ts';

const fix = (seconds: number, lon: number, lat = 57.7) => ({
  courierId: 'anna',
  at: new Date(NOON_MS + seconds * 1000).toISOString(),
  lon,
  lat,
  headingDeg: 90,
  speedMps: 5,
  accuracyM: 5,
});

describe('couriers between their fixes', () => {
  it('glide one feed period behind and arrive at the newest fix', () => {
    const motion = new FleetMotion();
    motion.push(fix(0, 11.97), 0);
    motion.push(fix(3, 11.971), 3000);
    expect(motion.place('anna', 3000, false)!.lon).toBeCloseTo(11.97, 4);
    const halfway = motion.place('anna', 3000 + 1800, false)!.lon;
    expect(halfway).toBeGreaterThan(11.9702);
    expect(halfway).toBeLessThan(11.9708);
    expect(motion.moving(4800)).toBe(true);
    expect(motion.place('anna', 3000 + 3400, false)!.lon).toBe(11.971);
    expect(motion.moving(6400)).toBe(false);
  });

  it('follow the corner of their route instead of cutting it', () => {
    const motion = new FleetMotion();
    const corner = { lon: 11.971, lat: 57.7 };
    motion.follow('anna', [{ lon: 11.97, lat: 57.7 }, corner, { lon: 11.971, lat: 57.7006 }]);
    motion.push(fix(0, 11.97), 0);
    motion.push(fix(3, 11.971, 57.7005), 3000);
    const { lon, lat } = motion.place('anna', 3000 + 300 + 1560, false)!;
    expect(Math.abs(lat - 57.7) < 1e-5 || Math.abs(lon - 11.971) < 1e-5).toBe(true);
  });

  it('stand at the newest fix for people who want no motion', () => {
    const motion = new FleetMotion();
    motion.push(fix(0, 11.97), 0);
    motion.push(fix(3, 11.971), 3000);
    expect(motion.place('anna', 3000, true)!.lon).toBe(11.971);
  });

  it('never go back in time', () => {
    const motion = new FleetMotion();
    motion.push(fix(3, 11.971), 0);
    motion.push(fix(1, 11.9), 100);
    expect(motion.place('anna', 9000, false)!.lon).toBe(11.971);
    expect(motion.fixedAtMs('anna')).toBe(NOON_MS + 3000);
  });

  it('are forgotten when they are not in the zone any more', () => {
    const motion = new FleetMotion();
    motion.push(fix(0, 11.97), 0);
    motion.forget(new Set(['bo']));
    expect(motion.place('anna', 0, false)).toBeNull();
  });
});
