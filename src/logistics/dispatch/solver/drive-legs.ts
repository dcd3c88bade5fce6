import type { Problem, Request, StopKind, StopRef, Task, Vehicle, Window } from './problem.ts';
import { finite, pickupNotBefore, usableWindows } from './windows.ts';

/** A problem with its lists indexed by id. */
export interface Driver {
  problem: Problem;
  requests: Map<string, Request>;
  vehicles: Map<string, Vehicle>;
  /** Requests aboard, by vehicle. */
  aboard: Map<string, Request[]>;
  /** Dimensions of the load. */
  dims: number;
  weights: { money: number; time: number; distance: number; lateness: number };
}

export function driver(problem: Problem): Driver {
  return {
    problem,
    requests: new Map(problem.requests.map((request) => [request.id, request])),
    vehicles: new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle])),
    aboard: Map.groupBy(
      problem.requests.filter(({ aboard }) => aboard !== undefined),
      ({ aboard }) => aboard!,
    ),
    dims: dimsOf(problem),
    weights: { money: 1, time: 0, distance: 0, lateness: 1, ...problem.weights },
  };
}

const dimsOf = ({ requests, vehicles }: Problem): number => {
  let dims = 1;
  for (const { capacity } of vehicles) dims = Math.max(dims, capacity?.length ?? 0);
  for (const { load, collects } of requests) dims = Math.max(dims, load?.length ?? 0, collects?.length ?? 0);
  return dims;
};

export function find<T>(map: Map<string, T>, id: string, what: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the problem has no ${what} ${id}`);
  return found;
}

/** The way to a stop and what is done there. */
export interface Leg {
  stop: StopRef;
  request: Request;
  task: Task;
  travelS: number;
  distanceM: number;
  setupS: number;
  /** Goods that must be delivered: their limits are due times. */
  bound: boolean;
  /** Windows say only when it opens: the stop is locked or bound. */
  always: boolean;
  windows: Window[];
}

/** The stops of a vehicle as legs, and the way from the last one to its end. */
export function legsOf(
  look: Driver,
  vehicle: Vehicle,
  stops: readonly StopRef[],
): { legs: Leg[]; home: Leg['travelS']; homeM: number } {
  let place = vehicle.start ?? -1;
  const legs = stops.map((stop, k): Leg => {
    const request = find(look.requests, stop.requestId, 'request');
    const task = taskOf(request, stop.kind);
    const bound = stop.kind === 'delivery' && isBound(request, vehicle);
    const leg = {
      stop,
      request,
      task,
      travelS: hopS(look, vehicle, place, task.place),
      distanceM: hopM(look, vehicle, place, task.place),
      setupS: task.place === place ? 0 : (task.setupS ?? 0),
      bound,
      always: bound || k < (vehicle.locked?.length ?? 0),
      windows: usableWindows(task, stop.kind === 'pickup' ? pickupNotBefore(request) : undefined),
    };
    place = task.place;
    return leg;
  });
  const end = vehicle.end ?? -1;
  return { legs, home: hopS(look, vehicle, place, end), homeM: hopM(look, vehicle, place, end) };
}

/** Start of service when ready then; what comes too late is served at once. */
export function serviceStart({ windows, always }: Leg, readyS: number): number {
  if (always) return Math.max(readyS, windows[0]?.[0] ?? readyS);
  for (const [from, to] of windows) if (readyS <= to) return Math.max(from, readyS);
  return readyS;
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

export const freeAtS = ({ shift, availableAtS }: Vehicle): number =>
  Math.max(shift[0], availableAtS ?? shift[0]);

function hopS(look: Driver, vehicle: Vehicle, from: number, to: number): number {
  if (from < 0 || to < 0) return 0;
  const { durationsS } = look.problem.profiles[vehicle.profile ?? 0]!;
  return finite(durationsS[from * look.problem.places + to]! * (vehicle.speedFactor ?? 1));
}

function hopM(look: Driver, vehicle: Vehicle, from: number, to: number): number {
  const matrix = look.problem.profiles[vehicle.profile ?? 0]!.distancesM;
  return !matrix || from < 0 || to < 0 ? 0 : finite(matrix[from * look.problem.places + to]!);
}
