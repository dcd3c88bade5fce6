import { describe, expect, it } from '@jest/globals';
import { alertsOf } from '../../../../client/console/alert-inbox.ts';
import { consoleState } from '../../../../client/console/console-store.ts';
import { highlightOf, markRange, neighbour, toggleMark } from '../../../../client/console/selection.ts';
import { alert, courier, delivery, zoneView } from './zone-fixture.ts';

const state = consoleState(
  zoneView({ couriers: [courier('anna')], deliveries: [delivery('d1'), delivery('d2', { courier: null })] }),
);
const alerts = alertsOf([
  alert('a1'),
  alert('a2', { subject: { type: 'courier', id: 'anna', label: 'Anna' } }),
  alert('a3', { subject: { type: 'fact', id: 'f1', label: 'fact' } }),
]);
const none = { deliveryId: null, courierId: null, alertId: null };

describe('what a selection lights', () => {
  it.each([
    [
      { kind: 'delivery', id: 'd1' },
      { ...none, deliveryId: 'd1', courierId: 'anna' },
    ],
    [
      { kind: 'delivery', id: 'd2' },
      { ...none, deliveryId: 'd2' },
    ],
    [
      { kind: 'courier', id: 'anna' },
      { ...none, courierId: 'anna' },
    ],
    [
      { kind: 'alert', id: 'a1' },
      { deliveryId: 'd1', courierId: 'anna', alertId: 'a1' },
    ],
    [
      { kind: 'alert', id: 'a2' },
      { ...none, courierId: 'anna', alertId: 'a2' },
    ],
    [
      { kind: 'alert', id: 'a3' },
      { ...none, alertId: 'a3' },
    ],
    [{ kind: 'delivery', id: 'gone' }, none],
    [null, none],
  ] as const)('%j lights %j', (selection, lit) => {
    expect(highlightOf(state, alerts, selection)).toEqual(lit);
  });
});

describe('moving through the list', () => {
  const shown = ['a', 'b', 'c'];
  it('goes to the neighbour and stays at the ends', () => {
    expect(neighbour(shown, 'a', 1)).toBe('b');
    expect(neighbour(shown, 'c', 1)).toBe('c');
    expect(neighbour(shown, 'a', -1)).toBe('a');
  });
  it('starts at the near end when nothing shown is selected', () => {
    expect(neighbour(shown, null, 1)).toBe('a');
    expect(neighbour(shown, 'hidden', -1)).toBe('c');
    expect(neighbour([], 'a', 1)).toBeNull();
  });
});

describe('marking for a bulk command', () => {
  it('toggles one', () => {
    expect([...toggleMark(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggleMark(new Set(['a']), 'a')]).toEqual([]);
  });
  it('marks a range in either direction and keeps what was marked', () => {
    expect([...markRange(new Set(['x']), ['a', 'b', 'c'], 'c', 'b')]).toEqual(['x', 'b', 'c']);
  });
  it('marks only the clicked one when the range’s start is no longer shown', () => {
    expect([...markRange(new Set(), ['a', 'b'], 'gone', 'b')]).toEqual(['b']);
  });
});
