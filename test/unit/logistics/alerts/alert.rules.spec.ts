import { describe, expect, it } from '@jest/globals';
import {
  lateness,
  silence,
  stall,
  unassignedTooLong,
  type Watched,
} from '../../../../src/logistics/alerts/alert.rules.ts';
import { alertLifecycle } from '../../../../src/logistics/alerts/alert.lifecycle.ts';
import { unreachable } from '../../../../src/shared/lifecycle.ts';
import type { Facts } from '../../../../src/shared/events.ts';

const MIN = 60_000;
const now = Date.parse('2026-11-22T12:00:00Z');
const at = (ms: number) => new Date(ms).toISOString();

const eta = (lateProbability: number, minutesLate = 0): Facts['eta.changed'] => ({
  deliveryId: 'd',
  orderId: 'o',
  storeId: 's',
  zoneId: 'z',
  courierId: 'c',
  windowTo: at(now),
  eta: { p10: at(now), p50: at(now + minutesLate * MIN), p90: at(now + 20 * MIN) },
  lateProbability,
});
const courier = (more: Partial<Watched>): Watched => ({
  courierId: 'c',
  zoneId: 'z',
  lastHeardMs: now,
  workSinceMs: now - 60 * MIN,
  stoppedSinceMs: null,
  toNextStopM: 2_000,
  ...more,
});

describe('the alert lifecycle', () => {
  it('reaches every state and ends closed', () => {
    expect(unreachable('open', alertLifecycle.transitions)).toEqual([]);
    expect(alertLifecycle.states.filter(alertLifecycle.isFinal)).toEqual(['closed']);
  });
});

describe('late', () => {
  it('is told before the promise is broken', () => {
    expect(lateness(eta(0.6, 2))).toMatchObject({
      raise: { rule: 'late', severity: 'warning', message: { params: { minutes: 2, percent: 60 } } },
    });
    expect(lateness(eta(0.9, 9))).toMatchObject({ raise: { severity: 'critical' } });
  });

  it('neither rings nor clears between its thresholds, so that it does not flap', () => {
    expect(lateness(eta(0.35))).toBeNull();
    expect(lateness(eta(0.2))).toMatchObject({ clear: { rule: 'late', subjectId: 'd' } });
  });
});

describe('silent', () => {
  it('waits three minutes from the last sign, or from the start of work', () => {
    expect(silence(courier({ lastHeardMs: now - 2 * MIN }), now)).toBeNull();
    expect(silence(courier({ lastHeardMs: now - 3 * MIN }), now)).toMatchObject({
      raise: { severity: 'warning' },
    });
    expect(silence(courier({ lastHeardMs: now - 11 * MIN }), now)).toMatchObject({
      raise: { severity: 'critical' },
    });
    expect(silence(courier({ lastHeardMs: null, workSinceMs: now - MIN }), now)).toBeNull();
    expect(silence(courier({ lastHeardMs: null, workSinceMs: now - 4 * MIN }), now)).toMatchObject({
      raise: {},
    });
  });

  it('clears when the phone is heard again', () => {
    expect(silence(courier({ lastHeardMs: now - 10_000 }), now)).toMatchObject({ clear: { rule: 'silent' } });
  });

  it('is not cleared by new work for a phone that stays silent', () => {
    const given = courier({ lastHeardMs: now - 300_000, workSinceMs: now - 1_000 });
    expect(silence(given, now)).toBeNull();
  });
});

describe('stalled', () => {
  it('does not mind a courier who stands at its stop', () => {
    expect(stall(courier({ stoppedSinceMs: now - 20 * MIN, toNextStopM: 40 }), now)).toMatchObject({
      clear: { rule: 'stalled' },
    });
  });

  it('rings for one who stands elsewhere, and counts only since there was work', () => {
    expect(stall(courier({ stoppedSinceMs: now - 6 * MIN }), now)).toMatchObject({
      raise: { severity: 'warning' },
    });
    expect(stall(courier({ stoppedSinceMs: now - 60 * MIN, workSinceMs: now - 2 * MIN }), now)).toBeNull();
  });
});

describe('unassigned too long', () => {
  const waiting = (sinceMs: number, windowToMs: number, more: object = {}) => ({
    deliveryId: 'd',
    zoneId: 'z',
    createdMs: sinceMs,
    opensMs: sinceMs,
    windowToMs,
    isPlanned: false,
    isPostponed: false,
    unassigned: { code: 'no_courier', message: '' },
    ...more,
  });
  it('is never an order that can wait, nor one whose courier is asked in time', () => {
    const later = { opensMs: now + 30 * MIN };
    const of = (more: object) => unassignedTooLong(waiting(now - 20 * MIN, now + 90 * MIN, more), now);
    expect(of(later)).toMatchObject({ raise: { severity: 'critical' } });
    expect(of({ ...later, isPlanned: true, isPostponed: true })).toMatchObject({
      clear: { rule: 'unassigned', subjectId: 'd' },
    });
    expect(of({ opensMs: now + 24 * 60 * MIN })).toMatchObject({ clear: { evidence: { waitedS: -82_800 } } });
    const clear = { rule: 'unassigned', subjectId: 'd' };
    expect(of({ ...later, isPlanned: true })).toMatchObject({ clear });
    expect(of({ opensMs: now + 5 * MIN, isPlanned: true })).toMatchObject({ raise: { severity: 'warning' } });
    expect(of({ opensMs: now + 59 * MIN })).toBeNull();
  });

  it('gets critical when time runs out', () => {
    expect(unassignedTooLong(waiting(now - MIN, now + 60 * MIN), now)).toBeNull();
    expect(unassignedTooLong(waiting(now - 3 * MIN, now + 60 * MIN), now)).toMatchObject({
      raise: { severity: 'warning', message: { params: { code: 'no_courier' } } },
    });
    expect(unassignedTooLong(waiting(now - 3 * MIN, now + 5 * MIN), now)).toMatchObject({
      raise: { severity: 'critical' },
    });
  });
});
