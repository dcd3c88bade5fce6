import { breakFrom } from './breaks.ts';
import { leaveBefore } from './break-visits.ts';
import { takeBreaks, type TakenBreaks } from './drive-breaks.ts';
import { find, freeAtS, legsOf, serviceStart, taskOf, type Driver, type Leg } from './drive-legs.ts';
import { changeOf, loadAtStart } from './drive-load.ts';
import type { Cost, PlannedBreak, PlannedRoute, PlannedStop, StopRef, Vehicle } from './problem.ts';
import { boundDue } from './windows.ts';

export interface Driven {
  vehicle: Vehicle;
  route: PlannedRoute;
  cost: Omit<Cost, 'unserved'>;
  loadAtStart: number[];
  /** Ids of the breaks that find no place. */
  missing: string[];
}

/** Where the drive has come to. */
interface Clock {
  t: number;
  leave: number;
  waiting: number;
  /** Breaks taken so far. */
  taken: PlannedBreak[];
}

/** Drives one route stop by stop, in plain words what the search does with arrays. */
export function drive(look: Driver, vehicleId: string, stops: StopRef[]): Driven {
  const vehicle = find(look.vehicles, vehicleId, 'vehicle');
  const load = loadAtStart(look, vehicle, stops);
  const atStart = [...load];
  const pickedUp = new Map<string, number>();
  const free = freeAtS(vehicle);
  const clock: Clock = { t: free, leave: free, waiting: 0, taken: [] };
  const off = takeBreaks(look, vehicle, stops);
  const { legs, home, homeM } = legsOf(look, vehicle, stops);
  const planned = legs.map((leg, k): PlannedStop => {
    const { stop, request, task } = leg;
    const times = reach(clock, leg, k, off);
    if (stop.kind === 'pickup') pickedUp.set(stop.requestId, clock.t);
    load.forEach((_, dim) => (load[dim]! += changeOf(request, stop.kind, dim)));
    const due = leg.bound
      ? boundDue(request, pickedUp.get(stop.requestId) ?? request.pickedUpAtS)
      : (task.dueS ?? Infinity);
    return {
      ...stop,
      place: task.place,
      ...times,
      departS: clock.t,
      latenessS: Math.max(0, times.startS - due),
      loadAfter: [...load],
    };
  });
  const route: PlannedRoute = {
    vehicleId,
    departS: clock.leave,
    endS: reachEnd(clock, home, off, legs.length),
    travelS: legs.reduce((sum, { travelS }) => sum + travelS, 0) + home,
    distanceM: legs.reduce((sum, { distanceM }) => sum + distanceM, 0) + homeM,
    waitingS: clock.waiting,
    stops: planned,
    breaks: clock.taken,
    cost: 0,
  };
  const cost = priced(look, vehicle, route);
  route.cost = cost.total;
  return { vehicle, route, cost, loadAtStart: atStart, missing: off.missing };
}

/** Moves the clock to leaving the stop. */
function reach(clock: Clock, leg: Leg, k: number, off: TakenBreaks): { arriveS: number; startS: number } {
  const hop = leg.travelS + leg.setupS;
  const rests = restsIn(clock, off, k, off.gap.length);
  const readyS = afterRests(clock.t, hop, rests);
  const startS = serviceStart(leg, Math.max(readyS, rests.at(-1)?.endS ?? -Infinity));
  if (k === 0) clock.leave = leaving(startS, hop, rests);
  else if (rests.length === 0) clock.waiting += startS - readyS;
  else
    clock.waiting += startS - clock.t - hop - rests.reduce((sum, rest) => sum + rest.endS - rest.startS, 0);
  const arriveS = afterRests(k === 0 ? clock.leave : clock.t, leg.travelS, rests);
  clock.t = startS + (leg.task.serviceS ?? 0);
  clock.taken.push(...rests);
  return { arriveS, startS };
}

/** Moves the clock to the end, and on through the breaks that are taken there; returns when the end is reached. */
function reachEnd(clock: Clock, home: number, off: TakenBreaks, stops: number): number {
  const first = clock.taken.length;
  const onTheWay = restsIn(clock, off, stops, first + off.onTheWayHome);
  clock.taken.push(...onTheWay);
  const endS = afterRests(clock.t, home, onTheWay);
  clock.t = Math.max(endS, onTheWay.at(-1)?.endS ?? -Infinity);
  clock.taken.push(...restsIn(clock, off, stops, off.gap.length));
  return endS;
}

/** The breaks in the gap before stop k, up to break `until`: each as soon as it can be. */
function restsIn(clock: Clock, { breaks, gap }: TakenBreaks, k: number, until: number): PlannedBreak[] {
  const rests: PlannedBreak[] = [];
  let t = clock.t;
  for (let q = clock.taken.length; q < until && gap[q] === k; q++) {
    const startS = breakFrom(breaks, q, t);
    t = startS + breaks.service[q]!;
    rests.push({ id: breaks.ids[q]!, startS, endS: t, before: k });
  }
  return rests;
}

/** When `busy` seconds are done that begin at `from` and are interrupted by the rests. */
function afterRests(from: number, busy: number, rests: readonly PlannedBreak[]): number {
  let [t, left] = [from, busy];
  for (const { startS, endS } of rests) {
    if (endS <= t) continue;
    if (startS - t >= left) break;
    left -= Math.max(0, startS - t);
    t = endS;
  }
  return t + left;
}

const leaving = (startS: number, hop: number, rests: readonly PlannedBreak[]): number =>
  leaveBefore(
    startS,
    hop,
    rests.map((rest) => rest.startS),
    rests.map((rest) => rest.endS),
    rests.length,
  );

function priced(look: Driver, vehicle: Vehicle, route: PlannedRoute): Omit<Cost, 'unserved'> {
  const { weights } = look;
  const costs = vehicle.costs ?? {};
  const cost = {
    total: 0,
    fixed: (costs.fixed ?? 0) * weights.money,
    travel: route.travelS * (((costs.perHour ?? 0) / 3600) * weights.money + weights.time),
    distance: route.distanceM * (((costs.perKm ?? 0) / 1000) * weights.money + weights.distance),
    duty: ((route.endS - route.departS) * (costs.perDutyHour ?? 0) * weights.money) / 3600,
    lateness: 0,
    change: 0,
  };
  for (const stop of route.stops) {
    const request = look.requests.get(stop.requestId)!;
    cost.lateness += stop.latenessS * (taskOf(request, stop.kind).lateCostPerS ?? 1) * weights.lateness;
    const moved =
      request.previousVehicle !== undefined &&
      request.previousVehicle !== vehicle.id &&
      look.vehicles.has(request.previousVehicle);
    if (stop.kind !== 'pickup' && moved) cost.change += (request.changeCost ?? 0) * weights.money;
  }
  cost.total = cost.fixed + cost.travel + cost.distance + cost.duty + cost.lateness + cost.change;
  return cost;
}
