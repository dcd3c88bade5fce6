import type { Problem, Vehicle } from './solver/problem.ts';

/** What a free courier is worth to the orders that are not known yet, in units of the plan's cost. */
export interface Reserve {
  /** Where the orders come from. */
  atHand: number;
  /** How much of it each second of way from there takes. */
  lessPerS: number;
}

/**
 * Using a courier costs what others lose when he is no longer free: the more, the nearer he is to where the open orders
 * come from. Of two who would be in time a plan then sends the one who is worse placed, and it bundles rather than spend the
 * last free one (anticipation by a changed cost: Powell 2022, cost function approximation).
 */
export function withReserves(problem: Problem, { atHand, lessPerS }: Reserve): Problem {
  const sources = problem.requests.flatMap(({ pickup }) => (pickup ? [pickup.place] : []));
  if (sources.length === 0) return problem;
  const vehicles = problem.vehicles.map((vehicle) => {
    if (vehicle.start === undefined) return vehicle;
    const worth = Math.max(0, atHand - lessPerS * meanWayS(problem, vehicle, sources));
    return { ...vehicle, costs: { ...vehicle.costs, fixed: (vehicle.costs?.fixed ?? 0) + worth } };
  });
  return { ...problem, vehicles };
}

/** Ways that lead nowhere are left out; Infinity when none is left. */
function meanWayS(problem: Problem, vehicle: Vehicle, sources: readonly number[]): number {
  const { durationsS } = problem.profiles[vehicle.profile ?? 0]!;
  const ways = sources
    .map((place) => durationsS[vehicle.start! * problem.places + place]! * (vehicle.speedFactor ?? 1))
    .filter((way) => way < 1e9);
  return ways.length > 0 ? ways.reduce((sum, way) => sum + way, 0) / ways.length : Infinity;
}
