import type { Problem, Relation, Solution } from './problem.ts';

interface Visit {
  vehicleId: string;
  at: number;
}

interface Tour {
  vehicleId: string;
  stops: readonly { requestId: string; kind: string }[];
}

/** One sentence per relation that the routes break and that could have been kept. */
export function relationFaults(problem: Problem, solution: Solution): string[] {
  return (problem.relations ?? []).flatMap((relation, k) => {
    const fault = faultOf(relation, solution.routes);
    return fault && !isHopeless(problem, relation) ? [`relation ${k}: ${fault}`] : [];
  });
}

function faultOf(relation: Relation, tours: readonly Tour[]): string | undefined {
  const visits = visitsOf(relation, tours);
  const vehicles = new Set(visits.map(({ vehicleId }) => vehicleId));
  if (vehicles.size > 1) return 'its stops are in several routes';
  if (relation.vehicleId !== undefined && vehicles.size === 1 && !vehicles.has(relation.vehicleId))
    return 'its stops are in the wrong route';
  if (relation.type === 'in_same_route' || visits.length === 0) return undefined;
  const places = visits.map(({ at }) => at);
  if (places.some((at, k) => k > 0 && at < places[k - 1]!)) return 'its stops are out of order';
  if (relation.type === 'in_sequence') return undefined;
  if (places.some((at, k) => k > 0 && at !== places[k - 1]! + 1)) return 'something is between its stops';
  if (relation.stops[0] === 'start' && places[0] !== 0) return 'something is before its first stop';
  const tour = tours.find(({ vehicleId }) => vehicles.has(vehicleId))!;
  if (relation.stops.at(-1) === 'end' && places.at(-1) !== tour.stops.length - 1)
    return 'something is behind its last stop';
  return undefined;
}

/** Where the stops of a relation are visited, in its own order. */
function visitsOf({ type, stops }: Relation, tours: readonly Tour[]): Visit[] {
  return stops.flatMap((named) =>
    typeof named === 'string'
      ? []
      : tours.flatMap(({ vehicleId, stops: there }) =>
          there.flatMap(({ requestId, kind }, at) =>
            requestId === named.requestId && (kind === named.kind || type === 'in_same_route')
              ? [{ vehicleId, at }]
              : [],
          ),
        ),
  );
}

/** Do the locked stops, and behind them the deliveries of what is or will be aboard, break it in any case? */
function isHopeless(problem: Problem, relation: Relation): boolean {
  const rank = (requestId: string) =>
    relation.stops.findIndex(
      (stop) =>
        typeof stop !== 'string' &&
        stop.requestId === requestId &&
        (relation.type === 'in_same_route' || stop.kind === 'delivery'),
    );
  const isOwn = (requestId: string) => rank(requestId) >= 0;
  const tours = (ownFirst: boolean): Tour[] =>
    problem.vehicles.map((vehicle) => {
      const locked = vehicle.locked ?? [];
      const bound = problem.requests
        .map(({ id }) => id)
        .filter((id) => carries(problem, vehicle.id, id) && !has(locked, id, 'delivery'));
      const own = bound.filter(isOwn).toSorted((a, b) => rank(a) - rank(b));
      const others = bound.filter((id) => !isOwn(id));
      const behind = ownFirst ? [...own, ...others] : [...others, ...own];
      return {
        vehicleId: vehicle.id,
        stops: [...locked, ...behind.map((requestId) => ({ requestId, kind: 'delivery' }))],
      };
    });
  return faultOf(relation, tours(true)) !== undefined && faultOf(relation, tours(false)) !== undefined;
}

function carries(problem: Problem, vehicleId: string, requestId: string): boolean {
  const aboard = problem.requests.some(({ id, aboard: by }) => id === requestId && by === vehicleId);
  return (
    aboard || has(problem.vehicles.find(({ id }) => id === vehicleId)!.locked ?? [], requestId, 'pickup')
  );
}

const has = (stops: Tour['stops'], requestId: string, kind: string): boolean =>
  stops.some((stop) => stop.requestId === requestId && stop.kind === kind);
