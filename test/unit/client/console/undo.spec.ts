import { describe, expect, it } from '@jest/globals';
import { due, takeBack, UNDO_MS, type Undoable } from '../../../../client/console/undo.ts';

const run = () => Promise.resolve();
const what = { key: 'doneAssigned', params: {} } as const;
const done = (id: number, untilMs = UNDO_MS): Undoable => ({ kind: 'done', id, what, untilMs, inverse: run });
const held = (id: number, untilMs = UNDO_MS): Undoable => ({ kind: 'held', id, what, untilMs, send: run });

describe('taking back', () => {
  it('takes the newest without a choice, else the chosen one', () => {
    const list = [done(1), held(2), done(3)];
    expect(takeBack(list).taken?.id).toBe(3);
    expect(takeBack(list, 2)).toEqual({ taken: list[1], left: [list[0], list[2]] });
    expect(takeBack(list, 9)).toEqual({ taken: null, left: list });
    expect(takeBack([]).taken).toBeNull();
  });

  it('ends after 10 s: what was held is sent, what was done stays done', () => {
    const list = [done(1, 100), held(2, 100), held(3, 200)];
    expect(due(list, 99)).toEqual({ open: list, send: [] });
    expect(due(list, 100)).toEqual({ open: [list[2]], send: [list[1]] });
  });

  it('sends everything held when the page goes away', () => {
    expect(due([done(1), held(2)], Infinity)).toMatchObject({ open: [], send: [{ id: 2 }] });
  });
});
