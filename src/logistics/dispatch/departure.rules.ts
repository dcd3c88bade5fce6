import type { Drive } from '../tracking/drive.ts';
import type { RouteStop } from '../deliveries/planning.service.ts';
import { SERVICE_S } from './service-times.ts';

/** A courier sets out this long before it must leave to be there when the stop opens. */
const EARLY_MS = 2 * 60_000;

/**
 * The stop the courier sets out for now: its first one, when it holds that delivery, is not at or under way to another
 * stop, and would not come long before the goods are ready or the next door opens. Orders of one store that are fetched
 * together are waited for together. Null otherwise.
 */
export function nextDeparture(held: readonly RouteStop[], drive: Drive, now: Date): string | null {
  if (held.some((stop) => stop.state === 'enroute' || stop.state === 'arrived')) return null;
  const [next] = held;
  if (!next || next.state !== 'pending') return null;
  return waitMs(held, drive, now.getTime()) <= EARLY_MS ? next.id : null;
}

/** How long the courier would wait, setting out now: for what is fetched together, and at the first door behind it. */
function waitMs(held: readonly RouteStop[], drive: Drive, nowMs: number): number {
  const legS = new Map(drive.stops.map((stop) => [stop.stopId, stop.plannedLegS]));
  const door = held.findIndex(({ kind }) => kind !== 'pickup');
  const together = fetchedTogether(held);
  let [atMs, waitedMs] = [nowMs, 0];
  held.slice(0, door < 0 ? held.length : door + 1).forEach((stop, k) => {
    atMs += (legS.get(stop.id) ?? 0) * 1000;
    const isWaitedFor = k < together || k === door;
    const waits = isWaitedFor ? Math.max(0, opensAtMs(stop) - atMs) : 0;
    waitedMs += waits;
    atMs += waits + SERVICE_S[stop.kind] * 1000;
  });
  return waitedMs;
}

/** How many stops at the head of the route are pickups at one store. */
function fetchedTogether(held: readonly RouteStop[]): number {
  const end = held.findIndex(
    ({ kind, delivery }) => kind !== 'pickup' || delivery.storeId !== held[0]!.delivery.storeId,
  );
  return end < 0 ? held.length : end;
}

function opensAtMs({ kind, delivery }: RouteStop): number {
  if (kind === 'pickup') return delivery.readyAt.getTime();
  return kind === 'dropoff' ? (delivery.windowFrom?.getTime() ?? 0) : 0;
}
