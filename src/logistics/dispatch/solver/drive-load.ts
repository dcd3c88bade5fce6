import { find, type Driver } from './drive-legs.ts';
import type { Request, StopKind, StopRef, Vehicle } from './problem.ts';

export const dimsOf = ({ problem }: Driver): number =>
  Math.max(
    1,
    ...problem.vehicles.map((v) => v.capacity?.length ?? 0),
    ...problem.requests.map((r) => Math.max(r.load?.length ?? 0, r.collects?.length ?? 0)),
  );

/** What is aboard on leaving: goods picked up before, and what the route's jobs deliver. */
export function loadAtStart(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): number[] {
  const load = Array.from({ length: dimsOf(look) }, () => 0);
  const carries = look.problem.requests.filter((r) => r.aboard === vehicle.id);
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
