import type { Plan, Problem, Relation, Request, Task, Vehicle, Window } from './problem.ts';

/** One limit moved for the sake of one request in one vehicle's route. */
export type Change =
  /** Done without these skills. */
  | { kind: 'skills'; skills: string[] }
  /** Given to this vehicle although a list keeps it away. */
  | { kind: 'allow' }
  /** The vehicle would need this capacity, per dimension. */
  | { kind: 'capacity'; capacity: number[] }
  /** The ends of the request's windows move. */
  | { kind: 'later'; byS: number }
  | { kind: 'ride'; byS: number }
  /** The vehicle's shift ends later. */
  | { kind: 'shift'; byS: number }
  | { kind: 'tasks'; by: number }
  | { kind: 'travel'; byS: number }
  | { kind: 'distance'; byM: number }
  /** A vehicle that is not there, working until the end of its shift. */
  | { kind: 'extra'; vehicle: Vehicle };

/** The problem with these limits moved; nothing else differs. */
export function relaxProblem(
  problem: Problem,
  requestId: string,
  vehicleId: string,
  changes: readonly Change[],
): Problem {
  let request = problem.requests.find(({ id }) => id === requestId)!;
  let vehicles = problem.vehicles;
  for (const change of changes) {
    if (change.kind === 'extra') vehicles = [...vehicles, change.vehicle];
    else {
      request = relaxRequest(request, vehicleId, change);
      vehicles = vehicles.map((one) => (one.id === vehicleId ? relaxVehicle(one, change) : one));
    }
  }
  const requests = problem.requests.map((one) => (one.id === requestId ? request : one));
  return { ...problem, requests, vehicles };
}

function relaxRequest(request: Request, vehicleId: string, change: Change): Request {
  switch (change.kind) {
    case 'skills':
      return { ...request, skills: request.skills?.filter((skill) => !change.skills.includes(skill)) };
    case 'allow':
      return {
        ...request,
        ...(request.allowedVehicles && { allowedVehicles: [...request.allowedVehicles, vehicleId] }),
        ...(request.forbiddenVehicles && {
          forbiddenVehicles: request.forbiddenVehicles.filter((id) => id !== vehicleId),
        }),
      };
    case 'later':
      return withTasks(request, (task) => later(task, change.byS));
    case 'ride':
      return { ...request, maxRideS: request.maxRideS! + change.byS };
    default:
      return request;
  }
}

function relaxVehicle(vehicle: Vehicle, change: Change): Vehicle {
  switch (change.kind) {
    case 'capacity':
      return { ...vehicle, capacity: change.capacity };
    case 'shift':
      return { ...vehicle, shift: [vehicle.shift[0], vehicle.shift[1] + change.byS] };
    case 'tasks':
      return { ...vehicle, maxTasks: vehicle.maxTasks! + change.by };
    case 'travel':
      return { ...vehicle, maxTravelS: vehicle.maxTravelS! + change.byS };
    case 'distance':
      return { ...vehicle, maxDistanceM: vehicle.maxDistanceM! + change.byM };
    default:
      return vehicle;
  }
}

function withTasks(request: Request, turn: (task: Task) => Task): Request {
  const { pickup, delivery, job } = request;
  return {
    ...request,
    ...(pickup && { pickup: turn(pickup) }),
    ...(delivery && { delivery: turn(delivery) }),
    ...(job && { job: turn(job) }),
  };
}

function later(task: Task, byS: number): Task {
  const last = task.windows?.at(-1);
  if (!last) return task;
  const windows: Window[] = [...task.windows!.slice(0, -1), [last[0], last[1] + byS]];
  return { ...task, windows };
}

/**
 * One vehicle with its route and one request: all that matters for whether that request fits there. Null when a relation ties
 * it to another route.
 */
export function oneVehicle(
  problem: Problem,
  plan: Plan,
  requestId: string,
  vehicle: Vehicle,
): { problem: Problem; plan: Plan } | null {
  const routeOf = (route: Plan['routes'][number]) => route.vehicleId === vehicle.id;
  const stops = (plan.routes.find(routeOf)?.stops ?? []).filter((stop) => stop.requestId !== requestId);
  const here = new Set([...stops, ...(vehicle.locked ?? [])].map((stop) => stop.requestId).concat(requestId));
  const relations = relationsHere(problem, plan, here, vehicle.id, requestId);
  if (!relations) return null;
  const requests = problem.requests.filter(({ id, aboard }) => here.has(id) || aboard === vehicle.id);
  return {
    problem: { ...problem, vehicles: [vehicle], requests, relations },
    plan: { routes: [{ vehicleId: vehicle.id, stops }] },
  };
}

function relationsHere(
  problem: Problem,
  plan: Plan,
  here: ReadonlySet<string>,
  vehicleId: string,
  requestId: string,
): Relation[] | null {
  const planned = new Set(plan.routes.flatMap(({ stops }) => stops.map((stop) => stop.requestId)));
  const idOf = (stop: Relation['stops'][number]) => (typeof stop === 'string' ? undefined : stop.requestId);
  const isElsewhere = (id: string | undefined) => id !== undefined && planned.has(id) && !here.has(id);
  const all = problem.relations ?? [];
  const tied = all.filter(({ stops }) => stops.some((stop) => idOf(stop) === requestId));
  const wanted = ({ vehicleId: only }: Relation) => only === undefined || only === vehicleId;
  if (!tied.every((one) => wanted(one) && !one.stops.some((stop) => isElsewhere(idOf(stop))))) return null;
  return all.filter(wanted).map((one) => ({
    ...one,
    stops: one.stops.filter((stop) => typeof stop === 'string' || here.has(stop.requestId)),
  }));
}
