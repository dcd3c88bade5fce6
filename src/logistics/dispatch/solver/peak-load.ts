import type { Problem, StopRef } from './problem.ts';

/** The most a vehicle carries at any time on this route, per dimension; goods aboard and for its jobs lie there from the start. */
export function peakLoad(problem: Problem, vehicleId: string, stops: readonly StopRef[]): number[] {
  const byId = new Map(problem.requests.map((request) => [request.id, request]));
  const dims = Math.max(
    0,
    ...problem.requests.map(({ load, collects }) => Math.max(load?.length ?? 0, collects?.length ?? 0)),
  );
  return Array.from({ length: dims }, (_, k) => {
    const aboard = problem.requests.filter((request) => request.aboard === vehicleId);
    const forJobs = stops.filter(({ kind }) => kind === 'job').map(({ requestId }) => byId.get(requestId)!);
    let now = [...aboard, ...forJobs].reduce((sum, { load }) => sum + (load?.[k] ?? 0), 0);
    let peak = now;
    for (const { requestId, kind } of stops) {
      const { load, collects } = byId.get(requestId)!;
      now += kind === 'pickup' ? (load?.[k] ?? 0) : -(load?.[k] ?? 0);
      if (kind === 'job') now += collects?.[k] ?? 0;
      peak = Math.max(peak, now);
    }
    return peak;
  });
}
