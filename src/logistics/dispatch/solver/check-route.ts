import type { PlannedRoute, PlannedStop, Problem, Request, Vehicle } from './problem.ts';

export interface RouteFacts {
  faults: string[];
  distanceM: number;
  cost: number;
}

const EPSILON = 1e-6;

/** Walks one route by the times written in it. */
export function checkRoute(problem: Problem, vehicle: Vehicle, route: PlannedRoute): RouteFacts {
  const faults: string[] = [];
  const requests = new Map(problem.requests.map((r) => [r.id, r]));
  const lockedCount = vehicle.locked?.length ?? 0;
  vehicle.locked?.forEach((stop, k) => {
    const there = route.stops[k];
    if (there?.requestId !== stop.requestId || there.kind !== stop.kind)
      faults.push(`locked stop ${k} was moved`);
  });
  const prefix = { endS: -Infinity, travelS: 0, distanceM: 0 };
  const limit = peakCapacity(problem, vehicle);
  const load = initialLoad(problem, vehicle, route.stops);
  load.forEach((amount, dim) => {
    if (amount > (limit[dim] ?? Infinity) + EPSILON) faults.push(`starts with ${amount} of ${limit[dim]}`);
  });
  let [travelS, distanceM, lateness, change] = [0, 0, 0, 0];
  let place = vehicle.start;
  let clock = route.departS;
  if (clock < Math.max(vehicle.shift[0], vehicle.availableAtS ?? -Infinity) - EPSILON)
    faults.push('leaves before its shift');
  route.stops.forEach((stop, k) => {
    const request = requests.get(stop.requestId);
    const task = request?.[stop.kind];
    if (!request || !task) {
      faults.push(`${stop.requestId}/${stop.kind} is not in the problem`);
      return;
    }
    const hop = leg(problem, vehicle, place, task.place);
    travelS += hop.s;
    distanceM += hop.m;
    const setup = place === task.place ? 0 : (task.setupS ?? 0);
    const name = `${stop.requestId}/${stop.kind}`;
    if (k >= lockedCount && hop.s >= 1e9) faults.push(`${name} cannot be reached`);
    if (stop.arriveS < clock + hop.s - EPSILON) faults.push(`${name} is reached before it can be`);
    if (stop.startS < stop.arriveS + setup - EPSILON) faults.push(`${name} starts before it can`);
    if (Math.abs(stop.departS - stop.startS - (task.serviceS ?? 0)) > EPSILON)
      faults.push(`${name} is not served for its time`);
    carry(load, request, stop, limit, faults);
    const bound =
      stop.kind === 'delivery' && (request.aboard !== undefined || isLockedPickup(vehicle, request.id));
    if (k >= lockedCount) faults.push(...stopFaults(vehicle, route, stop, k, request, bound));
    lateness += Math.max(0, stop.startS - dueOf(request, stop, route, bound)) * (task.lateCostPerS ?? 1);
    if (stop.kind !== 'pickup' && changesVehicle(problem, request, vehicle))
      change += request.changeCost ?? 0;
    clock = stop.departS;
    place = task.place;
    if (k === lockedCount - 1) {
      const home = leg(problem, vehicle, place, vehicle.end);
      Object.assign(prefix, {
        endS: clock + home.s,
        travelS: travelS + home.s,
        distanceM: distanceM + home.m,
      });
    }
  });
  const home = leg(problem, vehicle, place, vehicle.end);
  travelS += home.s;
  distanceM += home.m;
  const over = (what: string, value: number, bar: number) => {
    if (value > bar + EPSILON) faults.push(`${what} ${value} is over ${bar}`);
  };
  over('end', clock + home.s, Math.max(vehicle.shift[1], prefix.endS));
  over('travel', travelS, Math.max(vehicle.maxTravelS ?? Infinity, prefix.travelS));
  over('distance', distanceM, Math.max(vehicle.maxDistanceM ?? Infinity, prefix.distanceM));
  over('number of stops', route.stops.length, Math.max(vehicle.maxTasks ?? Infinity, lockedCount));
  if (Math.abs(route.endS - clock - home.s) > EPSILON) faults.push('its end is not when it ends');
  const w = { money: 1, time: 0, distance: 0, lateness: 1, ...problem.weights };
  const { fixed = 0, perHour = 0, perKm = 0, perDutyHour = 0 } = vehicle.costs ?? {};
  const dutyHours = (clock + home.s - route.departS) / 3600;
  const money =
    fixed + (travelS / 3600) * perHour + (distanceM / 1000) * perKm + dutyHours * perDutyHour + change;
  return {
    faults,
    distanceM,
    cost: money * w.money + travelS * w.time + distanceM * w.distance + lateness * w.lateness,
  };
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
  return { s: profile.durationsS[cell]! * (vehicle.speedFactor ?? 1), m: profile.distancesM?.[cell] ?? 0 };
}

