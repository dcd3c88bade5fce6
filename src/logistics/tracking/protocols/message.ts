import type { Fix } from '../stages/fix.ts';

/**
 * What a foreign device said. A refusal means that the sender cannot be told from the message or that it is no message of
 * this protocol; odd single fixes are `skipped` with the reason, since phones re-send for ever what gets an error.
 */
export type DeviceMessage =
  | {
      ok: true;
      /** The device's secret when the protocol carries it in the message; null when it comes as Basic or Bearer. */
      deviceToken: string | null;
      fixes: Fix[];
      skipped: string[];
    }
  | { ok: false; reason: string };

export type Loose = Record<string, unknown>;

export const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordIn = (value: unknown): Loose => (isRecord(value) ? value : {});

/** The text of a parameter; the first one where it was repeated. */
export function textIn(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'number') return String(first);
  const text = typeof first === 'string' ? first.trim() : '';
  return text === '' ? undefined : text;
}

/** A finite number, also from text. */
export function numberIn(value: unknown): number | undefined {
  const text = textIn(value);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Multiplies what is there. */
export const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value * by;

/** As `scaled`, but devices say a negative number for "unknown". */
export const scaledUnlessNegative = (value: unknown, by: number): number | undefined => {
  const number = numberIn(value);
  return number === undefined || number < 0 ? undefined : number * by;
};

const LARGEST_SECONDS = 2 ** 31 - 1;

/** Epoch ms from epoch seconds or milliseconds, ISO 8601, or `yyyy-MM-dd HH:mm:ss` taken as UTC; undefined if it is none. */
export function instantIn(value: unknown): number | undefined {
  const text = textIn(value);
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.round(number < LARGEST_SECONDS ? number * 1000 : number);
  }
  const isZoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)
    ? text.replace(' ', 'T') + (isZoned ? '' : 'Z')
    : '';
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

/** A fix without the members that are not there. */
export function fixOf(
  fix: { [K in keyof Fix]: Fix[K] | undefined } & Pick<Fix, 'at' | 'receivedAt' | 'lon' | 'lat'>,
): Fix {
  return Object.fromEntries(Object.entries(fix).filter(([, value]) => value !== undefined)) as unknown as Fix;
}

/** Sorts the fixes that could be read from the reasons why others could not. */
export function messageOf(deviceToken: string | null, read: readonly (Fix | string)[]): DeviceMessage {
  const fixes = read.filter((one): one is Fix => typeof one !== 'string');
  const skipped = read.filter((one): one is string => typeof one === 'string');
  return { ok: true, deviceToken, fixes, skipped };
}
