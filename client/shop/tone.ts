import type { DeliveryView } from '../../src/shared/views.ts';

/** How a delivery's state is to be looked at: done well, or in need of somebody. */
export function toneOf({ outcome, state, unassigned }: DeliveryView): 'good' | 'warn' | 'bad' | undefined {
  if (outcome?.result === 'delivered') return 'good';
  if (outcome) return undefined;
  if (state === 'attempt_failed') return 'bad';
  return unassigned ? 'warn' : undefined;
}

/** What is open in the order of its promises, the rest as it came. */
export const inTurn = (deliveries: readonly DeliveryView[], isOpenOnly: boolean): readonly DeliveryView[] =>
  isOpenOnly ? deliveries.toSorted((a, b) => Date.parse(a.window.to) - Date.parse(b.window.to)) : deliveries;
