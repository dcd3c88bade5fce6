import { describe, expect, it } from '@jest/globals';
import {
  feedPeriodMs,
  glideAt,
  measured,
  placeOnLine,
  renderLagMs,
  type TimedPlace,
} from '../../../client/parts/glide-line.ts';
import { distanceM, moveBy, type LonLat } from '../../../src/shared/geo.ts';

const start: LonLat = { lon: 11.97, lat: 57.7 };
const corner = moveBy(start, 0, 100);
const end = moveBy(corner, 90, 100);
const route = measured([start, corner, end]);
const fix = (place: LonLat, atS: number): TimedPlace => ({ ...place, atMs: atS * 1000 });

describe('gliding marker', () => {
  it('goes round the corner of the route instead of across the block', () => {
    const fixes = [fix(start, 0), fix(end, 10)];
    const half = glideAt(fixes, 5000, route)!;
    expect(distanceM(half, corner)).toBeLessThan(1);
    const later = glideAt(fixes, 7500, route)!;
    expect(later.headingDeg).toBeCloseTo(90, 0);
  });

  it('goes straight when there is no route or the fixes are away from it', () => {
    const middle = { lon: (start.lon + end.lon) / 2, lat: (start.lat + end.lat) / 2 };
    expect(distanceM(glideAt([fix(start, 0), fix(end, 10)], 5000, null)!, middle)).toBeLessThan(1);
    const aside = [fix(moveBy(start, 270, 200), 0), fix(moveBy(corner, 270, 200), 10)];
    const half = glideAt(aside, 5000, route)!;
    expect(distanceM(half, moveBy(moveBy(start, 270, 200), 0, 50))).toBeLessThan(1);
  });

  it('snaps over a silence of more than 15 s', () => {
    const place = glideAt([fix(start, 0), fix(end, 16)], 8000, route)!;
    expect(distanceM(place, end)).toBeLessThan(0.01);
  });

  it('never runs ahead of the newest fix nor behind the oldest kept', () => {
    const fixes = [fix(start, 0), fix(corner, 5), fix(end, 10)];
    expect(distanceM(glideAt(fixes, 60_000, route)!, end)).toBeLessThan(0.5);
    expect(distanceM(glideAt(fixes, -60_000, route)!, start)).toBeLessThan(0.5);
  });

  it('moves forward only, between fixes on the route', () => {
    const fixes = [
      fix(start, 0),
      fix(moveBy(start, 0, 60), 5),
      fix(moveBy(corner, 90, 40), 10),
      fix(end, 15),
    ];
    let before = -1;
    for (let renderMs = 0; renderMs <= 15_000; renderMs += 250) {
      const along = placeOnLine(route, glideAt(fixes, renderMs, route)!)!.alongM;
      expect(along).toBeGreaterThanOrEqual(before - 0.01);
      before = along;
    }
    expect(before).toBeGreaterThan(199);
  });

  it('has no direction while standing still', () => {
    expect(glideAt([fix(start, 0), fix(start, 5)], 2000, route)!.headingDeg).toBeNull();
  });

  it('lags about one feed period behind, within limits', () => {
    const period = [5000, 5000, 5000].reduce((before, gap) => feedPeriodMs(before, gap), 0);
    expect(renderLagMs(period)).toBeCloseTo(5500);
    expect(feedPeriodMs(5000, 60_000)).toBe(5000);
    expect([renderLagMs(0), renderLagMs(14_000)]).toEqual([1000, 8000]);
  });
});
