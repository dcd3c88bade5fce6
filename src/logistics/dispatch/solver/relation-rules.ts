import type { Problem, Relation, StopRef } from './problem.ts';

/** Routes as lists of stops, asked where a stop is. */
export interface Stations {
  of(stop: StopRef): { vehicleId: string; position: number } | undefined;
  length(vehicleId: string): number;
}

const keyOf = ({ kind, requestId }: StopRef): string => `${kind}:${requestId}`;

export function stationsOf(routes: readonly { vehicleId: string; stops: readonly StopRef[] }[]): Stations {
  const at = new Map<string, { vehicleId: string; position: number }>();
  const lengths = new Map<string, number>();
  for (const { vehicleId, stops } of routes) {
    lengths.set(vehicleId, stops.length);
    stops.forEach((stop, position) => at.set(keyOf(stop), { vehicleId, position }));
  }
  return { of: (stop) => at.get(keyOf(stop)), length: (vehicleId) => lengths.get(vehicleId) ?? 0 };
}

/** The stops a relation is about; for `in_same_route` every stop of the requests it names. */
export function stopsOfRelation({ type, stops }: Relation): StopRef[] {
  const named = stops.filter((stop) => typeof stop !== 'string');
  if (type !== 'in_same_route') return named;
  const ids = new Set(named.map(({ requestId }) => requestId));
  return [...ids].flatMap((requestId) =>
    (['pickup', 'delivery', 'job'] as const).map((kind) => ({ requestId, kind })),
  );
}

/** The first stop that stands where its relation forbids it, judged among those that have a station; undefined when none does. */
export function misplaced(
  relation: Relation,
  stations: Stations,
): { vehicleId: string; stop: StopRef } | undefined {
  const served = stopsOfRelation(relation).flatMap((stop) => {
    const station = stations.of(stop);
    return station ? [{ stop, ...station }] : [];
  });
  const vehicleId = relation.vehicleId ?? served[0]?.vehicleId;
  return served.find(
    (one, k) => one.vehicleId !== vehicleId || isOutOfOrder(relation, served, k, stations.length(vehicleId)),
  );
}

function isOutOfOrder(
  { type, stops }: Relation,
  served: { position: number }[],
  k: number,
  length: number,
): boolean {
  if (type === 'in_same_route') return false;
  const { position } = served[k]!;
  const before = served[k - 1]?.position;
  if (type === 'in_sequence') return before !== undefined && position < before;
  if (before === undefined ? stops[0] === 'start' && position > 0 : position !== before + 1) return true;
  return k === served.length - 1 && stops.at(-1) === 'end' && position !== length - 1;
}

/** What is left of the relations when only these requests are there. */
export function relationsAmong(
  relations: readonly Relation[] | undefined,
  requests: readonly { id: string }[],
): Relation[] {
  const ids = new Set(requests.map(({ id }) => id));
  return (relations ?? [])
    .map((one) => ({
      ...one,
      stops: one.stops.filter((stop) => typeof stop === 'string' || ids.has(stop.requestId)),
    }))
    .filter(({ stops }) => stops.some((stop) => typeof stop !== 'string'));
}

/** The relations that these routes keep. */
export function standingRelations(
  { relations = [] }: Problem,
  routes: readonly { vehicleId: string; stops: readonly StopRef[] }[],
): Relation[] {
  if (relations.length === 0) return [];
  const stations = stationsOf(routes);
  return relations.filter((relation) => misplaced(relation, stations) === undefined);
}

/** A vehicle's stops that are beyond dispute: the locked ones, and behind them what is or will be aboard. */
interface Given {
  vehicleId: string;
  locked: readonly StopRef[];
  aboard: StopRef[];
}

/** The relations that what is beyond dispute breaks by itself: nobody can keep them. */
export function waivedRelations(problem: Problem): Set<Relation> {
  const given = givenStops(problem).filter(({ locked, aboard }) => locked.length + aboard.length > 0);
  if (given.length === 0) return new Set();
  return new Set(problem.relations?.filter((relation) => isWaived(relation, given)));
}

function givenStops({ requests, vehicles }: Problem): Given[] {
  const all = vehicles.map(({ id, locked = [] }): Given => ({ vehicleId: id, locked, aboard: [] }));
  const byId = new Map(all.map((given) => [given.vehicleId, given]));
  for (const { id: requestId, aboard } of requests)
    if (aboard !== undefined) byId.get(aboard)?.aboard.push({ requestId, kind: 'delivery' });
  for (const given of all) {
    const locked = new Set(given.locked.map(keyOf));
    for (const { requestId, kind } of given.locked)
      if (kind === 'pickup') given.aboard.push({ requestId, kind: 'delivery' });
    given.aboard = given.aboard.filter((stop) => !locked.has(keyOf(stop)));
  }
  return all;
}

/** Whether the goods aboard that it names are delivered before the others or behind them. */
function isWaived(relation: Relation, given: readonly Given[]): boolean {
  const order = stopsOfRelation(relation).map(keyOf);
  const rank = (stop: StopRef) => order.indexOf(keyOf(stop));
  return [1, -1].every((side) => {
    const routes = given.map(({ vehicleId, locked, aboard }) => {
      const own = aboard.filter((stop) => rank(stop) >= 0).sort((a, b) => rank(a) - rank(b));
      const others = aboard.filter((stop) => rank(stop) < 0);
      return { vehicleId, stops: [...locked, ...(side > 0 ? [...own, ...others] : [...others, ...own])] };
    });
    return misplaced(relation, stationsOf(routes)) !== undefined;
  });
}
