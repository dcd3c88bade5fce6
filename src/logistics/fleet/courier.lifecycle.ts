import { defineLifecycle } from '../../shared/lifecycle.ts';
import type { CourierState } from '../../shared/states.ts';

/** A courier with stops finishes or hands them over before a break or the end of duty. */
export const courierLifecycle = defineLifecycle<CourierState>('courier', 'off_duty', {
  off_duty: ['idle'],
  idle: ['on_task', 'on_break', 'off_duty'],
  on_task: ['idle'],
  on_break: ['idle', 'off_duty'],
});

/** What a courier may say of its duty. */
export type Duty = 'on' | 'off' | 'break';

/** The state that a courier's word leads to; saying `on` on duty changes nothing. */
export function stateFor(duty: Duty, now: CourierState): CourierState {
  if (duty === 'off') return 'off_duty';
  if (duty === 'break') return 'on_break';
  return now === 'on_task' ? 'on_task' : 'idle';
}
