import type { StopView } from '../../src/shared/route-views.ts';

type OrderedStop = Pick<StopView, 'id' | 'deliveryId' | 'kind' | 'state' | 'locked'>;

export type Refusal = 'under_way' | 'locked' | 'pickup_after_dropoff' | 'same_place';

export type Reordered = { ok: true; stopIds: string[] } | { ok: false; reason: Refusal };

/** Locked, under way or over: it keeps its place. */
const isPinned = (stop: OrderedStop): boolean => stop.locked || stop.state !== 'pending';

/**
 * The order of stops after moving one to `slot` (an index into the list as it is now). A pinned stop keeps its place
 * and so does everything before it (the server's rule), and a pickup stays before its drop-off.
 */
export function moveStop(stops: readonly OrderedStop[], stopId: string, slot: number): Reordered {
  const from = stops.findIndex((stop) => stop.id === stopId);
  const moved = stops[from];
  const to = slot > from ? slot - 1 : slot;
  if (!moved || to === from) return { ok: false, reason: 'same_place' };
  const lastPinned = stops.findLastIndex(isPinned);
  if (Math.min(from, to) <= lastPinned)
    return { ok: false, reason: stops[lastPinned]!.locked ? 'locked' : 'under_way' };
  const order = stops.filter((stop) => stop.id !== stopId);
  order.splice(to, 0, moved);
  const partner = order.findIndex((stop) => stop.deliveryId === moved.deliveryId && stop.id !== moved.id);
  if (partner !== -1) {
    const pickup = moved.kind === 'pickup' ? to : partner;
    const dropoff = moved.kind === 'pickup' ? partner : to;
    if (pickup > dropoff) return { ok: false, reason: 'pickup_after_dropoff' };
  }
  return { ok: true, stopIds: order.map((stop) => stop.id) };
}

/** Where a delivery's stops stand in a route, for putting them back later. */
export function placesOf(
  stops: readonly OrderedStop[],
  deliveryId: string,
): { pickupIndex: number; dropoffIndex: number } | null {
  const dropoffIndex = stops.findIndex((stop) => stop.deliveryId === deliveryId && stop.kind !== 'pickup');
  if (dropoffIndex === -1) return null;
  const pickupIndex = stops.findIndex((stop) => stop.deliveryId === deliveryId && stop.kind === 'pickup');
  return { pickupIndex: pickupIndex === -1 ? 0 : pickupIndex, dropoffIndex };
}
