import type { Cursor, Entry, JoinAnswer } from '../../src/shared/live.ts';

/** How long an entry that came too early waits for those before it. */
export const HOLD_MS = 500;

/** Where one watcher stands in one stream. */
export interface StreamState {
  /** The last entry that was applied; null before the first snapshot. */
  cursor: Cursor | null;
  /** A join is under way: entries wait for its answer. */
  joining: boolean;
  /** Entries that came too early, by rising seq. */
  held: readonly Entry[];
  /** The highest seq known to exist in the cursor's epoch. */
  known: number;
  /** Since when something known is missing; null when nothing is. */
  missingSinceMs: number | null;
}

export type StreamEvent =
  | { kind: 'connected' }
  | { kind: 'answered'; answer: Extract<JoinAnswer, { ok: true }>; nowMs: number }
  | { kind: 'entry'; entry: Entry; nowMs: number }
  | { kind: 'head'; head: Cursor; nowMs: number }
  | { kind: 'waited'; nowMs: number };

export interface StreamStep {
  state: StreamState;
  /** To apply, in this order, after the snapshot if there is one. */
  apply: readonly Entry[];
  /** Whether the page must send a join with `state.cursor`. */
  join: boolean;
}

export const notJoined: StreamState = {
  cursor: null,
  joining: false,
  held: [],
  known: 0,
  missingSinceMs: null,
};

const stay = (state: StreamState): StreamStep => ({ state, apply: [], join: false });
const rejoin = (state: StreamState): StreamStep => ({
  state: { ...state, joining: true, missingSinceMs: null },
  apply: [],
  join: true,
});

/** Puts an entry among the held ones, by seq, once. */
function hold(held: readonly Entry[], entry: Entry): Entry[] {
  return [...held.filter((one) => one.seq !== entry.seq || one.epoch !== entry.epoch), entry].sort(
    (a, b) => a.seq - b.seq,
  );
}

/** Takes from `waiting` what follows the cursor without a gap; what is older goes, what is too early stays held. */
function follow(state: StreamState, cursor: Cursor, waiting: readonly Entry[], nowMs: number): StreamStep {
  const apply: Entry[] = [];
  const held: Entry[] = [];
  let seq = cursor.seq;
  let known = state.known;
  for (const entry of waiting) {
    if (entry.epoch !== cursor.epoch || entry.seq <= seq) continue;
    known = Math.max(known, entry.seq);
    if (entry.seq === seq + 1) {
      apply.push(entry);
      seq = entry.seq;
    } else held.push(entry);
  }
  const missingSinceMs = known > seq ? (state.missingSinceMs ?? nowMs) : null;
  return {
    state: { cursor: { epoch: cursor.epoch, seq }, joining: false, held, known, missingSinceMs },
    apply,
    join: false,
  };
}

function answered(state: StreamState, answer: Extract<JoinAnswer, { ok: true }>, nowMs: number): StreamStep {
  const fresh = { ...state, known: answer.cursor.seq, missingSinceMs: null };
  if (!answer.recovered || !state.cursor) return follow(fresh, answer.cursor, state.held, nowMs);
  const missed = answer.entries.reduce<readonly Entry[]>(hold, state.held);
  const step = follow(fresh, state.cursor, missed, nowMs);
  // A recovery that does not reach its own cursor left something out: waiting will not bring it.
  return step.state.cursor!.seq < answer.cursor.seq
    ? { ...rejoin({ ...step.state, cursor: null, held: [] }), apply: [] }
    : step;
}

function entered(state: StreamState, entry: Entry, nowMs: number): StreamStep {
  if (state.joining || !state.cursor) return stay({ ...state, held: hold(state.held, entry) });
  if (entry.epoch !== state.cursor.epoch) return rejoin({ ...state, held: hold(state.held, entry) });
  return follow(state, state.cursor, hold(state.held, entry), nowMs);
}

function headed(state: StreamState, head: Cursor, nowMs: number): StreamStep {
  if (state.joining || !state.cursor) return stay(state);
  if (head.epoch !== state.cursor.epoch) return rejoin(state);
  return follow({ ...state, known: Math.max(state.known, head.seq) }, state.cursor, state.held, nowMs);
}

/**
 * One step of the stream protocol: each entry of a stream is applied once and in order. What comes too early is held
 * for HOLD_MS, then the stream is joined again with the cursor; another epoch means joining at once.
 */
export function step(state: StreamState, event: StreamEvent): StreamStep {
  switch (event.kind) {
    case 'connected':
      return rejoin(state);
    case 'answered':
      return answered(state, event.answer, event.nowMs);
    case 'entry':
      return entered(state, event.entry, event.nowMs);
    case 'head':
      return headed(state, event.head, event.nowMs);
    case 'waited':
      return !state.joining && state.missingSinceMs !== null && event.nowMs - state.missingSinceMs >= HOLD_MS
        ? rejoin(state)
        : stay(state);
  }
}
