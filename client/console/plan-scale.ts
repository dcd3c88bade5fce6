import { computed, signal } from '@preact/signals';
import { now } from '../parts/clock.ts';
import { panned, panTo, xOf, zoomed, type Scale } from './timeline-scale.ts';

const MINUTE_MS = 60_000;
const BEFORE_MS = 15 * MINUTE_MS;
const AFTER_MS = 135 * MINUTE_MS;

/** Width of the time axis in pixels, as measured. */
export const axisPx = signal(800);
/** The stretch a person chose; null follows the clock. */
const chosen = signal<{ fromMs: number; toMs: number } | null>(null);
export const following = computed(() => chosen.value === null);

const minute = computed(() => Math.floor(now.value / MINUTE_MS) * MINUTE_MS);

export const scale = computed<Scale>(() => {
  const span = chosen.value ?? { fromMs: minute.value - BEFORE_MS, toMs: minute.value + AFTER_MS };
  return { ...span, widthPx: axisPx.value };
});

export const nowX = computed(() => xOf(scale.value, now.value));

export function followNow(): void {
  chosen.value = null;
}

/** Shows less (`factor` < 1) or more time, with the instant at `x` standing still; by default with now. */
export function zoomPlan(factor: number, x = Math.max(0, nowX.peek())): void {
  const { fromMs, toMs } = zoomed(scale.peek(), factor, x);
  chosen.value = { fromMs, toMs };
}

/** Moves by a share of what is shown. */
export function panPlan(share: number): void {
  const shown = scale.peek();
  const { fromMs, toMs } = panned(shown, (shown.toMs - shown.fromMs) * share);
  chosen.value = { fromMs, toMs };
}

/** Moves as far as it must for the block at `x` to be seen. */
export function showInPlan(x: number, widthPx: number): void {
  const byMs = panTo(scale.peek(), x, widthPx);
  if (byMs === 0) return;
  const { fromMs, toMs } = panned(scale.peek(), byMs);
  chosen.value = { fromMs, toMs };
}
