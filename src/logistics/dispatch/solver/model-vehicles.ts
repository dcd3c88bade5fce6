import type { Breaks } from './breaks.ts';
import { breaksOf } from './model-breaks.ts';
import type { Problem, Vehicle } from './problem.ts';

/** Per vehicle, flat. Costs carry the problem's weights already. */
export interface VehicleArrays {
  vehicles: number;
  /** Index of a vehicle by its id. */
  vehicleAt: Map<string, number>;
  durations: (Float64Array | Int32Array)[];
  distances: (Float64Array | Int32Array | undefined)[];
  factor: Float64Array;
  startAt: Float64Array;
  endBy: Float64Array;
  /** vehicles * dims. */
  capacity: Float64Array;
  aboard: Float64Array;
  fixed: Float64Array;
  perSecond: Float64Array;
  perMetre: Float64Array;
  perDutySecond: Float64Array;
  maxTasks: Float64Array;
  maxTravel: Float64Array;
  maxDistance: Float64Array;
  breaks: (Breaks | undefined)[];
  lockedNodes: Int32Array[];
  /** When a locked stop is left, by node. */
  lockedDeparture: Map<number, number>;
  lockedVehicle: Map<number, number>;
  /** Vehicles of one group may exchange their routes: alike, without locked stops, named by nobody. */
  group: Int32Array;
  groups: number;
}

export function buildVehicles(problem: Problem, dims: number): VehicleArrays {
  const { vehicles, profiles } = problem;
  const weights = { money: 1, time: 0, distance: 0, lateness: 1, ...problem.weights };
  const numbers = (pick: (v: Vehicle) => number) => {
    const list = new Float64Array(vehicles.length);
    for (let v = 0; v < list.length; v++) list[v] = pick(vehicles[v]!);
    return list;
  };
  const named = namedVehicles(problem);
  const groupOf = new Map<string, number>();
  return {
    vehicles: vehicles.length,
    vehicleAt: new Map(vehicles.map((vehicle, v) => [vehicle.id, v])),
    durations: vehicles.map((v) => profiles[v.profile ?? 0]!.durationsS),
    distances: vehicles.map((v) => profiles[v.profile ?? 0]!.distancesM),
    factor: numbers((v) => v.speedFactor ?? 1),
    startAt: numbers((v) => Math.max(v.shift[0], v.availableAtS ?? v.shift[0])),
    endBy: numbers((v) => v.shift[1]),
    capacity: Float64Array.from(
      { length: vehicles.length * dims },
      (_, i) => vehicles[Math.floor(i / dims)]!.capacity?.[i % dims] ?? Infinity,
    ),
    aboard: new Float64Array(vehicles.length * dims),
    fixed: numbers((v) => (v.costs?.fixed ?? 0) * weights.money),
    perSecond: numbers((v) => ((v.costs?.perHour ?? 0) / 3600) * weights.money + weights.time),
    perMetre: numbers((v) => ((v.costs?.perKm ?? 0) / 1000) * weights.money + weights.distance),
    perDutySecond: numbers((v) => ((v.costs?.perDutyHour ?? 0) / 3600) * weights.money),
    maxTasks: numbers((v) => v.maxTasks ?? Infinity),
    maxTravel: numbers((v) => v.maxTravelS ?? Infinity),
    maxDistance: numbers((v) => v.maxDistanceM ?? Infinity),
    breaks: breaksOf(problem, dims),
    lockedNodes: vehicles.map(() => new Int32Array(0)),
    lockedDeparture: new Map(),
    lockedVehicle: new Map(),
    group: Int32Array.from(vehicles, (v) => {
      const key = groupKey(v, named);
      if (!groupOf.has(key)) groupOf.set(key, groupOf.size);
      return groupOf.get(key)!;
    }),
    groups: groupOf.size,
  };
}

/** Vehicles that some request names are never interchangeable. */
function namedVehicles(problem: Problem): Set<string> {
  const named = new Set<string>();
  for (const request of problem.requests) {
    if (request.aboard !== undefined) named.add(request.aboard);
    if (request.previousVehicle !== undefined) named.add(request.previousVehicle);
    for (const id of request.allowedVehicles ?? []) named.add(id);
    for (const id of request.forbiddenVehicles ?? []) named.add(id);
  }
  for (const { vehicleId } of problem.relations ?? []) if (vehicleId !== undefined) named.add(vehicleId);
  return named;
}

function groupKey(vehicle: Problem['vehicles'][number], named: Set<string>): string {
  const { id, breaks, ...rest } = vehicle;
  const nameless = breaks?.map((one) => ({ ...one, id: '' }));
  return named.has(id) || vehicle.locked?.length
    ? `only ${id}`
    : JSON.stringify({ ...rest, breaks: nameless });
}
