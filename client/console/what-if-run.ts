import { signal } from '@preact/signals';
import type { WhatIfInput, WhatIfView } from '../../src/shared/what-if-views.ts';
import { send } from '../parts/api.ts';
import { zoneId } from './desk.ts';

/** A question to the solver: how far it is, and what came of it. */
export interface Run {
  state: 'asking' | 'answered' | 'failed';
  /** 0..1, by the time it may take at most. */
  share: number;
  view: WhatIfView | null;
  error: unknown;
}

const SECONDS = 4;
/** Both plans, and looking at the zone. */
const LONGEST_MS = (2 * SECONDS + 1) * 1000;
const TICK_MS = 200;

export const run = signal<Run | null>(null);
let asking: AbortController | null = null;

/** Asks; an earlier question is dropped. */
export async function ask(input: WhatIfInput): Promise<void> {
  stopAsking();
  const { signal: stop } = (asking = new AbortController());
  const sinceMs = performance.now();
  run.value = { state: 'asking', share: 0, view: null, error: null };
  const ticking = setInterval(() => {
    const share = Math.min(0.99, (performance.now() - sinceMs) / LONGEST_MS);
    if (run.value?.state === 'asking') run.value = { ...run.value, share };
  }, TICK_MS);
  try {
    const body = { ...input, seconds: SECONDS };
    const view = await send<WhatIfView>('POST', `/zones/${zoneId.value}/what-if`, body, {
      key: null,
      signal: stop,
    });
    if (!stop.aborted) run.value = { state: 'answered', share: 1, view, error: null };
  } catch (error) {
    if (!stop.aborted) run.value = { state: 'failed', share: 1, view: null, error };
  } finally {
    clearInterval(ticking);
  }
}

/** Takes the question back; the server stops thinking too. */
export function stopAsking(): void {
  asking?.abort();
  asking = null;
  run.value = null;
}
