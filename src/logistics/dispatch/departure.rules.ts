import type { Drive } from '../tracking/drive.ts';
import type { RouteStop } from '../deliveries/planning.service.ts';

/** A courier sets out this long before it must leave at the latest to arrive as planned. */
const EARLY_MS = 5 * 60_000;

/**
 * The stop the courier sets out for now: its first one, when it holds that delivery, is not at or under way to another
 * stop, and the planned time to leave has come. Null otherwise.
 */
export function nextDeparture(held: readonly RouteStop[], drive: Drive, now: Date): string | null {
  if (held.some((stop) => stop.state === 'enroute' || stop.state === 'arrived')) return null;
  const [next] = held;
  if (!next || next.state !== 'pending') return null;
  const legS = drive.stops.find((stop) => stop.stopId === next.id)?.plannedLegS ?? 0;
  const leaveAt = (next.plannedArrival?.getTime() ?? 0) - legS * 1000;
  return leaveAt - EARLY_MS <= now.getTime() ? next.id : null;
}
