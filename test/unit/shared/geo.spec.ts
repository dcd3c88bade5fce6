import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alongLine,
  bearingDeg,
  cumulativeM,
  distanceM,
  inRing,
  moveBy,
  nearestOnSegment,
} from '../../../src/shared/geo.ts';

const place = fc.record({
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
});

describe('geometry', () => {
  it('measures a known distance', () => {
    // One degree of latitude on the mean sphere.
    expect(distanceM({ lon: 12, lat: 57 }, { lon: 12, lat: 58 })).toBeCloseTo(111_195, -1);
  });

  it('moves by a bearing and a distance, and finds both again', () => {
    fc.assert(
      fc.property(
        place,
        fc.double({ min: 0, max: 359, noNaN: true }),
        fc.double({ min: 10, max: 20_000, noNaN: true }),
        (from, bearing, metres) => {
          const to = moveBy(from, bearing, metres);
          expect(distanceM(from, to)).toBeCloseTo(metres, 1);
          const found = bearingDeg(from, to);
          expect(Math.min(Math.abs(found - bearing), 360 - Math.abs(found - bearing))).toBeLessThan(0.01);
        },
      ),
    );
  });

  it('walks along a line without leaving it', () => {
    const line = [
      { lon: 12, lat: 57 },
      { lon: 12.01, lat: 57 },
      { lon: 12.01, lat: 57.01 },
    ];
    const sums = cumulativeM(line);
    expect(alongLine(line, sums, -5)).toEqual(line[0]);
    expect(alongLine(line, sums, 1e9)).toEqual(line[2]);
    const half = alongLine(line, sums, sums[1]! / 2);
    expect(half.lon).toBeCloseTo(12.005, 6);
    expect(nearestOnSegment(half, line[0]!, line[1]!).distanceM).toBeLessThan(0.01);
  });

  it('knows inside from outside', () => {
    const ring = [
      { lon: 0, lat: 0 },
      { lon: 2, lat: 0 },
      { lon: 2, lat: 2 },
      { lon: 0, lat: 2 },
    ];
    expect(inRing({ lon: 1, lat: 1 }, ring)).toBe(true);
    expect(inRing({ lon: 3, lat: 1 }, ring)).toBe(false);
  });
});
