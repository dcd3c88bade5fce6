import type { FixInput } from '../../src/shared/live.ts';
import type { StopAction } from '../../src/shared/route-views.ts';

export type Duty = 'on' | 'off' | 'break';

/** Something the courier did that the server has not heard yet. */
export type Deed =
  | { kind: 'fix'; fix: FixInput & { id: string } }
  | { kind: 'stop'; key: string; stopId: string; action: StopAction; body: Record<string, unknown> }
  | { kind: 'duty'; key: string; state: Duty };

/** A deed in the outbox; ids rise in the order of doing. */
export type Waiting = Deed & { id: number };

/** One request: what it carries and which waiting things it settles. */
export interface Parcel {
  path: string;
  /** Null for fixes: each has an id, so that sending one twice does no harm. */
  key: string | null;
  body: unknown;
  ids: number[];
  deed: Waiting;
}

const FIXES_AT_ONCE = 200;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** What to send next: always the oldest, fixes that follow each other together. */
export function nextParcel(waiting: readonly Waiting[]): Parcel | null {
  const deed = waiting[0];
  if (!deed) return null;
  if (deed.kind === 'duty')
    return { path: '/courier/duty', key: deed.key, body: { state: deed.state }, ids: [deed.id], deed };
  if (deed.kind === 'stop')
    return {
      path: `/stops/${deed.stopId}/${deed.action}`,
      key: deed.key,
      body: deed.body,
      ids: [deed.id],
      deed,
    };
  const run = leadingFixes(waiting);
  const body = { fixes: run.map((one) => one.fix) };
  return { path: '/fixes', key: null, body, ids: run.map((one) => one.id), deed };
}

function leadingFixes(waiting: readonly Waiting[]): Extract<Waiting, { kind: 'fix' }>[] {
  const run: Extract<Waiting, { kind: 'fix' }>[] = [];
  for (const one of waiting) {
    if (one.kind !== 'fix' || run.length === FIXES_AT_ONCE) break;
    run.push(one);
  }
  return run;
}

/** How long to wait before the next try, after so many failures in a row. */
export const pauseMs = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
