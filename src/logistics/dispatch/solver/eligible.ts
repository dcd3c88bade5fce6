import type { ReasonName, Request, Vehicle } from './problem.ts';

/** Why this vehicle may never take this request, whatever its route; undefined when it may. */
export function refusal(request: Request, vehicle: Vehicle): ReasonName | undefined {
  if (request.aboard !== undefined) return request.aboard === vehicle.id ? undefined : 'allowedVehicles';
  if (request.allowedVehicles && !request.allowedVehicles.includes(vehicle.id)) return 'allowedVehicles';
  if (request.forbiddenVehicles?.includes(vehicle.id)) return 'forbiddenVehicles';
  if (request.skills?.some((skill) => !vehicle.skills?.includes(skill))) return 'skill';
  const capacity = vehicle.capacity;
  if (capacity && (over(request.load, capacity) || over(request.collects, capacity))) return 'capacity';
  return undefined;
}

const over = (load: number[] | undefined, capacity: number[]): boolean =>
  load?.some((amount, dim) => amount > (capacity[dim] ?? Infinity)) ?? false;
