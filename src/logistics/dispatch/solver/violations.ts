import { waivedBreaks } from './drive-breaks.ts';
import { drive, type Driven } from './drive.ts';
import { isBound, taskOf, type Driver } from './drive-legs.ts';
import { refusal } from './eligible.ts';
import type { PlannedRoute, PlannedStop, ReasonName, Request, StopKind, Vehicle } from './problem.ts';
import { misplaced as outOfRelation, stationsOf, waivedRelations } from './relation-rules.ts';
import { UNREACHABLE, usableWindows } from './windows.ts';

export interface Violation {
  vehicleId: string;
  /** Absent when it is the route as a whole. */
  requestId?: string;
  kind?: StopKind;
  /** Only for `missingBreak`. */
  breakId?: string;
  /** `order`: a delivery without its pickup before it, a stop twice, locked stops moved. */
  name: ReasonName | 'order' | 'shift' | 'missingBreak';
  /** How far over the limit in its own unit (s, m, stops, load). */
  by: number;
  /** The stop is locked, or locked stops alone break the rule: it was ordered like that, the planner cannot help it. */
  locked: boolean;
}

const SLACK = 1e-6;

/** Every broken hard rule of the routes as driven. */
export function violations(look: Driver, driven: Driven[]): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<string>();
  for (const one of driven) {
    const { vehicle, route } = one;
    const limits = stretchedLimits(look, vehicle);
    route.stops.forEach((stop, k) => {
      const locked = k < (vehicle.locked?.length ?? 0);
      const add = (name: Violation['name'], by: number) => {
        if (by > SLACK)
          found.push({ vehicleId: vehicle.id, requestId: stop.requestId, kind: stop.kind, name, by, locked });
      };
      const request = look.requests.get(stop.requestId)!;
      add('order', misplaced(route, stop, k, request, vehicle, seen));
      add('timeWindow', lateBy(request, stop, vehicle));
      const reason = isBound(request, vehicle) ? undefined : refusal(request, vehicle);
      if (reason) add(reason, 1);
      add('maxRide', rideOver(route, stop, k, request, vehicle));
      add(
        'capacity',
        Math.max(...stop.loadAfter.map((load, dim) => load - (limits.capacity[dim] ?? Infinity))),
      );
      const from = k === 0 ? route.departS : route.stops[k - 1]!.departS;
      if (stop.arriveS - from >= UNREACHABLE) add('unreachable', 1);
    });
    for (const [name, by] of routeOverruns(one, limits))
      if (by > SLACK) found.push({ vehicleId: vehicle.id, name, by, locked: false });
    found.push(...missingBreaks(look, one));
  }
  return [...found, ...brokenRelations(look, driven)];
}

function missingBreaks(look: Driver, { vehicle, missing }: Driven): Violation[] {
  if (missing.length === 0) return [];
  const waived = waivedBreaks(look, vehicle);
  return missing.map((breakId) => ({
    vehicleId: vehicle.id,
    breakId,
    name: 'missingBreak',
    by: 1,
    locked: waived.includes(breakId),
  }));
}

function brokenRelations({ problem }: Driver, driven: Driven[]): Violation[] {
  if (!problem.relations?.length) return [];
  const stations = stationsOf(driven.map(({ route }) => route));
  const waived = waivedRelations(problem);
  return problem.relations.flatMap((relation): Violation[] => {
    const at = outOfRelation(relation, stations);
    if (!at) return [];
    const { vehicleId, stop } = at;
    return [{ vehicleId, ...stop, name: 'relation', by: 1, locked: waived.has(relation) }];
  });
}

interface Limits {
  endS: number;
  tasks: number;
  travelS: number;
  distanceM: number;
  capacity: number[];
}

/** The vehicle's limits, stretched as far as its locked stops alone break them. */
function stretchedLimits(look: Driver, vehicle: Vehicle): Limits {
  const limits: Limits = {
    endS: vehicle.shift[1],
    tasks: vehicle.maxTasks ?? Infinity,
    travelS: vehicle.maxTravelS ?? Infinity,
    distanceM: vehicle.maxDistanceM ?? Infinity,
    capacity: vehicle.capacity ?? [],
  };
  if (!vehicle.locked?.length) return limits;
  const { route, loadAtStart } = drive(look, vehicle.id, vehicle.locked);
  return {
    endS: Math.max(limits.endS, route.endS),
    tasks: Math.max(limits.tasks, route.stops.length),
    travelS: Math.max(limits.travelS, route.travelS),
    distanceM: Math.max(limits.distanceM, route.distanceM),
    capacity: limits.capacity.map((room, dim) =>
      Math.max(room, loadAtStart[dim]!, ...route.stops.map((stop) => stop.loadAfter[dim]!)),
    ),
  };
}

function routeOverruns(
  { vehicle, route, loadAtStart }: Driven,
  limits: Limits,
): [ReasonName | 'shift' | 'order', number][] {
  const moved = vehicle.locked?.some(
    (stop, k) => route.stops[k]?.requestId !== stop.requestId || route.stops[k].kind !== stop.kind,
  );
  return [
    ['order', moved ? 1 : 0],
    ['shift', Math.max(route.endS, route.breaks.at(-1)?.endS ?? -Infinity) - limits.endS],
    ['maxTasks', route.stops.length - limits.tasks],
    ['maxTravel', route.travelS - limits.travelS],
    ['maxDistance', route.distanceM - limits.distanceM],
    ['capacity', Math.max(...loadAtStart.map((load, dim) => load - (limits.capacity[dim] ?? Infinity)))],
  ];
}

function misplaced(
  route: PlannedRoute,
  stop: PlannedStop,
  k: number,
  request: Request,
  vehicle: Vehicle,
  seen: Set<string>,
): number {
  const key = `${stop.kind}:${stop.requestId}`;
  if (seen.has(key)) return 1;
  seen.add(key);
  if (stop.kind === 'job') return 0;
  if (request.aboard !== undefined) return request.aboard === vehicle.id ? 0 : 1;
  const other = route.stops.findIndex((s) => s.requestId === stop.requestId && s.kind !== stop.kind);
  return stop.kind === 'pickup' ? (other > k ? 0 : 1) : other >= 0 && other < k ? 0 : 1;
}

function lateBy(request: Request, stop: PlannedStop, vehicle: Vehicle): number {
  if (stop.kind === 'delivery' && isBound(request, vehicle)) return 0;
  const windows = usableWindows(taskOf(request, stop.kind));
  const over = windows.map(([from, to]) => (stop.startS < from ? Infinity : stop.startS - to));
  return Math.min(...over) > 0
    ? stop.startS - Math.max(...windows.filter(([from]) => from <= stop.startS).map(([, to]) => to))
    : 0;
}

function rideOver(
  route: PlannedRoute,
  stop: PlannedStop,
  k: number,
  request: Request,
  vehicle: Vehicle,
): number {
  if (stop.kind !== 'delivery' || request.maxRideS === undefined || isBound(request, vehicle)) return 0;
  const pickup = route.stops.slice(0, k).find((s) => s.requestId === stop.requestId && s.kind === 'pickup');
  return pickup ? stop.startS - pickup.departS - request.maxRideS : 0;
}
