import type { Problem, Vehicle } from './problem.ts';

/** What is aboard on leaving: goods picked up before, and what the route's jobs deliver. */
export function initialLoad(
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
export function peakCapacity(problem: Problem, vehicle: Vehicle): number[] {
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
