import { describe, expect, it } from '@jest/globals';
import { worthSending } from '../../../client/courier/fix-pace.ts';
import { navigationLink } from '../../../client/courier/phone-navigation.ts';
import { initials } from '../../../client/parts/pin-letters.ts';
import { moveBy } from '../../../src/shared/geo.ts';

const here = { lon: 11.97, lat: 57.7 };
const fix = (metres: number, atS: number) => ({ ...moveBy(here, 90, metres), atMs: atS * 1000 });

describe("courier's fixes", () => {
  it('sends the first, then what moved, at most one each 2 s', () => {
    expect(worthSending(null, fix(0, 0))).toBe(true);
    expect(worthSending(fix(0, 0), fix(12, 2))).toBe(true);
    expect(worthSending(fix(0, 0), fix(12, 1))).toBe(false);
  });

  it('keeps still while standing, with a sign of life each 15 s', () => {
    expect(worthSending(fix(0, 0), fix(2, 14))).toBe(false);
    expect(worthSending(fix(0, 0), fix(2, 15))).toBe(true);
  });
});

describe("phone's navigation", () => {
  const place = { address: 'Kungsgatan 4', at: here, zone: 'Europe/Stockholm', notes: null };

  it('opens in what the phone has', () => {
    expect(navigationLink(place, 'Mozilla/5.0 (Linux; Android 15)')).toMatch(/^geo:57\.7,11\.97\?q=/);
    expect(navigationLink(place, 'Mozilla/5.0 (iPhone)')).toBe('https://maps.apple.com/?daddr=57.7%2C11.97');
    expect(navigationLink(place, 'Mozilla/5.0 (X11; Linux)')).toContain('openstreetmap.org/directions');
  });

  it('searches by address where the place has no position', () => {
    expect(navigationLink({ ...place, at: null }, 'Android')).toBe('geo:0,0?q=Kungsgatan%204');
  });
});

describe('initials', () => {
  it('are the letters people know somebody by', () => {
    expect(['Anna Berg', 'Anna', '王伟', 'Anna Maria von Berg', ''].map(initials)).toEqual([
      'AB',
      'A',
      '王伟',
      'AB',
      '',
    ]);
  });
});
