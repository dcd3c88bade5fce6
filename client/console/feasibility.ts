import type { InsertionView } from '../../src/shared/page-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';

/** How well a place fits, in a sentence. */
export interface Fit {
  tone: 'good' | 'warn' | 'bad';
  key: 'fitGood' | 'fitOthersLate' | 'fitSelfLate' | 'fitBothLate' | 'fitNone';
  params: Record<string, string | number>;
}

const MINUTE_MS = 60_000;

/** What an insertion means for this delivery's promise and for the others on the route; without one nothing fits. */
export function fitOf(
  delivery: Pick<DeliveryView, 'window' | 'number'>,
  insertion: Pick<InsertionView, 'courierName' | 'lateMinutes' | 'dropoffEta'> | null,
): Fit {
  if (!insertion) return { tone: 'bad', key: 'fitNone', params: { number: delivery.number } };
  const selfMs = Date.parse(insertion.dropoffEta) - Date.parse(delivery.window.to);
  const self = Math.max(0, Math.ceil(selfMs / MINUTE_MS));
  const others = Math.ceil(insertion.lateMinutes);
  const params = { number: delivery.number, courier: insertion.courierName, self, others };
  if (self > 0 && others > 0) return { tone: 'bad', key: 'fitBothLate', params };
  if (self > 0) return { tone: 'bad', key: 'fitSelfLate', params };
  if (others > 0) return { tone: 'warn', key: 'fitOthersLate', params };
  return { tone: 'good', key: 'fitGood', params };
}
