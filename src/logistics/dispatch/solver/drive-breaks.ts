import { flatBreaks, newLine, serviceFrom, someBreaks, type Breaks, type Line } from './break-line.ts';
import { keepable, newPlaces, placeBreaks } from './break-times.ts';
import { freeAtS, legsOf, serviceStart, type Driver, type Leg } from './drive-legs.ts';
import { changeOf, dimsOf, loadAtStart } from './drive-load.ts';
import type { StopRef, Vehicle } from './problem.ts';
import { boundDue, HORIZON_S } from './windows.ts';

/** The breaks a route takes, and where: the stop each comes before, and how many of the last come before reaching the end. */
export interface TakenBreaks {
  breaks: Breaks;
  gap: number[];
  onTheWayHome: number;
  /** Ids of those that find no place. */
  missing: string[];
}

const NONE: Breaks = {
  count: 0,
  ids: [],
  service: new Float64Array(),
  windows: [],
  maxLoad: undefined,
  dims: 1,
};

/**
 * Chooses the places of a vehicle's breaks as the search does: cheapest without breaking a rule. A route that breaks rules
 * anyhow may break those as far, and no further; breaks that still find no place are missing.
 */
export function takeBreaks(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): TakenBreaks {
  if (!vehicle.breaks?.length || stops.length === 0)
    return { breaks: NONE, gap: [], onTheWayHome: 0, missing: [] };
  const all = flatBreaks(vehicle.breaks, dimsOf(look));
  const kept = standing(look, vehicle, all);
  const line = lineOf(look, vehicle, stops, kept);
  if (!holds(line, kept)) stretch(line);
  const taken = holds(line, kept)
    ? kept
    : someBreaks(
        kept,
        keepable(kept, (some) => holds(line, someBreaks(kept, some))),
      );
  const places = newPlaces();
  placeBreaks(line, taken, places, true);
  return {
    breaks: taken,
    gap: places.gap,
    onTheWayHome: places.onTheWayHome,
    missing: all.ids.filter((id) => !taken.ids.includes(id)),
  };
}

/** Ids of the breaks that the locked stops alone leave no room for. */
export function waivedBreaks(look: Driver, vehicle: Vehicle): string[] {
  const all = flatBreaks(vehicle.breaks ?? [], dimsOf(look));
  const kept = standing(look, vehicle, all);
  return all.ids.filter((id) => !kept.ids.includes(id));
}

function standing(look: Driver, vehicle: Vehicle, breaks: Breaks): Breaks {
  if (!vehicle.locked?.length) return breaks;
  const line = lineOf(look, vehicle, vehicle.locked, breaks);
  return someBreaks(
    breaks,
    keepable(breaks, (some) => holds(line, someBreaks(breaks, some))),
  );
}

const holds = (line: Line, breaks: Breaks): boolean => placeBreaks(line, breaks, newPlaces()) < Infinity;

function lineOf(look: Driver, vehicle: Vehicle, stops: readonly StopRef[], breaks: Breaks): Line {
  const { legs, home } = legsOf(look, vehicle, stops);
  const line = newLine(legs.length, breaks.dims);
  line.count = legs.length;
  line.startAt = freeAtS(vehicle);
  line.endBy = Math.max(vehicle.shift[1], endAlone(look, vehicle, vehicle.locked ?? []));
  line.home = home;
  line.dutyPerS = ((vehicle.costs?.perDutyHour ?? 0) / 3600) * look.weights.money;
  legs.forEach((leg, k) => fill(look, line, legs, leg, k));
  const load = loadAtStart(look, vehicle, stops);
  load.forEach((amount, dim) => {
    line.load[dim] = amount;
    legs.forEach(({ request, stop }, k) => {
      line.load[(k + 1) * breaks.dims + dim] =
        line.load[k * breaks.dims + dim]! + changeOf(request, stop.kind, dim);
    });
  });
  return line;
}

function fill(look: Driver, line: Line, legs: readonly Leg[], leg: Leg, k: number): void {
  const { request, task, windows, always, bound, stop } = leg;
  line.hop[k] = leg.travelS + leg.setupS;
  line.service[k] = task.serviceS ?? 0;
  line.early[k] = windows[0]?.[0] ?? -HORIZON_S;
  line.late[k] = HORIZON_S;
  line.windows[k] = always ? undefined : Float64Array.from(windows.flat());
  line.lateCost[k] = (task.lateCostPerS ?? 1) * look.weights.lateness;
  const maxRide = stop.kind === 'delivery' ? (request.maxRideS ?? Infinity) : Infinity;
  const origin = legs.slice(0, k).findIndex((one) => one.request === request && one.stop.kind === 'pickup');
  line.due[k] = bound ? boundDue(request, request.pickedUpAtS) : (task.dueS ?? Infinity);
  line.origin[k] = maxRide < Infinity ? origin : -1;
  line.maxRide[k] = bound ? Infinity : maxRide;
  line.dueRide[k] = bound ? maxRide : Infinity;
  if (line.origin[k]! >= 0) line.rides = true;
}

/** When the stops alone, without any break, end. */
function endAlone(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): number {
  const { legs, home } = legsOf(look, vehicle, stops);
  let t = stops.length === 0 ? -Infinity : freeAtS(vehicle);
  for (const leg of legs) t = serviceStart(leg, t + leg.travelS + leg.setupS) + (leg.task.serviceS ?? 0);
  return t + home;
}

/** Lets every limit that the route breaks without any break be broken as far. */
function stretch(line: Line): void {
  const left: number[] = [];
  let t = line.startAt;
  for (let k = 0; k < line.count; k++) {
    const ready = t + line.hop[k]!;
    let start = serviceFrom(line, k, ready);
    if (start === Infinity) {
      [line.windows[k], line.early[k], line.late[k]] = [undefined, ready, ready];
      start = ready;
    }
    const origin = line.origin[k]!;
    if (origin >= 0) line.maxRide[k] = Math.max(line.maxRide[k]!, start - left[origin]!);
    t = left[k] = start + line.service[k]!;
  }
  line.endBy = Math.max(line.endBy, t + line.home);
}
