import type { EtaView, Instant, WindowView } from '../../src/shared/views.ts';

/** inside: even the late cases keep the promise. risk: they may not. late: probably broken. open: nothing to compare. */
export type Tone = 'inside' | 'risk' | 'late' | 'open';

/** A part of the bar, in percent of its length. */
export interface Span {
  from: number;
  to: number;
}

export interface PromiseModel {
  tone: Tone;
  /** The promised window. */
  track: Span;
  /** p10..p90, or nothing while no ETA is known or it is over. */
  interval: Span | null;
  /** The most likely minute, or the minute it happened. */
  dot: number | null;
  now: number | null;
  /** Whole minutes the likely (or real) time is after the promise; 0 when it is not. */
  lateMin: number;
}

export interface PromiseInput {
  window: WindowView;
  eta: EtaView | null;
  /** When it happened, if it did. */
  doneAt?: Instant | null;
  nowMs: number;
}

const MINUTE_MS = 60_000;
/** How long a promise without a beginning is drawn. */
const OPEN_TRACK_MS = 30 * MINUTE_MS;
const ms = (at: Instant): number => Date.parse(at);

/** When it is expected, or when it was: then all three are that instant. */
interface Expected {
  early: number;
  likely: number;
  late: number;
}

function expectedOf({ eta, doneAt }: PromiseInput): Expected | null {
  if (doneAt) return { early: ms(doneAt), likely: ms(doneAt), late: ms(doneAt) };
  return eta && { early: ms(eta.p10), likely: ms(eta.p50), late: ms(eta.p90) };
}

function toneOf(expected: Expected | null, to: number, nowMs: number): Tone {
  if (!expected) return nowMs > to ? 'late' : 'open';
  if (expected.likely > to) return 'late';
  return expected.late > to ? 'risk' : 'inside';
}

const inBar = (percent: number): number | null => (percent < 0 || percent > 100 ? null : percent);

/**
 * The promise bar as numbers: amber when p90 is after the window's end, red when p50 is. Coming early breaks no
 * promise, so the window's beginning does not colour it.
 */
export function promiseModel(input: PromiseInput): PromiseModel {
  const { window, doneAt, nowMs } = input;
  const expected = expectedOf(input);
  const to = ms(window.to);
  const earliest = expected?.early ?? to;
  const from = window.from ? ms(window.from) : Math.min(to - OPEN_TRACK_MS, earliest);
  const first = Math.min(from, earliest);
  const span = Math.max(to, expected?.late ?? to) - first || MINUTE_MS;
  const at = (instant: number): number => Math.round(((instant - first) / span) * 1000) / 10;
  return {
    tone: toneOf(expected, to, nowMs),
    track: { from: at(from), to: at(to) },
    interval: expected && !doneAt ? { from: at(expected.early), to: at(expected.late) } : null,
    dot: expected && at(expected.likely),
    now: doneAt ? null : inBar(at(nowMs)),
    lateMin: Math.max(0, Math.ceil(((expected?.likely ?? nowMs) - to) / MINUTE_MS)),
  };
}
