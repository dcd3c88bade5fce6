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
  /** Per request: those it shares a route with. */
  partners: Int32Array[];
  /** Per request: the sequences its stops are in. */
  sequencesOf: Sequence[][];
  /** Per request: the only vehicle that its relations leave it, -1: any, -2: none. */
  vehicle: Int32Array;
}

/** Ties the requests of the standing relations together; vehicles that a relation rules out are no longer allowed. */
export function tieRequests(m: Model): void {
  const { relations } = m.problem;
  if (!relations?.length) return;
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
  const v = vehicleOf(m, relation, requests);
  for (const r of requests) {
    for (const other of requests) if (other !== r) partners[r]!.add(other);
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

/** The vehicle it names, or that one of its requests cannot leave; -1: any. */
function vehicleOf(m: Model, relation: Relation, requests: readonly number[]): number {
  if (relation.vehicleId !== undefined) return m.vehicleAt.get(relation.vehicleId) ?? -1;
  for (const r of requests) {
    const { aboard } = m.problem.requests[r]!;
    const v = aboard === undefined ? lockedOn(m, r) : m.vehicleAt.get(aboard)!;
    if (v >= 0) return v;
  }
  return -1;
}

const lockedOn = (m: Model, r: number): number =>
  m.lockedVehicle.get(m.origin[r]!) ?? m.lockedVehicle.get(m.delivery[r]!) ?? -1;

function onlyVehicle(m: Model, tied: Relations, r: number, v: number): void {
  tied.vehicle[r] = tied.vehicle[r] === -1 || tied.vehicle[r] === v ? v : -2;
  for (let w = 0; w < m.vehicles; w++) if (w !== v) m.allowed[r * m.vehicles + w] = 0;
}
