import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FixResult } from '../shared/live.ts';
import type { TracePoint } from './trace-point.ts';
import type { WaylightClient } from './waylight-client.ts';

/** Sends a recorded track as if it were driven now; answers how often each verdict came back. */
export async function replayTrace(
  phone: WaylightClient,
  points: readonly TracePoint[],
  speed: number,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const startedAt = Date.now();
  const verdicts: Record<string, number> = {};
  for (const point of points) {
    const at = startedAt + point.at / speed;
    await sleep(Math.max(0, at - Date.now()), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const speedMps = point.speedMps === undefined ? {} : { speedMps: point.speedMps * speed };
    const fix = { ...point, ...speedMps, id: randomUUID(), at: new Date(at).toISOString() };
    const { results } = await phone.post<{ results: FixResult[] }>('/fixes', { fixes: [fix] }, null);
    for (const { verdict } of results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  return verdicts;
}
