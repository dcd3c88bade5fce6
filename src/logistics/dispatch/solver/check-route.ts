import { breakFaults, restBetween } from './check-breaks.ts';
import { lockedEnd } from './check-locked-breaks.ts';
import { initialLoad, peakCapacity } from './check-load.ts';
import type { PlannedRoute, PlannedStop, Problem, Request, Vehicle } from './problem.ts';

export interface RouteFacts {
  faults: string[];
  distanceM: number;
  cost: number;
}

const EPSILON = 1e-6;

/** Walks one route by the times written in it. */
export function checkRoute(problem: Problem, vehicle: Vehicle, route: PlannedRoute): RouteFacts {
  const lockedCount = vehicle.locked?.length ?? 0;
  const walk: Walk = {
    problem,
    vehicle,
    route,
    faults: [],
    place: vehicle.start,
    clock: route.departS,
    travelS: 0,
    distanceM: 0,
    lateness: 0,
    change: 0,
    load: initialLoad(problem, vehicle, route.stops),
    room: peakCapacity(problem, vehicle),
  };
  beforeLeaving(walk);
  let prefix: Ending = { endS: -Infinity, travelS: 0, distanceM: 0 };
  route.stops.forEach((stop, k) => {
    visit(walk, stop, k, k < lockedCount);
    if (k === lockedCount - 1) prefix = prefixEnding(walk);
  });
  const end = ending(walk, restBetween(route, walk.clock, route.endS));
  walk.faults.push(...breakFaults(problem, vehicle, route));
  limits(walk, end, prefix, lockedCount);
  return { faults: walk.faults, distanceM: end.distanceM, cost: price(walk, end) };
}

interface Walk {
  problem: Problem;
  vehicle: Vehicle;
  route: PlannedRoute;
  faults: string[];
  place: number | undefined;
  clock: number;
  travelS: number;
  distanceM: number;
  lateness: number;
  change: number;
  load: number[];
  room: number[];
}

interface Ending {
  endS: number;
  travelS: number;
  distanceM: number;
}

function beforeLeaving({ vehicle, route, faults, load, room }: Walk): void {
  vehicle.locked?.forEach((stop, k) => {
    const there = route.stops[k];
    if (there?.requestId !== stop.requestId || there.kind !== stop.kind)
      faults.push(`locked stop ${k} was moved`);
  });
  load.forEach((amount, dim) => {
    if (amount > (room[dim] ?? Infinity) + EPSILON) faults.push(`starts with ${amount} of ${room[dim]}`);
  });
  const free = Math.max(vehicle.shift[0], vehicle.availableAtS ?? -Infinity);
  if (route.departS < free - EPSILON) faults.push('leaves before its shift');
}

function visit(walk: Walk, stop: PlannedStop, k: number, locked: boolean): void {
  const { problem, vehicle, route, faults } = walk;
  const request = problem.requests.find((r) => r.id === stop.requestId);
  const task = request?.[stop.kind];
  const name = `${stop.requestId}/${stop.kind}`;
  if (!request || !task) {
    faults.push(`${name} is not in the problem`);
    return;
  }
  const hop = leg(problem, vehicle, walk.place, task.place);
  const setup = walk.place === task.place ? 0 : (task.setupS ?? 0);
  if (!locked && hop.s >= 1e9) faults.push(`${name} cannot be reached`);
  faults.push(
    ...clockFaults(
      stop,
      walk.clock + hop.s + restBetween(route, walk.clock, stop.arriveS),
      setup + restBetween(route, stop.arriveS, stop.startS),
      task.serviceS ?? 0,
    ).map((fault) => `${name} ${fault}`),
  );
  carry(walk, request, stop);
  const bound = isBound(vehicle, request, stop);
  if (!locked) faults.push(...stopFaults(vehicle, route, stop, k, request, bound));
  walk.lateness += latenessOf(request, stop, route, bound);
  walk.change += changeOf(problem, request, vehicle, stop);
  walk.travelS += hop.s;
  walk.distanceM += hop.m;
  walk.clock = stop.departS;
  walk.place = task.place;
}

function clockFaults(stop: PlannedStop, soonest: number, setup: number, service: number): string[] {
  const faults: string[] = [];
  if (!(stop.arriveS >= soonest - EPSILON)) faults.push('is reached before it can be');
  if (!(stop.startS >= stop.arriveS + setup - EPSILON)) faults.push('starts before it can');
  if (!(Math.abs(stop.departS - stop.startS - service) <= EPSILON)) faults.push('is not served for its time');
  return faults;
}

/** How the route would end if it ended here. */
function ending({ problem, vehicle, place, clock, travelS, distanceM }: Walk, restS = 0): Ending {
  const home = leg(problem, vehicle, place, vehicle.end);
  return { endS: clock + home.s + restS, travelS: travelS + home.s, distanceM: distanceM + home.m };
}

/** Breaks delay locked stops, but that stretches no shift. */
function prefixEnding(walk: Walk): Ending {
  const end = ending(walk);
  return walk.vehicle.breaks?.length ? { ...end, endS: lockedEnd(walk.problem, walk.vehicle) } : end;
}

