import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  HOLD_MS,
  notJoined,
  step,
  type StreamEvent,
  type StreamState,
} from '../../../client/parts/stream-cursor.ts';
import type { Entry, JoinAnswer } from '../../../src/shared/live.ts';

const entry = (seq: number, epoch = 'e1'): Entry => ({
  stream: 'alerts',
  epoch,
  seq,
  at: '2026-11-22T14:00:00.000Z',
  news: { kind: 'offer_closed', offerId: String(seq), state: 'expired' },
});
const snapshotAt = (seq: number, epoch = 'e1'): Extract<JoinAnswer, { ok: true }> => ({
  ok: true,
  recovered: false,
  cursor: { epoch, seq },
  snapshot: { alerts: [] },
});
const recovered = (from: number, to: number): Extract<JoinAnswer, { ok: true }> => ({
  ok: true,
  recovered: true,
  cursor: { epoch: 'e1', seq: to },
  entries: Array.from({ length: to - from }, (_, i) => entry(from + 1 + i)),
});

/** Plays events and returns what was applied, how often a join was asked, and the last state. */
function play(events: StreamEvent[], from: StreamState = notJoined) {
  let state = from;
  let joins = 0;
  const applied: number[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    applied.push(...next.apply.map((one) => one.seq));
    if (next.join) joins++;
  }
  return { state, applied, joins };
}

const joinedAt = (seq: number) =>
  play([{ kind: 'connected' }, { kind: 'answered', answer: snapshotAt(seq), nowMs: 0 }]).state;

describe('stream cursor', () => {
  it('joins when the line opens and goes on from the snapshot', () => {
    const { applied, joins, state } = play([
      { kind: 'connected' },
      { kind: 'answered', answer: snapshotAt(7), nowMs: 0 },
      { kind: 'entry', entry: entry(8), nowMs: 1 },
    ]);
    expect({ applied, joins, cursor: state.cursor }).toEqual({
      applied: [8],
      joins: 1,
      cursor: { epoch: 'e1', seq: 8 },
    });
  });

  it('keeps entries that overtake the snapshot and drops those it contains', () => {
    const { applied } = play([
      { kind: 'connected' },
      { kind: 'entry', entry: entry(9), nowMs: 0 },
      { kind: 'entry', entry: entry(8), nowMs: 0 },
      { kind: 'entry', entry: entry(7), nowMs: 0 },
      { kind: 'answered', answer: snapshotAt(7), nowMs: 1 },
    ]);
    expect(applied).toEqual([8, 9]);
  });

  it('ignores an entry it has already applied', () => {
    const { applied, joins } = play([{ kind: 'entry', entry: entry(7), nowMs: 0 }], joinedAt(7));
    expect({ applied, joins }).toEqual({ applied: [], joins: 0 });
  });

  it('holds what came too early and applies it once the missing one arrives', () => {
    const { applied, joins } = play(
      [
        { kind: 'entry', entry: entry(9), nowMs: 0 },
        { kind: 'waited', nowMs: HOLD_MS - 1 },
        { kind: 'entry', entry: entry(8), nowMs: HOLD_MS - 1 },
        { kind: 'waited', nowMs: HOLD_MS * 3 },
      ],
      joinedAt(7),
    );
    expect({ applied, joins }).toEqual({ applied: [8, 9], joins: 0 });
  });

  it('joins again with its cursor when a gap stays open for the hold time', () => {
    const before = play(
      [
        { kind: 'entry', entry: entry(10), nowMs: 100 },
        { kind: 'waited', nowMs: 100 + HOLD_MS },
      ],
      joinedAt(7),
    );
    expect(before).toMatchObject({ applied: [], joins: 1, state: { cursor: { seq: 7 }, joining: true } });
    const after = play([{ kind: 'answered', answer: recovered(7, 9), nowMs: 700 }], before.state);
    expect(after.applied).toEqual([8, 9, 10]);
  });

  it('notices from the heads that something was lost silently', () => {
    const { joins } = play(
      [
        { kind: 'head', head: { epoch: 'e1', seq: 8 }, nowMs: 0 },
        { kind: 'waited', nowMs: HOLD_MS },
      ],
      joinedAt(7),
    );
    expect(joins).toBe(1);
  });

  it('joins at once when the numbering started anew', () => {
    const byEntry = play([{ kind: 'entry', entry: entry(1, 'e2'), nowMs: 0 }], joinedAt(7));
    const byHead = play([{ kind: 'head', head: { epoch: 'e2', seq: 1 }, nowMs: 0 }], joinedAt(7));
    expect([byEntry.joins, byHead.joins]).toEqual([1, 1]);
    const after = play([{ kind: 'answered', answer: snapshotAt(0, 'e2'), nowMs: 1 }], byEntry.state);
    expect(after).toMatchObject({ applied: [1], state: { cursor: { epoch: 'e2', seq: 1 } } });
  });

  it('asks for a snapshot when a recovery leaves something out', () => {
    const answer = { ...recovered(7, 9), entries: [entry(9)] } as Extract<JoinAnswer, { ok: true }>;
    const { applied, joins, state } = play(
      [{ kind: 'connected' }, { kind: 'answered', answer, nowMs: 0 }],
      joinedAt(7),
    );
    expect({ applied, joins, cursor: state.cursor }).toEqual({ applied: [], joins: 2, cursor: null });
  });

  it('applies every entry once and in order, whatever is lost, doubled or turned round on the way', () => {
    const wire = fc.array(fc.record({ seq: fc.integer({ min: 1, max: 30 }), afterMs: fc.nat(400) }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(wire, (arrivals) => {
        let state = joinedAt(0);
        let nowMs = 0;
        const applied: number[] = [];
        const take = (event: StreamEvent): void => {
          const next = step(state, event);
          state = next.state;
          applied.push(...next.apply.map((one) => one.seq));
          if (next.join) take({ kind: 'answered', answer: recovered(state.cursor!.seq, 30), nowMs });
        };
        for (const { seq, afterMs } of arrivals) {
          nowMs += afterMs;
          take({ kind: 'entry', entry: entry(seq), nowMs });
          take({ kind: 'waited', nowMs });
        }
        take({ kind: 'head', head: { epoch: 'e1', seq: 30 }, nowMs });
        take({ kind: 'waited', nowMs: nowMs + HOLD_MS });
        expect(applied).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      }),
    );
  });
});
