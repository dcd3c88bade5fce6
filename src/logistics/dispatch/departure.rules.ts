import type { SetOutView } from '../../shared/route-views.ts';
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
  return leaveAtMs(held, drive) - now.getTime() <= EARLY_MS ? next.id : null;
}

/**
 * When to set out for the first stop of a route, and when it is reached then: before nobody has to wait for anything. Null
 * when he is there, when nothing in it opens at a certain time, or when the drive does not know the way.
 */
export function setOutOf(route: readonly RouteStop[], drive: Drive | null): SetOutView | null {
  const [next] = route;
  const legS = drive?.stops.find(({ stopId }) => stopId === next?.id)?.plannedLegS;
  if (!next || !drive || legS === undefined || next.state === 'arrived') return null;
  const atMs = leaveAtMs(route, drive);
  if (atMs <= 0) return null;
  const instant = (ms: number) => new Date(ms).toISOString();
  return { stopId: next.id, at: instant(atMs), thereAt: instant(atMs + legS * 1000) };
}

/**
 * Whoever leaves then waits nowhere, and is nowhere later than he must be: neither for what is fetched together, nor at the
 * first door behind it. Below 0 when there is nothing to wait for.
 */
function leaveAtMs(route: readonly RouteStop[], drive: Drive): number {
  const legS = new Map(drive.stops.map((stop) => [stop.stopId, stop.plannedLegS]));
  const door = route.findIndex(({ kind }) => kind !== 'pickup');
  const together = fetchedTogether(route);
  let [behindMs, leaveMs] = [0, -Infinity];
  route.slice(0, door < 0 ? route.length : door + 1).forEach((stop, k) => {
    behindMs += (legS.get(stop.id) ?? 0) * 1000;
    const isWaitedFor = k < together || k === door;
    if (isWaitedFor) leaveMs = Math.max(leaveMs, opensAtMs(stop) - behindMs);
    behindMs += SERVICE_S[stop.kind] * 1000;
  });
  return leaveMs;
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
