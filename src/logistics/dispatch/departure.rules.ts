import type { Drive } from '../tracking/drive.ts';
import type { RouteStop } from '../deliveries/planning.service.ts';

/** A courier sets out this long before it must leave to be there when the stop opens. */
const EARLY_MS = 2 * 60_000;

/**
 * The stop the courier sets out for now: its first one, when it holds that delivery, is not at or under way to another
 * stop, and would not come long before the goods are ready, the window opens or the plan needs him there. Orders of one store that are fetched together
 * are waited for together. Null otherwise.
 */
export function nextDeparture(held: readonly RouteStop[], drive: Drive, now: Date): string | null {
  if (held.some((stop) => stop.state === 'enroute' || stop.state === 'arrived')) return null;
  const [next] = held;
  if (!next || next.state !== 'pending') return null;
  const way = drive.stops.find((stop) => stop.stopId === next.id);
  const opensMs = Math.max(way?.notBefore ?? 0, ...fetchedTogether(held).map(opensAtMs));
  return opensMs - (way?.plannedLegS ?? 0) * 1000 - EARLY_MS <= now.getTime() ? next.id : null;
}

/** The stops at the head of the route that are pickups at one store; else the first stop. */
function fetchedTogether(held: readonly RouteStop[]): readonly RouteStop[] {
  const [first] = held;
  const end = held.findIndex(
    ({ kind, delivery }) => kind !== 'pickup' || delivery.storeId !== first!.delivery.storeId,
  );
  return held.slice(0, end < 0 ? held.length : Math.max(1, end));
}

function opensAtMs({ kind, delivery }: RouteStop): number {
  if (kind === 'pickup') return delivery.readyAt.getTime();
  return kind === 'dropoff' ? (delivery.windowFrom?.getTime() ?? 0) : 0;
}
