import { invalid } from '../../../shared/errors.ts';
import type { Problem, Relation, Request, StopRef } from './problem.ts';

/** Throws when a relation names what is not there, or several of them put stops into a circle. */
export function checkRelations(
  { relations = [] }: Problem,
  requests: ReadonlyMap<string, Request>,
  vehicleIds: ReadonlySet<string>,
): void {
  const next = new Map<string, Set<string>>();
  for (const { id, pickup, delivery } of requests.values())
    if (pickup && delivery) next.set(`pickup:${id}`, new Set([`delivery:${id}`]));
  relations.forEach((relation, k) => {
    const field = `relations.${k}`;
    checkRelation(relation, field, requests, vehicleIds);
    if (relation.type !== 'in_same_route') chain(relation, field, next);
  });
}

const TYPES = ['in_same_route', 'in_sequence', 'in_direct_sequence'];

function checkRelation(
  { type, stops, vehicleId }: Relation,
  field: string,
  requests: ReadonlyMap<string, Request>,
  vehicleIds: ReadonlySet<string>,
): void {
  if (!TYPES.includes(type)) throw invalid(`${field}.type`, `A relation is one of ${TYPES.join(', ')}.`);
  if (vehicleId !== undefined && !vehicleIds.has(vehicleId))
    throw invalid(`${field}.vehicleId`, `There is no vehicle ${vehicleId}.`);
  if (!stops.some((stop) => typeof stop !== 'string'))
    throw invalid(`${field}.stops`, 'A relation needs a stop.');
  const seen = new Set<string>();
  stops.forEach((stop, k) => {
    const at = `${field}.stops.${k}`;
    if (typeof stop === 'string') {
      if (type === 'in_same_route' || k !== (stop === 'start' ? 0 : stops.length - 1))
        throw invalid(at, 'start stands first and end last, and only in a sequence.');
      return;
    }
    if (!requests.get(stop.requestId)?.[stop.kind]) throw invalid(at, 'There is no such stop.');
    if (seen.has(keyOf(stop))) throw invalid(at, 'A stop can be named only once in a relation.');
    seen.add(keyOf(stop));
  });
}

const keyOf = ({ kind, requestId }: StopRef): string => `${kind}:${requestId}`;

/** Adds the order of a sequence to what comes behind what, and refuses the one that closes a circle. */
function chain({ stops }: Relation, field: string, next: Map<string, Set<string>>): void {
  const keys = stops.filter((stop) => typeof stop !== 'string').map(keyOf);
  for (let k = 1; k < keys.length; k++) {
    const [from, to] = [keys[k - 1]!, keys[k]!];
    if (reaches(next, to, from))
      throw invalid(field, `${to.replace(':', ' of ')} would have to come before and behind itself.`);
    if (!next.has(from)) next.set(from, new Set());
    next.get(from)!.add(to);
  }
}

function reaches(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const key of seen) {
    if (key === to) return true;
    for (const one of next.get(key) ?? []) seen.add(one);
  }
  return false;
}
