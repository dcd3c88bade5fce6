import type {
  Cost,
  PlannedRoute,
  PlannedStop,
  Problem,
  Request,
  StopKind,
  StopRef,
  Task,
  Vehicle,
} from './problem.ts';
import { boundDue, finite, pickupNotBefore, usableWindows } from './windows.ts';

/** A problem with its lists indexed by id. */
export interface Driver {
  problem: Problem;
  requests: Map<string, Request>;
  vehicles: Map<string, Vehicle>;
  weights: { money: number; time: number; distance: number; lateness: number };
}

export interface Driven {
  vehicle: Vehicle;
  route: PlannedRoute;
  cost: Omit<Cost, 'unserved'>;
  loadAtStart: number[];
}

export function driver(problem: Problem): Driver {
  return {
    problem,
    requests: new Map(problem.requests.map((request) => [request.id, request])),
    vehicles: new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle])),
    weights: { money: 1, time: 0, distance: 0, lateness: 1, ...problem.weights },
  };
}

export function find<T>(map: Map<string, T>, id: string, what: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the problem has no ${what} ${id}`);
  return found;
}

/** Drives one route stop by stop, in plain words what the search does with arrays. */
export function drive(look: Driver, vehicleId: string, stops: StopRef[]): Driven {
  const vehicle = find(look.vehicles, vehicleId, 'vehicle');
  const load = loadAtStart(look, vehicle, stops);
  const atStart = [...load];
  const pickedUp = new Map<string, number>();
  let place = vehicle.start ?? -1;
  let t = Math.max(vehicle.shift[0], vehicle.availableAtS ?? vehicle.shift[0]);
  let [leave, travel, metres, waiting] = [t, 0, 0, 0];
  const planned = stops.map((stop, k): PlannedStop => {
    const request = find(look.requests, stop.requestId, 'request');
    const task = taskOf(request, stop.kind);
    const hop = hopS(look, vehicle, place, task.place);
    const arriveS = t + hop;
    const readyS = arriveS + (task.place === place ? 0 : (task.setupS ?? 0));
    const locked = k < (vehicle.locked?.length ?? 0);
    const bound = stop.kind === 'delivery' && isBound(request, vehicle);
    const startS = serviceStart(request, stop.kind, task, readyS, locked || bound);
    if (k === 0) leave = startS - (readyS - t);
    else waiting += startS - readyS;
    travel += hop;
    metres += hopM(look, vehicle, place, task.place);
    place = task.place;
    t = startS + (task.serviceS ?? 0);
    if (stop.kind === 'pickup') pickedUp.set(stop.requestId, t);
    load.forEach((_, dim) => (load[dim]! += changeOf(request, stop.kind, dim)));
    const due = bound
      ? boundDue(request, pickedUp.get(stop.requestId) ?? request.pickedUpAtS)
      : (task.dueS ?? Infinity);
    return {
      ...stop,
      place,
      arriveS: k === 0 ? leave + hop : arriveS,
      startS,
      departS: t,
      latenessS: Math.max(0, startS - due),
      loadAfter: [...load],
    };
  });
  const home = hopS(look, vehicle, place, vehicle.end ?? -1);
  travel += home;
  metres += hopM(look, vehicle, place, vehicle.end ?? -1);
  const route: PlannedRoute = {
    vehicleId,
    departS: leave,
    endS: t + home,
    travelS: travel,
    distanceM: metres,
    waitingS: waiting,
    stops: planned,
    breaks: [],
    cost: 0,
  };
  const cost = priced(look, vehicle, route);
  route.cost = cost.total;
  return { vehicle, route, cost, loadAtStart: atStart };
}

/** Goods that this vehicle has, or will surely have, aboard: their limits are due times. */
export const isBound = (request: Request, vehicle: Vehicle): boolean =>
  request.aboard !== undefined ||
  (vehicle.locked?.some((stop) => stop.requestId === request.id && stop.kind === 'pickup') ?? false);

export function taskOf(request: Request, kind: StopKind): Task {
  const task = request[kind];
  if (!task) throw new Error(`request ${request.id} has no ${kind}`);
  return task;
}

function serviceStart(request: Request, kind: StopKind, task: Task, readyS: number, always: boolean): number {
  if (always)
    return Math.max(
      readyS,
      usableWindows(task, kind === 'pickup' ? pickupNotBefore(request) : undefined)[0]?.[0] ?? readyS,
    );
  for (const [from, to] of usableWindows(task, kind === 'pickup' ? pickupNotBefore(request) : undefined))
    if (readyS <= to) return Math.max(from, readyS);
  return readyS;
}

export function hopS(look: Driver, vehicle: Vehicle, from: number, to: number): number {
  if (from < 0 || to < 0) return 0;
  const { durationsS } = look.problem.profiles[vehicle.profile ?? 0]!;
  return finite(durationsS[from * look.problem.places + to]! * (vehicle.speedFactor ?? 1));
}

function hopM(look: Driver, vehicle: Vehicle, from: number, to: number): number {
  const matrix = look.problem.profiles[vehicle.profile ?? 0]!.distancesM;
  return !matrix || from < 0 || to < 0 ? 0 : finite(matrix[from * look.problem.places + to]!);
}

function loadAtStart(look: Driver, vehicle: Vehicle, stops: StopRef[]): number[] {
  const dims = Math.max(
    1,
    ...look.problem.vehicles.map((v) => v.capacity?.length ?? 0),
    ...look.problem.requests.map((r) => r.load?.length ?? 0),
  );
  const load = Array.from({ length: dims }, () => 0);
  const carries = look.problem.requests.filter((r) => r.aboard === vehicle.id);
  for (const stop of stops)
    if (stop.kind === 'job') carries.push(find(look.requests, stop.requestId, 'request'));
  for (const request of carries) load.forEach((_, dim) => (load[dim]! += request.load?.[dim] ?? 0));
  return load;
}

function changeOf(request: Request, kind: StopKind, dim: number): number {
  const amount = request.load?.[dim] ?? 0;
  if (kind === 'pickup') return amount;
  return kind === 'delivery' ? -amount : (request.collects?.[dim] ?? 0) - amount;
}

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
