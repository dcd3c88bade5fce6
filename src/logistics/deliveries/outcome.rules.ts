import type { LonLat } from '../../shared/geo.ts';
import type { DeliveryState } from '../../shared/states.ts';
import type { OutcomeView } from '../../shared/views.ts';

const RESULT: Partial<Record<DeliveryState, OutcomeView['result']>> = {
  delivered: 'delivered',
  attempt_failed: 'failed',
  returned: 'returned',
  cancelled: 'cancelled',
};
/** On the way back the failure is still how it ended for the customer. */
const KEEPS: DeliveryState[] = ['returning', 'arrived_at_return'];

/** How it ended, as of entering `state`; null while it has not. */
export function outcomeOf(
  state: DeliveryState,
  seen: { reason: string | null; at: Date; observedAt: LonLat | null },
  before: OutcomeView | null,
): OutcomeView | null {
  if (KEEPS.includes(state)) return before;
  const result = RESULT[state];
  if (!result) return null;
  const reason = seen.reason ?? (result === 'returned' ? (before?.reason ?? null) : null);
  return { result, reason, at: seen.at.toISOString(), observedAt: seen.observedAt };
}
