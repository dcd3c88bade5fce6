import type { VehicleArrays } from './model-vehicles.ts';
import type { Relations } from './model-relations.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import type { Problem, StopKind, StopRef } from './problem.ts';

/**
 * A problem as flat arrays. Nodes 0..n-1 are tasks, n+v is where vehicle v starts, n+V+v where it ends, so that the scans
 * need no special case at the ends of a route.
 */
export interface Model extends VehicleArrays {
  problem: Problem;
  tasks: number;
  nodes: number;
  requests: number;
  dims: number;
  triangle: boolean;
  /** Present when the problem needs none of the costly features; then costs are in seconds of travel. */
  plain: PlainMatrix | undefined;

  /** Per node. */
  place: Int32Array;
  service: Float64Array;
  setup: Float64Array;
  early: Float64Array;
  late: Float64Array;
  /** Further windows as [from, to, from, to ...] when there is more than one. */
  windows: (Float64Array | undefined)[];
  due: Float64Array;
  lateCost: Float64Array;
  /** Change of the load at the stop, and what lies aboard from the start because of it; nodes * dims. */
  change: Float64Array;
  before: Float64Array;
  requestOf: Int32Array;
  kind: StopKind[];
  /** 1 when the stop cannot be moved. */
  isLocked: Uint8Array;

  /** Per request: the nodes to place; pickup is -1 for single tasks. */
  pickup: Int32Array;
  delivery: Int32Array;
  /** The pickup that counts for the ride limit, also when it is locked; -1 for single tasks. */
  origin: Int32Array;
  maxRide: Float64Array;
  /** Ride behind which a bound delivery is late when its locked pickup moves with the breaks of its vehicle. */
  boundRide: Float64Array;
  /** 1: goods are (or will surely be) aboard. */
  bound: Uint8Array;
  /** 1: nothing of it can be moved. */
  settled: Uint8Array;
  /** Weight when unserved. */
  worth: Float64Array;
  previous: Int32Array;
  changeCost: Float64Array;
  /** requests * vehicles. */
  allowed: Uint8Array;
  /** Per dimension, of the smallest vehicle. */
  leastCapacity: number[];
  /** Some request is served by a single stop: prefix and suffix peaks of the load are needed. */
  hasSingles: boolean;
  /** Which stops belong together; undefined when none do. */
  relations: Relations | undefined;
  /** Columns of the duration matrices, by place, as far as they were needed. */
  columns: Map<Float64Array | Int32Array, Float64Array[]>;
  /** Index of a request by its id. */
  requestAt: Map<string, number>;
  /** Per vehicle: what its first stop costs besides the detour (an empty route costs nothing, not even start to end). */
  opening: Float64Array;
}

/** The node of a stop; undefined when the problem has no such stop. */
export function nodeOf(m: Model, { requestId, kind }: StopRef): number | undefined {
  const r = m.requestAt.get(requestId);
  if (r === undefined) return undefined;
  const node = kind === 'pickup' ? m.origin[r]! : m.delivery[r]!;
  return m.kind[node] === kind ? node : undefined;
}
