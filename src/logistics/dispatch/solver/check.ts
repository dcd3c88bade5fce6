import { relationFaults } from './check-relations.ts';
import { checkRoute, type RouteFacts } from './check-route.ts';
import type { Problem, Request, Solution } from './problem.ts';

export interface Verdict {
  feasible: boolean;
  /** One sentence per broken rule. */
  faults: string[];
  vehicles: number;
  distanceM: number;
  /** Weighted cost, recomputed from the stops' own times. */
  cost: number;
}

/**
 * Judges a solution from the problem alone. Shares no code with the solver, on purpose: it believes nothing but the order of
 * the stops and the times written at them. Stops that were locked may break their own limits.
 */
export function check(problem: Problem, solution: Solution): Verdict {
  const faults: string[] = [];
  const visits = new Map<string, string>();
  const usedVehicles = new Set<string>();
  let distanceM = 0;
  let cost = 0;
  for (const route of solution.routes) {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicleId);
    if (!vehicle || usedVehicles.has(route.vehicleId)) {
      faults.push(`${route.vehicleId} is unknown or used twice`);
      continue;
    }
    usedVehicles.add(vehicle.id);
    for (const stop of route.stops) {
      const key = `${stop.requestId}/${stop.kind}`;
      if (visits.has(key)) faults.push(`${key} is visited twice`);
      visits.set(key, vehicle.id);
    }
    const facts: RouteFacts = checkRoute(problem, vehicle, route);
    faults.push(...facts.faults.map((fault) => `${vehicle.id}: ${fault}`));
    distanceM += facts.distanceM;
    cost += facts.cost;
  }
  for (const vehicle of problem.vehicles)
    if (vehicle.locked?.length && !usedVehicles.has(vehicle.id))
      faults.push(`${vehicle.id}: its locked stops are gone`);
  faults.push(...completeness(problem, solution, visits), ...relationFaults(problem, solution));
  if (Math.abs(cost - solution.cost.total) > 1e-6 * Math.max(1, Math.abs(cost)))
    faults.push(`the cost is ${cost}, not ${solution.cost.total}`);
  return { feasible: faults.length === 0, faults, vehicles: solution.routes.length, distanceM, cost };
}

/** Every request is served as a whole by one vehicle, or listed as unassigned; never both, never half. */
function completeness(problem: Problem, solution: Solution, visits: Map<string, string>): string[] {
  const faults: string[] = [];
  const listed = new Set(solution.unassigned.map(({ requestId }) => requestId));
  if (listed.size !== solution.unassigned.length) faults.push('a request is listed as unassigned twice');
  let unserved = 0;
  for (const request of problem.requests) {
    const done = visits.get(`${request.id}/${request.job ? 'job' : 'delivery'}`);
    if (done === undefined) unserved += (request.priority ?? 0) + 1;
    if (listed.has(request.id) !== (done === undefined))
      faults.push(`${request.id} is both or neither of served and unassigned`);
    faults.push(...pairing(problem, request, visits, done).map((fault) => `${request.id} ${fault}`));
  }
  if (solution.cost.unserved !== unserved)
    faults.push(`unserved is ${unserved}, not ${solution.cost.unserved}`);
  return faults;
}

function pairing(
  problem: Problem,
  request: Request,
  visits: Map<string, string>,
  done: string | undefined,
): string[] {
  const faults: string[] = [];
  const begun = request.pickup ? visits.get(`${request.id}/pickup`) : done;
  const carrier = request.aboard ?? lockedPickup(problem, request.id);
  if (done === undefined) {
    if (begun !== undefined && begun !== carrier) faults.push('is picked up and never delivered');
    return faults;
  }
  if (begun !== done) faults.push(`is picked up by ${begun} and delivered by ${done}`);
  if (carrier !== undefined && carrier !== done) faults.push(`is aboard ${carrier}, not ${done}`);
  return faults;
}

function lockedPickup(problem: Problem, requestId: string): string | undefined {
  return problem.vehicles.find((v) => v.locked?.some((s) => s.requestId === requestId && s.kind === 'pickup'))
    ?.id;
}
