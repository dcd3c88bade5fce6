import { describe, expect, it } from '@jest/globals';
import {
  backSentence,
  changeSentence,
  gainSentences,
  keptSentence,
  whySentence,
  type Say,
} from '../../../../client/console/change-sentences.ts';
import { words } from '../../../../client/console/change-words.en.ts';
import { phrase } from '../../../../client/parts/phrase.ts';
import { merged } from '../../../../client/console/plan-changes.ts';
import type { PlanChangeView, PlanView } from '../../../../src/shared/page-views.ts';

const english: Say = (key, params = {}) => phrase(words[key], params, 'en');
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
const place = (courierName: string, minute: number) => ({
  courierId: courierName,
  courierName,
  arrival: at(minute),
});
const change = (kind: PlanChangeView['kind'], from: string | null, to: string | null): PlanChangeView => ({
  deliveryId: 'd',
  number: 'D7',
  kind,
  from: from ? place(from, 10) : null,
  to: to ? place(to, 25) : null,
});
const plan = (id: string, version: number, code = 'improve', params = {}): PlanView => ({
  id,
  zoneId: 'z',
  version,
  at: at(0),
  why: { code, params },
  changes: [],
  more: 0,
  gain: { workMinutes: 0, lateMinutes: 0, waitMinutes: 0, unservedBefore: 0, unservedAfter: 0 },
  undoOf: null,
  undoneBy: null,
});

describe('a plan change in words', () => {
  it('says what becomes of an order', () => {
    const say = (one: PlanChangeView) => changeSentence(english, one, 'UTC');
    expect(say(change('assigned', null, 'Bo'))).toBe('D7 to Bo, there 12:25');
    expect(say(change('moved', 'Anna', 'Bo'))).toBe('D7 from Anna to Bo: 12:10 → 12:25');
    expect(say(change('unassigned', 'Anna', null))).toBe('D7 off the route of Anna');
    expect(say({ ...change('retimed', 'Bo', 'Bo'), from: { ...place('Bo', 1), arrival: null } })).toBe(
      'D7 with Bo: there 12:25',
    );
  });

  it('says why, and says something for a reason it does not know', () => {
    expect(whySentence(english, plan('p', 1, 'courier_late', { courier: 'Anna', minutes: 12 }))).toContain(
      'Anna was going to be 12 min late',
    );
    expect(whySentence(english, plan('p', 1, 'new_order', { number: 'D7', count: 1 }))).toBe('New order D7');
    expect(whySentence(english, plan('p', 1, 'by_somebody'))).toBe('The routes were brought up to date');
  });

  it('tells gain from cost and leaves out what stays the same', () => {
    const gain = { workMinutes: -4, lateMinutes: 12, waitMinutes: 0, unservedBefore: 2, unservedAfter: 2 };
    expect(gainSentences(english, gain)).toEqual([
      { text: '12 min less late', good: true },
      { text: '4 min more work', good: false },
    ]);
  });

  it('says what an undo brings back and what it leaves', () => {
    expect(backSentence(english, { deliveryId: 'd', number: 'D7', kind: 'moved', courierName: 'Anna' })).toBe(
      'D7 back to Anna',
    );
    expect(
      backSentence(english, { deliveryId: 'd', number: 'D7', kind: 'assigned', courierName: null }),
    ).toContain('waits');
    expect(keptSentence(english, { deliveryId: 'd', number: 'D7', reason: 'under_way' })).toBe(
      'D7 is under way',
    );
  });
});

describe('the list of plans', () => {
  it('is newest first, and a plan heard again takes the place of the old one', () => {
    const undone = { ...plan('a', 1), undoneBy: 'b' };
    expect(merged([plan('a', 1)], [plan('b', 2), undone])).toEqual([plan('b', 2), undone]);
  });

  it('does not offer to take back what was taken back while nobody listened', () => {
    const undone = { ...plan('a', 1), undoneBy: 'b' };
    expect(merged([undone], [plan('a', 1)])).toEqual([undone]);
  });
});
