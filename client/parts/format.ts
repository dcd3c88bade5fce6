import type { Instant } from '../../src/shared/views.ts';
import type { Language } from './phrase.ts';

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const;
const MINUTE_MS = 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${Object.keys(options).join()}`;
  let made = clocks.get(key);
  if (!made) clocks.set(key, (made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })));
  return made;
}

/** Wall clock `14:32` in an IANA zone, to the nearest minute; 24 hours in every language, so that all read the same time. */
export function clockTime(at: Instant | number, zone: string): string {
  const nearest = Math.round(new Date(at).getTime() / MINUTE_MS) * MINUTE_MS;
  return formatter(LOCALES.en, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    nearest,
  );
}

/** `14:32–14:41`, or one time when both ends are the same minute. */
export function clockRange(from: Instant, to: Instant, zone: string): string {
  const [a, b] = [clockTime(from, zone), clockTime(to, zone)];
  return a === b ? a : `${a}–${b}`;
}

const dayKey = (at: Instant | number, zone: string): string =>
  formatter(LOCALES.en, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));

/** So near nobody takes it for another day's: just after midnight is tonight. */
const NEAR_MS = 12 * 3_600_000;

/** The day in words (`Tue 24 Nov`), or null when it is the day of `nowMs` in that zone, or near. */
export function otherDay(at: Instant, zone: string, nowMs: number, language: Language): string | null {
  if (Math.abs(Date.parse(at) - nowMs) < NEAR_MS || dayKey(at, zone) === dayKey(nowMs, zone)) return null;
  return formatter(LOCALES[language], zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(at),
  );
}

/** The viewer's wall clock at that instant, or null when it reads the same as the place's. */
export function viewersTime(at: Instant, zone: string, viewerZone: string): string | null {
  const same =
    clockTime(at, zone) === clockTime(at, viewerZone) && dayKey(at, zone) === dayKey(at, viewerZone);
  return same ? null : clockTime(at, viewerZone);
}

function unit(value: number, name: string, language: Language, digits = 0): string {
  // British English would write `8 mins`
  return new Intl.NumberFormat(language === 'en' ? 'en' : LOCALES.zh, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** A length of time people can use: seconds below one minute, then minutes, then hours and minutes. */
export function duration(ms: number, language: Language): string {
  if (ms < MINUTE_MS) return unit(Math.max(0, Math.floor(ms / 1000)), 'second', language);
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return unit(minutes, 'minute', language);
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), 'hour', language);
  return rest === 0 ? hours : `${hours} ${unit(rest, 'minute', language)}`;
}

/** Metres below one kilometre (to 10 m), then kilometres. */
export function distance(metres: number, language: Language): string {
  return metres < 995
    ? unit(Math.round(metres / 10) * 10, 'meter', language)
    : unit(metres / 1000, 'kilometer', language, metres < 9950 ? 1 : 0);
}

/** Minor units as money of that currency, with the currency's own number of decimals. */
export function money(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
