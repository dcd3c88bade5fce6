import { describe, expect, it } from '@jest/globals';
import { advance, driveAlong, leftM, placeOf, wayTo } from '../../../src/demo/courier-drive.ts';
import { rngOf } from '../../../src/demo/rng.ts';
import { distanceM, type LonLat } from '../../../src/shared/geo.ts';

const p = (x: number, y: number): LonLat => ({ lon: 11.97 + x / 1000, lat: 57.7 + y / 1000 });
/** East, then north, then back west. */
const line = [p(0, 0), p(10, 0), p(10, 10), p(0, 10)];

describe('wayTo', () => {
  it('follows the line from the nearest point to where it passes the stop', () => {
    const way = wayTo(line, p(2, 0.1), p(10.1, 5));
    expect(way[0]).toEqual(p(2, 0.1));
    expect(way).toContainEqual(p(10, 0));
    expect(way).not.toContainEqual(p(10, 10));
    expect(way.at(-1)).toEqual(p(10.1, 5));
  });

  it('stops at the first passing when the line comes by twice', () => {
    const loop = [p(0, 0), p(10, 0), p(10, 10), p(10, 0), p(20, 0)];
    expect(wayTo(loop, p(0, 0), p(10, 0))).not.toContainEqual(p(10, 10));
  });

  it('never drives backwards along the line', () => {
    const way = wayTo(line, p(10, 5), p(2, 0));
    expect(way).not.toContainEqual(p(10, 0));
  });

  it('goes straight where there is no line', () => {
    expect(wayTo([], p(0, 0), p(1, 1))).toEqual([p(0, 0), p(1, 1)]);
    expect(wayTo(line, p(0, 0), p(90, 90))).toEqual([p(0, 0), p(90, 90)]);
  });
});

describe('advance', () => {
  it('ends exactly at the end of the way, near the cruising time', () => {
    const rng = rngOf(1);
    let drive = driveAlong(line);
    const length = leftM(drive);
    let seconds = 0;
    while (leftM(drive) > 0 && seconds < 5_000) {
      drive = advance(rng, drive, seconds * 1000, 1000, 8);
      seconds++;
    }
    expect(placeOf(drive).position).toEqual(line.at(-1));
    expect(seconds).toBeGreaterThan(length / 8 / 1.3);
    expect(seconds).toBeLessThan((length / 8) * 1.6);
  });

  it('never moves faster than a third above cruising, and stands at red lights', () => {
    const rng = rngOf(5);
    let drive = driveAlong([p(0, 0), p(100, 0)]);
    let stood = 0;
    for (let seconds = 0; leftM(drive) > 0; seconds++) {
      const before = placeOf(drive).position;
      drive = advance(rng, drive, seconds * 1000, 1000, 10);
      expect(distanceM(before, placeOf(drive).position)).toBeLessThan(13.2);
      if (drive.speedMps === 0) stood++;
    }
    expect(stood).toBeGreaterThan(3);
  });

  it('looks where it drives', () => {
    const east = driveAlong(line);
    expect(placeOf(east).headingDeg).toBeCloseTo(90, 0);
    expect(placeOf({ ...east, doneM: leftM(east) }).headingDeg).toBeCloseTo(270, 0);
  });
});
