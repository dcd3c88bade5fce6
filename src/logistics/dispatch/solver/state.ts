import type { Model } from './model.ts';
import type { Sequence } from './model-relations.ts';
import type { KeptLabels } from './break-trial.ts';
import type { BreakDesk } from './model-breaks.ts';
import type { Random } from './random.ts';

/**
 * The plan being worked on: routes as runs in one flat array, schedule caches per node, everything sized once.
 * `seq[v * stride]` is the start node of v, then `len[v]` stops, then its end node.
 */
export interface State {
  m: Model;
  random: Random;
  /** Better places left until the next one is passed over. */
  blink: number;

  seq: Int32Array;
  stride: number;
  len: Int32Array;
  locked: Int32Array;
  cost: Float64Array;
  travel: Float64Array;
  distance: Float64Array;
  /** 1 when O(1) tests do not tell the whole truth about the route: due times, ride limits or paid duty time in it. */
  careful: Uint8Array;
  /** 1 when the breaks of the vehicle find no place in the route. */
  breakless: Uint8Array;
  breakDesk: BreakDesk | undefined;
  /** Where breaks can go in each route, for vehicles that have them. */
  labels: (KeptLabels | undefined)[];
  /** Per vehicle: the direct sequences in its route; empty lists when there are no relations. */
  direct: Sequence[][];

  /** Per node: vehicle (-1 when absent), position, departure, start of service, latest start, arc from the stop before. */
  route: Int32Array;
  pos: Int32Array;
  start: Float64Array;
  dep: Float64Array;
  latest: Float64Array;
  arcTime: Float64Array;
  arcDistance: Float64Array;
  /** Per node and dimension: load on leaving, its peak so far and from here on. */
  load: Float64Array;
  peakBefore: Float64Array;
  peakAfter: Float64Array;

  /** Vehicles that have stops, and per group of interchangeable vehicles one that has none (-1: used up). */
  active: Int32Array;
  activeCount: number;
  spare: Int32Array;
  /** At most so many vehicles may be used. */
  maxActive: number;

  /** Requests without a place. */
  absent: Int32Array;
  absentCount: number;
  isAbsent: Uint8Array;

  /** Per vehicle: the last look that saw it. */
  lookedAt: Int32Array;
  looks: number;
  /** Only few routes are looked at for a request: gathering its columns would not pay. */
  nearby: boolean;

  /** Where the last scan would put it: after positions i and j of the route as it is now. */
  foundI: number;
  foundJ: number;

  /** Most that an insertion into the route could save besides its legs: the lateness and duty the route costs now. */
  savable: Float64Array;

  /** Scratch of a scan, per gap of the route: legs to and from the delivery, their detour, the least detour from there on. */
  legIn: Float64Array;
  legOut: Float64Array;
  legDetour: Float64Array;
  legMin: Float64Array;

  /** Scratch of a trial run: starts of service, valid where the round matches. */
  trialStart: Float64Array;
  trialRound: Int32Array;
  trialCount: number;

  /** Content number of each route: equal numbers, equal stops. */
  version: Float64Array;
  versions: number;
  /** Best place of each request in each route as last scanned; empty when the problem is too large to remember it. */
  known: KnownPlaces | undefined;

  /** By vehicle: takes back what was stretched so that its route, as it stands, breaks nothing (open plans only). */
  stretched: (() => void)[][];

  /** Undo log of the running step. */
  touched: Int32Array;
  touchedCount: number;
  isTouched: Uint8Array;
  savedSeq: Int32Array;
  savedLen: Int32Array;
  savedAbsent: Int32Array;
  savedAbsentCount: number;
  savedVersion: Float64Array;
}

/** By request * vehicles + vehicle; `i` is -1 when nothing cheaper than `cost` was found. */
export interface KnownPlaces {
  version: Float64Array;
  cost: Float64Array;
  i: Int32Array;
  j: Int32Array;
}

/** Overwrites the stops of a vehicle. The caller refreshes. */
export function setStops(s: State, v: number, nodes: Int32Array | number[]): void {
  const base = v * s.stride;
  s.seq[base] = s.m.tasks + v;
  s.seq.set(nodes, base + 1);
  s.len[v] = nodes.length;
  s.seq[base + nodes.length + 1] = s.m.tasks + s.m.vehicles + v;
}

export function stopsOf(s: State, v: number): number[] {
  const base = v * s.stride + 1;
  return Array.from(s.seq.subarray(base, base + s.len[v]!));
}

export function makeAbsent(s: State, r: number): void {
  s.isAbsent[r] = 1;
  s.absent[s.absentCount++] = r;
}

/** Puts the nodes of r behind positions i and j (single tasks: j is ignored). The caller refreshes. */
export function place(s: State, r: number, v: number, i: number, j: number): void {
  const seq = s.seq;
  const base = v * s.stride;
  const length = s.len[v]!;
  const pickup = s.m.pickup[r]!;
  if (pickup < 0) {
    seq.copyWithin(base + i + 2, base + i + 1, base + length + 2);
    seq[base + i + 1] = s.m.delivery[r]!;
    s.len[v] = length + 1;
    return;
  }
  for (let k = base + length + 1; k > base + j; k--) seq[k + 2] = seq[k]!;
  seq[base + j + 2] = s.m.delivery[r]!;
  for (let k = base + j; k > base + i; k--) seq[k + 1] = seq[k]!;
  seq[base + i + 1] = pickup;
  s.len[v] = length + 2;
}

/** Takes every absent request's nodes out of a route. The caller refreshes. */
export function dropAbsent(s: State, v: number): void {
  const { seq, isAbsent, route, locked } = s;
  const requestOf = s.m.requestOf;
  const base = v * s.stride;
  const end = base + s.len[v]! + 1;
  let write = base + locked[v]! + 1;
  for (let read = write; read < end; read++) {
    const x = seq[read]!;
    if (isAbsent[requestOf[x]!]) route[x] = -1;
    else seq[write++] = x;
  }
  s.len[v] = write - base - 1;
  seq[write] = s.m.tasks + s.m.vehicles + v;
}

/** Rebuilds the lists of used and spare vehicles. */
export function listActive(s: State): void {
  const { len, spare, active } = s;
  const group = s.m.group;
  let count = 0;
  spare.fill(-1);
  for (let v = s.m.vehicles - 1; v >= 0; v--) {
    if (len[v]! > 0) active[count++] = v;
    else spare[group[v]!] = v;
  }
  s.activeCount = count;
}

export function totalCost(s: State): number {
  let total = 0;
  for (let v = 0; v < s.m.vehicles; v++) total += s.cost[v]!;
  return total;
}

/** Sum of the worth of everything unserved: compared before any cost. */
export function unservedWorth(s: State): number {
  let sum = 0;
  for (let k = 0; k < s.absentCount; k++) sum += s.m.worth[s.absent[k]!]!;
  return sum;
}