function carry(load: number[], request: Request, stop: PlannedStop, limit: number[], faults: string[]): void {
  load.forEach((_, dim) => {
    if (stop.kind === 'pickup') load[dim]! += request.load?.[dim] ?? 0;
    else load[dim]! -= request.load?.[dim] ?? 0;
    if (stop.kind === 'job') load[dim]! += request.collects?.[dim] ?? 0;
    if (load[dim]! > (limit[dim] ?? Infinity) + EPSILON)
      faults.push(`${load[dim]} of ${limit[dim]} aboard after ${stop.requestId}`);
    if (Math.abs(load[dim]! - (stop.loadAfter[dim] ?? 0)) > EPSILON)
      faults.push(`wrong load after ${stop.requestId}`);
  });
}

function initialLoad(
  problem: Problem,
  vehicle: Vehicle,
  stops: { requestId: string; kind: string }[],
): number[] {
  const load = [0, 0, 0, 0, 0, 0, 0, 0];
  const jobs = new Set(stops.filter((s) => s.kind === 'job').map((s) => s.requestId));
  for (const request of problem.requests)
    if (request.aboard === vehicle.id || jobs.has(request.id))
      request.load?.forEach((amount, dim) => (load[dim]! += amount));
  return load;
}

/** Room, or what the locked stops alone already take up. */
function peakCapacity(problem: Problem, vehicle: Vehicle): number[] {
  const room = [...(vehicle.capacity ?? [])];
  const locked = vehicle.locked ?? [];
  if (locked.length === 0) return room;
  const load = initialLoad(problem, vehicle, locked);
  const raise = () => room.forEach((_, dim) => (room[dim] = Math.max(room[dim]!, load[dim]!)));
  raise();
  for (const stop of locked) {
    const request = problem.requests.find((r) => r.id === stop.requestId)!;
    load.forEach((_, dim) => {
      const amount = request.load?.[dim] ?? 0;
      load[dim]! +=
        stop.kind === 'pickup'
          ? amount
          : stop.kind === 'job'
            ? (request.collects?.[dim] ?? 0) - amount
            : -amount;
    });
    raise();
  }
  return room;
}

const isLockedPickup = (vehicle: Vehicle, requestId: string): boolean =>
  vehicle.locked?.some((s) => s.requestId === requestId && s.kind === 'pickup') ?? false;

const changesVehicle = (problem: Problem, request: Request, vehicle: Vehicle): boolean =>
  request.previousVehicle !== undefined &&
  request.previousVehicle !== vehicle.id &&
  problem.vehicles.some((v) => v.id === request.previousVehicle);

function dueOf(request: Request, stop: PlannedStop, route: PlannedRoute, bound: boolean): number {
  const task = request[stop.kind]!;
  const due = task.dueS ?? Infinity;
  if (!bound) return due;
  const left =
    route.stops.find((s) => s.requestId === request.id && s.kind === 'pickup')?.departS ??
    request.pickedUpAtS ??
    Infinity;
  const closes =
    task.windows && task.windows.length > 0 ? task.windows[task.windows.length - 1]![1] : Infinity;
  return Math.min(due, closes, left + (request.maxRideS ?? Infinity));
}