/** Limits hold for what was added behind the locked stops. */
function limits({ vehicle, route, faults }: Walk, end: Ending, prefix: Ending, lockedCount: number): void {
  const over = (what: string, value: number, bar: number) => {
    if (value > bar + EPSILON) faults.push(`${what} ${value} is over ${bar}`);
  };
  over('end', end.endS, Math.max(vehicle.shift[1], prefix.endS));
  over('travel', end.travelS, Math.max(vehicle.maxTravelS ?? Infinity, prefix.travelS));
  over('distance', end.distanceM, Math.max(vehicle.maxDistanceM ?? Infinity, prefix.distanceM));
  over('number of stops', route.stops.length, Math.max(vehicle.maxTasks ?? Infinity, lockedCount));
  if (Math.abs(route.endS - end.endS) > EPSILON) faults.push('its end is not when it ends');
}

function price({ problem, vehicle, route, change, lateness }: Walk, end: Ending): number {
  const w = { money: 1, time: 0, distance: 0, lateness: 1, ...problem.weights };
  const { fixed = 0, perHour = 0, perKm = 0, perDutyHour = 0 } = vehicle.costs ?? {};
  const dutyHours = (end.endS - route.departS) / 3600;
  const money =
    fixed +
    (end.travelS / 3600) * perHour +
    (end.distanceM / 1000) * perKm +
    dutyHours * perDutyHour +
    change;
  return money * w.money + end.travelS * w.time + end.distanceM * w.distance + lateness * w.lateness;
}

function stopFaults(
  vehicle: Vehicle,
  route: PlannedRoute,
  stop: PlannedStop,
  k: number,
  request: Request,
  bound: boolean,
): string[] {
  const faults: string[] = [];
  const name = `${stop.requestId}/${stop.kind}`;
  const windows = request[stop.kind]!.windows ?? [];
  const inTime =
    windows.length === 0 ||
    windows.some(([from, to]) => stop.startS >= from - EPSILON && stop.startS <= to + EPSILON);
  if (!inTime && !(bound && stop.startS >= windows[0]![0] - EPSILON))
    faults.push(`${name} starts outside its windows`);
  if (!bound) faults.push(...notFor(request, vehicle).map((why) => `${name} ${why}`));
  if (stop.kind !== 'delivery' || request.aboard !== undefined) return faults;
  const pickup = route.stops.slice(0, k).find((s) => s.requestId === stop.requestId && s.kind === 'pickup');
  if (!pickup) faults.push(`${name} comes before its pickup`);
  else if (!bound && stop.startS - pickup.departS > (request.maxRideS ?? Infinity) + EPSILON)
    faults.push(`${name} rides too long`);
  return faults;
}

function notFor(request: Request, vehicle: Vehicle): string[] {
  const faults: string[] = [];
  if ((request.skills ?? []).some((skill) => !(vehicle.skills ?? []).includes(skill)))
    faults.push('needs a skill');
  if (request.allowedVehicles && !request.allowedVehicles.includes(vehicle.id))
    faults.push('is not allowed here');
  if (request.forbiddenVehicles?.includes(vehicle.id)) faults.push('is forbidden here');
  return faults;
}

function leg(
  problem: Problem,
  vehicle: Vehicle,
  from: number | undefined,
  to: number | undefined,
): { s: number; m: number } {
  if (from === undefined || to === undefined) return { s: 0, m: 0 };
  const profile = problem.profiles[vehicle.profile ?? 0]!;
  const cell = from * problem.places + to;
  // A leg of 1e9 or more is no way at all, and counts as 1e9.
  const s = Math.min(1e9, profile.durationsS[cell]! * (vehicle.speedFactor ?? 1));
  return { s, m: Math.min(1e9, profile.distancesM?.[cell] ?? 0) };
}

function carry({ load, room, faults }: Walk, request: Request, stop: PlannedStop): void {
  load.forEach((_, dim) => {
    if (stop.kind === 'pickup') load[dim]! += request.load?.[dim] ?? 0;
    else load[dim]! -= request.load?.[dim] ?? 0;
    if (stop.kind === 'job') load[dim]! += request.collects?.[dim] ?? 0;
    if (load[dim]! > (room[dim] ?? Infinity) + EPSILON)
      faults.push(`${load[dim]} of ${room[dim]} aboard after ${stop.requestId}`);
    if (Math.abs(load[dim]! - (stop.loadAfter[dim] ?? 0)) > EPSILON)
      faults.push(`wrong load after ${stop.requestId}`);
  });
}

/** Goods already aboard, or to be picked up at a locked stop: their delivery may be late, it is only priced. */
function isBound(vehicle: Vehicle, request: Request, stop: PlannedStop): boolean {
  if (stop.kind !== 'delivery') return false;
  if (request.aboard !== undefined) return true;
  return vehicle.locked?.some((s) => s.requestId === request.id && s.kind === 'pickup') ?? false;
}

function changeOf(problem: Problem, request: Request, vehicle: Vehicle, stop: PlannedStop): number {
  const before = request.previousVehicle;
  if (stop.kind === 'pickup' || before === undefined || before === vehicle.id) return 0;
  return problem.vehicles.some((v) => v.id === before) ? (request.changeCost ?? 0) : 0;
}

function latenessOf(request: Request, stop: PlannedStop, route: PlannedRoute, bound: boolean): number {
  const task = request[stop.kind]!;
  let due = task.dueS ?? Infinity;
  if (bound) {
    const pickup = route.stops.find((s) => s.requestId === request.id && s.kind === 'pickup');
    const left = pickup?.departS ?? request.pickedUpAtS ?? Infinity;
    const closes = task.windows?.at(-1)?.[1] ?? Infinity;
    due = Math.min(due, closes, left + (request.maxRideS ?? Infinity));
  }
  return Math.max(0, stop.startS - due) * (task.lateCostPerS ?? 1);
}
