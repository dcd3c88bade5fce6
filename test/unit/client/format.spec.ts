import { describe, expect, it } from '@jest/globals';
import {
  clockRange,
  clockTime,
  distance,
  duration,
  money,
  otherDay,
  viewersTime,
} from '../../../client/parts/format.ts';
import { phrase } from '../../../client/parts/phrase.ts';
import { words as courierEn } from '../../../client/courier/words.en.ts';
import { words as courierZh } from '../../../client/courier/words.zh.ts';
import { words as partsEn } from '../../../client/parts/words.en.ts';
import { words as partsZh } from '../../../client/parts/words.zh.ts';
import { words as shopEn } from '../../../client/shop/words.en.ts';
import { words as shopZh } from '../../../client/shop/words.zh.ts';
import { words as signInEn } from '../../../client/sign-in/words.en.ts';
import { words as signInZh } from '../../../client/sign-in/words.zh.ts';
import { words as trackEn } from '../../../client/track/words.en.ts';
import { words as trackZh } from '../../../client/track/words.zh.ts';

const at = '2026-11-22T13:32:10.000Z';
const space = (text: string): string => text.replace(/\s/g, ' ');

describe('formats', () => {
  it('shows a time in the zone of the place', () => {
    expect(clockTime(at, 'Europe/Stockholm')).toBe('14:32');
    expect(clockTime(at, 'Asia/Shanghai')).toBe('21:32');
    expect(clockTime(at, 'Asia/Kolkata')).toBe('19:02');
  });

  it('writes midnight as 00:00 and rounds to the nearest minute', () => {
    expect(clockTime('2026-11-22T23:59:40.000Z', 'UTC')).toBe('00:00');
  });

  it('follows daylight saving time', () => {
    expect(clockTime('2026-03-29T00:59:00.000Z', 'Europe/Stockholm')).toBe('01:59');
    expect(clockTime('2026-03-29T01:01:00.000Z', 'Europe/Stockholm')).toBe('03:01');
  });

  it('writes an interval once when both ends are the same minute', () => {
    expect(clockRange(at, '2026-11-22T13:41:00.000Z', 'Europe/Stockholm')).toBe('14:32–14:41');
    expect(clockRange(at, at, 'Europe/Stockholm')).toBe('14:32');
  });

  it("shows the viewer's time only where it differs", () => {
    expect(viewersTime(at, 'Europe/Stockholm', 'Europe/Berlin')).toBeNull();
    expect(viewersTime(at, 'Europe/Stockholm', 'Europe/London')).toBe('13:32');
  });

  it('names the day when it is not today in that zone; just after midnight is tonight', () => {
    const now = Date.parse('2026-11-22T16:30:00.000Z');
    const dayOf = (at: string) => otherDay(at, 'Europe/Stockholm', now, 'en');
    expect([dayOf('2026-11-22T00:30:00.000Z'), dayOf('2026-11-22T23:30:00.000Z')]).toEqual([null, null]);
    expect(dayOf('2026-11-23T14:00:00.000Z')).toMatch(/23 Nov/);
    expect(otherDay('2026-11-22T00:30:00.000Z', 'Asia/Shanghai', now, 'zh')).toContain('11月22日');
  });

  it('counts seconds, minutes and hours', () => {
    expect(space(duration(40_000, 'en'))).toBe('40 sec');
    expect(space(duration(8 * 60_000, 'en'))).toBe('8 min');
    expect(space(duration(95 * 60_000, 'en'))).toBe('1 hr 35 min');
    expect(duration(8 * 60_000, 'zh')).toBe('8分钟');
  });

  it('writes distances and money as the currency wants them', () => {
    expect(space(distance(437, 'en'))).toBe('440 m');
    expect(space(distance(1240, 'en'))).toBe('1.2 km');
    expect(space(money(12_950, 'SEK', 'en'))).toBe('SEK 129.50');
    expect(space(money(1200, 'JPY', 'en'))).toBe('JP¥1,200');
  });
});

describe('words', () => {
  it('fills names in and chooses the number', () => {
    const stops = { one: '{count} stop away', other: '{count} stops away' };
    expect([1, 2].map((count) => phrase(stops, { count }, 'en'))).toEqual(['1 stop away', '2 stops away']);
    expect(phrase('by {to}', {}, 'en')).toBe('by {to}');
  });

  it.each([
    ['parts', partsEn, partsZh],
    ['track', trackEn, trackZh],
    ['courier', courierEn, courierZh],
    ['sign-in', signInEn, signInZh],
    ['shop', shopEn, shopZh],
  ])('of %s have the same names to fill in both languages', (_, english, chinese) => {
    const names = (text: unknown): string[] =>
      [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort((a, b) => a.localeCompare(b));
    const byKey = (words: object) => Object.entries(words).map(([key, text]) => [key, ...names(text)]);
    expect(byKey(chinese)).toEqual(byKey(english));
  });
});
