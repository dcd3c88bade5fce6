import { invalid } from '../../shared/errors.ts';

export interface Window {
  /** Null when only the end is promised. */
  from: Date | null;
  to: Date;
}

export interface WindowFault {
  field: 'window.to' | 'readyAt';
  message: string;
}

/** Promised when the shop says nothing: this long after the goods are ready. */
const DEFAULT_PROMISE_MS = 90 * 60_000;

/** What is wrong with a window, or null. */
export function windowFault(window: Window, readyAt: Date, now: Date): WindowFault | null {
  if (window.from && window.from >= window.to)
    return { field: 'window.to', message: 'A window ends after it starts.' };
  if (window.to <= now) return { field: 'window.to', message: 'This window is over already.' };
  if (window.to <= readyAt)
    return { field: 'readyAt', message: 'The goods are ready only after the window is over.' };
  return null;
}

/** The promised window in a request, or the usual promise. Throws DomainError naming the field at fault. */
export function readWindow(
  given: { from?: string; to: string } | undefined,
  readyAt: Date,
  now: Date,
): Window {
  if (!given) {
    const from = Math.max(readyAt.getTime(), now.getTime());
    return { from: null, to: new Date(from + DEFAULT_PROMISE_MS) };
  }
  const window = { from: given.from ? new Date(given.from) : null, to: new Date(given.to) };
  const fault = windowFault(window, readyAt, now);
  if (fault) throw invalid(fault.field, fault.message, 'invalid_window');
  return window;
}

/** The instant as clocks at the place show it, with the offset that is in force then: `2026-10-25 02:30 GMT+2`. */
export function localTime(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} ${part.timeZoneName}`;
}

/** A promise in words of the place: `2026-10-25 01:30 GMT+2 to 2026-10-25 02:30 GMT+1`. */
export function describeWindow(window: Window, zone: string): string {
  const to = localTime(window.to, zone);
  return window.from ? `${localTime(window.from, zone)} to ${to}` : `by ${to}`;
}
