import type { InsertionView } from '../../src/shared/page-views.ts';
import { assign, type Outcome } from './commands.ts';
import { zoneState } from './desk.ts';
import { preview, previewSelected } from './preview.ts';

/** The cheapest place found for this delivery, if it is the one previewed and the answer is there. */
export function bestFor(deliveryId: string): InsertionView | null {
  const known = preview.value;
  return known?.deliveryId === deliveryId ? (known.insertions?.[0] ?? null) : null;
}

/**
 * Gives a delivery to the courier of an insertion. Where in the route is the server's to say, which may have moved on since: the
 * cheapest place is what the insertion showed.
 */
export async function take(deliveryId: string, insertion: InsertionView): Promise<Outcome | null> {
  const delivery = zoneState.value?.deliveries.get(deliveryId);
  if (!delivery?.allowed.includes('assign')) return null;
  const outcome = await assign(delivery, { courierId: insertion.courierId });
  if (outcome.ok) previewSelected();
  return outcome;
}
