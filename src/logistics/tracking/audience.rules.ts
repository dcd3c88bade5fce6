import type { StreamName } from '../../shared/live.ts';
import { isFinished, type Target, type TargetStop } from './stages/target.ts';

/** A customer sees the courier from this many open stops before its own. */
const SHOWN_WITHIN_STOPS = 2;

/** The dropoffs whose customers may see the courier now: goods aboard, and next or nearly so. */
export function shownDropoffs(target: Target): TargetStop[] {
  const open = target.stops.filter((stop) => !isFinished(stop));
  const waiting = new Set(open.filter((stop) => stop.kind === 'pickup').map((stop) => stop.deliveryId));
  return open.filter(
    (stop, index) => stop.kind === 'dropoff' && index <= SHOWN_WITHIN_STOPS && !waiting.has(stop.deliveryId),
  );
}

/** How many open stops of others the courier makes before this one; null when the stop is not ahead. */
export function stopsBefore(target: Target, stopId: string): number | null {
  const open = target.stops.filter((stop) => !isFinished(stop));
  const index = open.findIndex((stop) => stop.stopId === stopId);
  if (index < 0) return null;
  return open.slice(0, index).filter(({ deliveryId }) => deliveryId !== open[index]!.deliveryId).length;
}

/** Every stream on which this courier's position may be seen at this moment. */
export function audienceOf(courierId: string, zoneId: string, target: Target): StreamName[] {
  const customers = shownDropoffs(target).map((stop): StreamName => `order:${stop.orderId}`);
  return [`courier:${courierId}`, `zone:${zoneId}`, ...customers];
}
