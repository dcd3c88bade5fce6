import type { Snapshot } from './snapshot.ts';
import type { PlannedRoute, Problem } from './solver/problem.ts';

export interface Freeze {
  /** What starts within this time stays as it is. */
  horizonMs: number;
  /** Deliveries that a dispatcher wants to stay where they are for now. */
  held: ReadonlySet<string>;
}

/**
 * The problem in which only the tail of every route may change: what its courier has agreed to and starts within the horizon
 * (by `running`, the present routes as they are driven from now), and all up to the last held delivery, is locked.
 */
export function withFrozenStarts(
  problem: Problem,
  snapshot: Snapshot,
  running: readonly PlannedRoute[],
  { horizonMs, held }: Freeze,
): Problem {
  const routes = new Map(running.map((route) => [route.vehicleId, route]));
  const agreed = new Set(
    snapshot.deliveries.filter(({ state }) => state !== 'confirmed').map(({ deliveryId }) => deliveryId),
  );
  const vehicles = problem.vehicles.map((vehicle) => {
    const stops = routes.get(vehicle.id)?.stops ?? [];
    const open = stops.findIndex(
      ({ requestId, startS }) => startS * 1000 > horizonMs || !agreed.has(requestId),
    );
    const soon = open < 0 ? stops.length : open;
    const kept = stops.findLastIndex(({ requestId }) => held.has(requestId)) + 1;
    const count = Math.max(soon, kept);
    if (count <= (vehicle.locked?.length ?? 0)) return vehicle;
    return { ...vehicle, locked: stops.slice(0, count).map(({ requestId, kind }) => ({ requestId, kind })) };
  });
  return { ...problem, vehicles };
}
