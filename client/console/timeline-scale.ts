/** The stretch of time the timeline shows, over a width in pixels. */
export interface Scale {
  fromMs: number;
  toMs: number;
  widthPx: number;
}

const MINUTE = 60_000;
const TICK_STEPS_MIN = [5, 10, 15, 30, 60, 120, 240];
const TICK_APART_PX = 72;
export const SHORTEST_MS = 45 * MINUTE;
export const LONGEST_MS = 12 * 60 * MINUTE;

export function xOf(scale: Scale, atMs: number): number {
  return ((atMs - scale.fromMs) / (scale.toMs - scale.fromMs)) * scale.widthPx;
}

export function timeAt(scale: Scale, x: number): number {
  return scale.fromMs + (x / scale.widthPx) * (scale.toMs - scale.fromMs);
}

/** Instants to label, at round minutes, far enough apart to read. */
export function ticks(scale: Scale): number[] {
  const perPx = (scale.toMs - scale.fromMs) / scale.widthPx;
  const minutes = TICK_STEPS_MIN.find((step) => step * MINUTE >= perPx * TICK_APART_PX) ?? 240;
  const step = minutes * MINUTE;
  const found: number[] = [];
  for (let at = Math.ceil(scale.fromMs / step) * step; at <= scale.toMs; at += step) found.push(at);
  return found;
}

/** Zooms by `factor` (below 1 shows less time) with the instant under `x` standing still. */
export function zoomed(scale: Scale, factor: number, x: number): Scale {
  const length = scale.toMs - scale.fromMs;
  const next = Math.max(SHORTEST_MS, Math.min(LONGEST_MS, length * factor));
  const fromMs = timeAt(scale, x) - (x / scale.widthPx) * next;
  return { ...scale, fromMs, toMs: fromMs + next };
}

export function panned(scale: Scale, byMs: number): Scale {
  return { ...scale, fromMs: scale.fromMs + byMs, toMs: scale.toMs + byMs };
}

/** Room between what is brought into view and the edge. */
const EDGE_PX = 12;

/** By how much to move for what stands at `x` to be seen, its beginning before all; 0 when it is. Milliseconds. */
export function panTo(scale: Scale, x: number, widthPx: number): number {
  const late = x + widthPx + EDGE_PX - scale.widthPx;
  const early = x - EDGE_PX;
  const px = early < 0 ? early : late > 0 ? Math.min(early, late) : 0;
  return (px / scale.widthPx) * (scale.toMs - scale.fromMs);
}

export interface Span {
  id: string;
  fromMs: number;
  toMs: number;
  /** What its number and its sign take. */
  labelPx: number;
}

export interface Block {
  id: string;
  x: number;
  widthPx: number;
  /** Whether its number fits into it. */
  labelled: boolean;
}

/** So much of a label's own edge may go. */
const TIGHT_PX = 4;
const SLIVER_PX = 6;
const GAP_PX = 2;

/**
 * Where the stops of one row stand: each begins at its arrival, is wide enough for its number where the next one
 * leaves room, and never covers its neighbour. Spans must be in the order they are driven.
 */
export function placeBlocks(scale: Scale, spans: readonly Span[]): Block[] {
  let freeFrom = -Infinity;
  return spans.map((span, i) => {
    const x = Math.max(xOf(scale, span.fromMs), freeFrom);
    const next = spans[i + 1];
    const room = next ? xOf(scale, next.fromMs) - GAP_PX - x : Infinity;
    const wished = Math.max(span.labelPx, xOf(scale, span.toMs) - x);
    const widthPx = Math.max(SLIVER_PX, Math.min(wished, room));
    freeFrom = x + widthPx + GAP_PX;
    return { id: span.id, x, widthPx, labelled: widthPx >= span.labelPx - TIGHT_PX };
  });
}

/** Between which blocks a drop at `x` falls: the index the dropped one would have. */
export function slotAt(blocks: readonly Block[], x: number): number {
  const after = blocks.findIndex((block) => x < block.x + block.widthPx / 2);
  return after === -1 ? blocks.length : after;
}
