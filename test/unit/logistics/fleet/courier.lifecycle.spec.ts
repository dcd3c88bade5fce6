import { describe, expect, it } from '@jest/globals';
import { courierLifecycle, stateFor } from '../../../../src/logistics/fleet/courier.lifecycle.ts';
import { unreachable } from '../../../../src/shared/lifecycle.ts';

describe('a courier', () => {
  it('can get into every state and out of it again', () => {
    const { initial, transitions, states } = courierLifecycle;
    expect(unreachable(initial, transitions)).toEqual([]);
    for (const state of states) expect(unreachable(state, transitions)).toEqual([]);
  });
  it('with stops takes no break and does not go home', () => {
    expect(courierLifecycle.may('on_task', 'off_duty')).toBe(false);
    expect(courierLifecycle.may('on_task', 'on_break')).toBe(false);
  });
  it('who says "on" while working goes on working', () => {
    expect(stateFor('on', 'on_task')).toBe('on_task');
    expect(stateFor('on', 'on_break')).toBe('idle');
    expect(stateFor('on', 'off_duty')).toBe('idle');
  });
  it.each(['off_duty', 'idle', 'on_task', 'on_break'] as const)(
    'has a word for break and for off from %s',
    (state) => {
      expect([stateFor('break', state), stateFor('off', state)]).toEqual(['on_break', 'off_duty']);
    },
  );
});
