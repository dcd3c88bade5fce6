import { find, type Driver } from './drive-legs.ts';
import type { Request, StopKind, StopRef, Vehicle } from './problem.ts';

/** What is aboard on leaving: goods picked up before, and what the route's jobs deliver. */
export function loadAtStart(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): number[] {
  const load = Array.from({ length: look.dims }, () => 0);
  const carries = [...(look.aboard.get(vehicle.id) ?? [])];
  for (const stop of stops)
    if (stop.kind === 'job') carries.push(find(look.requests, stop.requestId, 'request'));
  for (const request of carries) load.forEach((_, dim) => (load[dim]! += request.load?.[dim] ?? 0));
  return load;
}

/** By how much a stop changes one dimension of the load. */
export function changeOf(request: Request, kind: StopKind, dim: number): number {
  const amount = request.load?.[dim] ?? 0;
  if (kind === 'pickup') return amount;
  return kind === 'delivery' ? -amount : (request.collects?.[dim] ?? 0) - amount;
}
