import type { LonLat } from '../../../shared/geo.ts';

export type Vehicle = 'foot' | 'bike' | 'scooter' | 'car';

/** What the pipeline must know about a way of moving: top speed for the jump test, restlessness, and usual pace. */
export const VEHICLES: Record<Vehicle, { maxMps: number; accelMps2: number; cruiseMps: number }> = {
  foot: { maxMps: 12, accelMps2: 0.5, cruiseMps: 1.3 },
  bike: { maxMps: 20, accelMps2: 1, cruiseMps: 4.2 },
  scooter: { maxMps: 40, accelMps2: 2, cruiseMps: 7 },
  car: { maxMps: 70, accelMps2: 2.5, cruiseMps: 8 },
};

export interface TargetStop {
  stopId: string;
  deliveryId: string;
  orderId: string;
  kind: 'pickup' | 'dropoff';
  at: LonLat;
  radiusM: number;
  /** Metres from the route's start. */
  alongM: number;
  serviceS: number;
  /** Seconds from the stop before (from the route's start for the first) as the router plans them. */
  plannedLegS: number;
  /** The door is not open before; for a pickup, the goods are not ready. */
  windowFrom: number | null;
  windowTo: number | null;
  /** The courier sets out so late that he is not there sooner: it opens only then. */
  notBefore?: number | null;
  /** When the courier was given this stop (kept through re-planning); fixes from before say nothing about it. */
  since?: number;
  state: 'pending' | 'enroute' | 'arrived' | 'completed' | 'skipped' | 'failed';
}

/**
 * What a courier is driving to. Stops in driving order; finished ones stay in until the route is replaced,
 * because late fixes may still prove when they were reached.
 */
export interface Target {
  vehicle: Vehicle;
  /** A new `id` says that the way was planned anew, at `since`. */
  route: { id: string; line: readonly LonLat[]; since?: number } | null;
  stops: readonly TargetStop[];
}

export const isFinished = (stop: TargetStop): boolean =>
  stop.state === 'completed' || stop.state === 'skipped' || stop.state === 'failed';

/** The part of the target that was in force at `at`, so that an old fix is not held against a newer plan. */
export function inForce(target: Target, at: number): Target {
  const isKnown = (given: { since?: number }): boolean => given.since === undefined || given.since <= at;
  if ((!target.route || isKnown(target.route)) && target.stops.every(isKnown)) return target;
  const route = target.route && isKnown(target.route) ? target.route : null;
  return { ...target, route, stops: target.stops.filter(isKnown) };
}
