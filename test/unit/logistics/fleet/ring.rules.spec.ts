import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openRing, ringTrouble } from '../../../../src/logistics/fleet/ring.rules.ts';
import type { LonLat } from '../../../../src/shared/geo.ts';

const ring = (...corners: [number, number][]): LonLat[] => corners.map(([lon, lat]) => ({ lon, lat }));
const SQUARE = ring([11, 57], [12, 57], [12, 58], [11, 58]);

describe('an outline', () => {
  it('may be given closed or open, with corners twice', () => {
    expect(openRing([...SQUARE, SQUARE[0]!])).toEqual(SQUARE);
    expect(openRing([SQUARE[0]!, ...SQUARE])).toEqual(SQUARE);
    expect(openRing(SQUARE)).toEqual(SQUARE);
  });

  it.each([
    ['a bow tie', ring([11, 57], [12, 58], [12, 57], [11, 58]), /crosses itself at 11\.50000, 57\.5/],
    ['a spike', ring([11, 57], [12, 57], [12, 58], [12, 59], [12, 58], [11, 58]), /touches or crosses/],
    ['a corner on another edge', ring([0, 0], [2, 0], [2, 2], [1, 0], [0, 2]), /at 1\.00000, 0\.00000/],
    ['a line', ring([11, 57], [11.5, 57], [12, 57]), /square metres/],
    ['two corners', ring([11, 57], [12, 57]), /three different corners/],
    ['one point, thrice', ring([11, 57], [11, 57], [11, 57]), /three different corners/],
  ])('is refused when it is %s', (_, corners, sentence) => {
    expect(ringTrouble(openRing(corners))).toMatch(sentence);
  });

  it('is fine whenever its corners go once around a point', () => {
    const spread = fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(spread, fc.integer({ min: 1, max: 50 }), (degrees, size) => {
        const corners = degrees
          .toSorted((a, b) => a - b)
          .map((degree) => (degree * Math.PI) / 180)
          .map((angle) => ({
            lon: 12 + (size / 100) * Math.cos(angle),
            lat: 57 + (size / 200) * Math.sin(angle),
          }));
        expect(ringTrouble(openRing(corners))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
