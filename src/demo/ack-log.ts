import { appendFileSync } from 'node:fs';
import type { FixInput, FixResult } from '../shared/live.ts';
import type { Acknowledged } from './waylight-client.ts';

/**
 * Keeps every acknowledged command and fix as a line of JSON, written before the next is sent, so that a test can hold
 * the server to its word.
 */
export function ackLog(file: string): (acknowledged: Acknowledged) => void {
  return (acknowledged) => {
    const { as, path, key, sent, status, answer } = acknowledged;
    const line = path.endsWith('/fixes')
      ? { kind: 'fixes', as, fixes: fixesOf(sent, answer) }
      : { kind: 'command', as, path, key, sent, status, answer };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
}

function fixesOf(sent: unknown, answer: unknown) {
  const { fixes } = sent as { fixes: FixInput[] };
  const { results } = answer as { results: FixResult[] };
  return fixes.map(({ id, at }, i) => ({ id, at, verdict: results[i]?.verdict }));
}
