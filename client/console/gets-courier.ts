import { carrierOf, type Carrier } from './carrier.ts';
import { zoneState } from './desk.ts';

/** Planning anew takes a moment; what has no place by then has none. */
const PATIENCE_MS = 12_000;

/** The courier an order gets, soon; null when nobody does, or the order is gone. */
export function getsCourier(deliveryId: string): Promise<Carrier | null> {
  return new Promise((resolve) => {
    let timer = 0;
    let stop: (() => void) | null = null;
    const end = (carrier: Carrier | null): void => {
      clearTimeout(timer);
      // The signal speaks at once, before there is anything to stop.
      queueMicrotask(() => stop?.());
      resolve(carrier);
    };
    timer = window.setTimeout(() => end(null), PATIENCE_MS);
    stop = zoneState.subscribe((state) => {
      const delivery = state?.deliveries.get(deliveryId);
      if (!state || !delivery) return end(null);
      const carrier = carrierOf(state, delivery);
      if (carrier) end(carrier);
    });
  });
}
