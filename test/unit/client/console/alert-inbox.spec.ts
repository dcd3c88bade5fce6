import { describe, expect, it } from '@jest/globals';
import { alertsOf, inboxOf, rings, withAlert } from '../../../../client/console/alert-inbox.ts';
import { alert, at, NOON_MS } from './zone-fixture.ts';

const me = { id: 'me', name: 'Me' };

describe('the alerts inbox', () => {
  it('shows the worst first, then those without an owner, then the longest open', () => {
    const alerts = alertsOf([
      alert('owned', { owner: me, openedAt: at(-30) }),
      alert('young', { openedAt: at(-1) }),
      alert('old', { openedAt: at(-20) }),
      alert('red', { severity: 'critical' }),
    ]);
    expect(inboxOf(alerts, 'z1', NOON_MS).waiting.map(({ id }) => id)).toEqual([
      'red',
      'old',
      'young',
      'owned',
    ]);
  });

  it('keeps other zones out and alerts of no zone in', () => {
    const alerts = alertsOf([
      alert('here'),
      alert('there', { zoneId: 'z2' }),
      alert('all', { zoneId: null }),
    ]);
    expect(inboxOf(alerts, 'z1', NOON_MS).waiting.map(({ id }) => id)).toEqual(['here', 'all']);
  });

  it('wakes a snoozed alert when its time is over', () => {
    const alerts = alertsOf([alert('s', { state: 'snoozed', snoozedUntil: at(10) })]);
    expect(inboxOf(alerts, 'z1', NOON_MS)).toMatchObject({ waiting: [], snoozed: [{ id: 's' }] });
    expect(inboxOf(alerts, 'z1', NOON_MS + 11 * 60_000)).toMatchObject({
      waiting: [{ id: 's' }],
      snoozed: [],
    });
  });

  it('lets resolved and closed alerts go, and ignores an older version', () => {
    const alerts = alertsOf([alert('a', { version: 5 })]);
    expect(withAlert(alerts, alert('a', { version: 4, owner: me }))).toBe(alerts);
    expect(withAlert(alerts, alert('a', { version: 6, state: 'resolved' })).size).toBe(0);
  });
});

describe('the bell', () => {
  const red = alert('a', { severity: 'critical', version: 2 });
  it('rings for a red alert nobody has', () => {
    expect(rings(alertsOf([]), red)).toBe(true);
    expect(rings(alertsOf([alert('a')]), red)).toBe(true);
  });
  it('rings again when a snoozed red alert comes back', () => {
    expect(rings(alertsOf([{ ...red, state: 'snoozed' }]), { ...red, version: 3 })).toBe(true);
  });
  it.each([
    ['is known already', alertsOf([red]), red],
    ['has an owner', alertsOf([]), { ...red, owner: me }],
    ['is no longer open', alertsOf([]), { ...red, state: 'resolved' as const }],
    ['is not red', alertsOf([]), alert('b')],
  ])('is silent when it %s', (_, before, after) => {
    expect(rings(before, after)).toBe(false);
  });
});
