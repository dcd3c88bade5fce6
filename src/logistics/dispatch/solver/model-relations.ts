import { nodeOf, type Model } from './model.ts';
import type { Relation } from './problem.ts';
import { stopsOfRelation, waivedRelations } from './relation-rules.ts';

/** Stops in an order of their own. */
export interface Sequence {
  nodes: Int32Array;
  direct: boolean;
  /** Nothing before the first, nothing behind the last. */
  start: boolean;
  end: boolean;
}

export interface Relations {
  /** Per request: stops of others that must be in its route once they are in one. */
  partners: Int32Array[];
  /** Per request: the sequences its stops are in. */
  sequencesOf: Sequence[][];
  /** Per request: the only vehicle that its relations name, -1: any, -2: none. */
  vehicle: Int32Array;
}

/** Ties the requests of the standing relations together; vehicles that a relation rules out are no longer allowed. */
export function tieRequests(m: Model, relations: readonly Relation[]): void {
  if (relations.length === 0) return;
  const waived = waivedRelations(m.problem);
  const partners = Array.from({ length: m.requests }, () => new Set<number>());
  const tied: Relations = {
    partners: [],
    sequencesOf: Array.from({ length: m.requests }, () => []),
    vehicle: new Int32Array(m.requests).fill(-1),
  };
  for (const relation of relations) if (!waived.has(relation)) tie(m, relation, tied, partners);
  tied.partners = partners.map((set) => Int32Array.from(set));
  m.relations = tied;
}

function tie(m: Model, relation: Relation, tied: Relations, partners: Set<number>[]): void {
  const nodes = stopsOfRelation(relation).flatMap((stop) => nodeOf(m, stop) ?? []);
  const requests = [...new Set(nodes.map((node) => m.requestOf[node]!))];
  const v = relation.vehicleId === undefined ? -1 : m.vehicleAt.get(relation.vehicleId)!;
  for (const r of requests) {
    for (const node of nodes) if (m.requestOf[node] !== r) partners[r]!.add(node);
    if (v >= 0) onlyVehicle(m, tied, r, v);
  }
  if (relation.type === 'in_same_route') return;
  const direct = relation.type === 'in_direct_sequence';
  const sequence = {
    nodes: Int32Array.from(nodes),
    direct,
    start: direct && relation.stops[0] === 'start',
    end: direct && relation.stops.at(-1) === 'end',
  };
  for (const r of requests) tied.sequencesOf[r]!.push(sequence);
}

function onlyVehicle(m: Model, tied: Relations, r: number, v: number): void {
  tied.vehicle[r] = tied.vehicle[r] === -1 || tied.vehicle[r] === v ? v : -2;
  for (let w = 0; w < m.vehicles; w++) if (w !== v) m.allowed[r * m.vehicles + w] = 0;
}
