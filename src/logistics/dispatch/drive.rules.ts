import { cumulativeM } from '../../shared/geo.ts';
import type { DriveStop, Drive } from '../tracking/drive.ts';
import { isFinished, pipelineVehicle, stopsBefore } from '../tracking/drive.ts';
import type { Turn } from '../deliveries/etas.service.ts';
import type { RouteStop } from '../deliveries/planning.service.ts';
import { SERVICE_S } from './service-times.ts';
import type { PlannedVisit } from './plan.rules.ts';
import type { PlanningCourier } from './snapshot.ts';
import type { Way } from './travel.service.ts';

/** A stop counts as reached within this of its place. */
const FENCE_M = 80;

/** What is planned sooner than this before it opens is begun when the courier comes. */
const WAITS_MS = 60_000;
/** Times of a plan that differ by less are the same. */
const SAME_MS = 5 * 60_000;

interface NewDrive {
  courier: Pick<PlanningCourier, 'name' | 'vehicle'>;
  /** The plan that it carries out. */
  visits: readonly PlannedVisit[];
  routeId: string;
  planId: string;
  nowMs: number;
}

/**
 * What tracking must know of a courier's new way: `way` leads from the courier through all `stops` in order. Stops the
 * courier had before keep the instant they were given.
 */
export function newDrive(of: NewDrive, stops: readonly RouteStop[], way: Way, before: Drive | null): Drive {
  const sums = cumulativeM(way.line);
  const known = new Map(before?.stops.map((stop) => [stop.stopId, stop.since]));
  const { courier, visits, routeId, planId, nowMs } = of;
  const lastMs = before?.route?.since ?? -Infinity;
  const waits = new Map(visits.map((visit) => [visit.stopId, notBeforeMs(visit)]));
  return {
    courierName: courier.name,
    vehicleKind: courier.vehicle,
    vehicle: pipelineVehicle(courier.vehicle),
    // Watchers keep the newest: also by the clock of another process, which may run behind.
    route: { id: routeId, line: way.line, since: Math.max(nowMs, lastMs + 1), engine: way.engine, planId },
    stops: stops.map((stop, index) => ({
      ...fixedPart(stop),
      alongM: sums[way.legs[index]!.toIndex]!,
      plannedLegS: way.legs[index]!.durationS,
      since: known.get(stop.id) ?? nowMs,
      notBefore: waits.get(stop.id) ?? null,
      state: stop.state,
    })),
  };
}

/** Null when the courier would not have to wait for it. */
const notBeforeMs = ({ spareMs, plannedArrival }: PlannedVisit): number | null =>
  spareMs > WAITS_MS ? plannedArrival.getTime() : null;

/** Whether the courier of this drive would wait where the plan has him come sooner, or come where it has him wait. */
export function isMistimed(drive: Drive | null, visits: readonly PlannedVisit[]): boolean {
  const planned = new Map(visits.map((visit) => [visit.stopId, visit]));
  return (drive?.stops ?? []).some(({ stopId, state, notBefore }) => {
    const visit = planned.get(stopId);
    if (!visit || state !== 'pending') return false;
    const [was, is] = [notBefore ?? 0, notBeforeMs(visit) ?? 0];
    return is > was + SAME_MS || visit.plannedArrival.getTime() < was - SAME_MS;
  });
}

/** The stops of a drive that left the route since it was made or refreshed. */
export function goneFrom(before: Drive, stops: readonly RouteStop[]): string[] {
  const open = new Set(stops.map(({ id }) => id));
  return before.stops
    .filter((stop) => !open.has(stop.stopId) && !isFinished(stop))
    .map(({ stopId }) => stopId);
}

/** The same way with the stops as they stand now; those gone from the route were `visited`, or are not to be any more. */
export function refreshedDrive(
  before: Drive,
  stops: readonly RouteStop[],
  visited: ReadonlySet<string>,
): Drive {
  const open = new Map(stops.map((stop) => [stop.id, stop]));
  return {
    ...before,
    stops: before.stops.map((stop) => {
      const now = open.get(stop.stopId);
      return now
        ? { ...stop, ...promiseOf(now), state: now.state }
        : {
            ...stop,
            state: isFinished(stop) ? stop.state : visited.has(stop.stopId) ? 'completed' : 'skipped',
          };
    }),
  };
}

/** The stops of a refreshed drive that have another number of others' stops before them than they had. */
export const turnsMoved = (before: Drive, after: Drive): Turn[] =>
  after.stops
    .map(({ stopId }) => ({ stopId, stopsBefore: stopsBefore(after, stopId) }))
    .filter(({ stopId, stopsBefore: now }) => now !== null && now !== stopsBefore(before, stopId));

/**
 * Whether the drive already leads through exactly these open stops, where they are now, in this order. A stop that was taken
 * out of it leaves a detour. With nowhere to go any drive will do.
 */
export function leadsThrough(drive: Drive | null, stops: readonly RouteStop[]): boolean {
  if (stops.length === 0) return true;
  const open = new Set(stops.map((stop) => stop.id));
  const ahead = drive?.stops.filter(({ stopId, state }) => open.has(stopId) || state === 'skipped') ?? [];
  const isNext = ({ stopId, at }: DriveStop, { id, at: place }: RouteStop) =>
    stopId === id && at.lon === place?.lon && at.lat === place.lat;
  return ahead.length === stops.length && ahead.every((stop, index) => isNext(stop, stops[index]!));
}

type Timing = 'alongM' | 'plannedLegS' | 'since' | 'notBefore' | 'state';

function fixedPart(stop: RouteStop): Omit<DriveStop, Timing> {
  const { delivery } = stop;
  const isDropoff = stop.kind === 'dropoff';
  return {
    stopId: stop.id,
    deliveryId: delivery.id,
    orderId: delivery.trackingId,
    storeId: delivery.storeId,
    kind: isDropoff ? 'dropoff' : 'pickup',
    at: stop.at!,
    radiusM: FENCE_M,
    serviceS: SERVICE_S[stop.kind],
    ...promiseOf(stop),
  };
}

/** A store opens for a pickup when the goods are ready. */
function promiseOf({ kind, delivery }: RouteStop): Pick<DriveStop, 'windowFrom' | 'windowTo'> {
  if (kind !== 'dropoff') return { windowFrom: delivery.readyAt.getTime(), windowTo: null };
  return { windowFrom: delivery.windowFrom?.getTime() ?? null, windowTo: delivery.windowTo.getTime() };
}
