import { breakFrom, isLightFor, type Breaks } from './breaks.ts';

/**
 * Where the breaks of a route go, exactly: stop by stop, for every number of breaks taken so far, the departures that no
 * other one beats in time, cost and the rides under way. Breaks keep their order, so that the number says which. A stop is
 * served as soon as it can be; a break is taken as soon as it can be in the gap it falls into, driving until it begins.
 */
export interface Labels {
  /** Per departure: when, lateness and duty cost so far, breaks taken, the departure before. */
  time: Float64Array;
  cost: Float64Array;
  taken: Int32Array;
  parent: Int32Array;
  count: number;
  /** The last layer: departures from the stop at `position` (1 is the first, 0 the start). */
  from: number;
  to: number;
  position: number;
  /** Positions of the pickups that rides under way count from. */
  open: number[];
  /** Scratch: starts and ends of the breaks in the gap being looked at. */
  begin: number[];
  end: number[];
}

/** A stop as the breaks see it. */
export interface Visit {
  /** Travel and setup before it. */
  hop: number;
  service: number;
  early: number;
  late: number;
  windows: Float64Array | undefined;
  due: number;
  lateCost: number;
  /** Others' rides count from here. */
  opensRide: boolean;
  /** Where its own ride counts from (0: nowhere), the hard limit of it, and what is late from there. */
  origin: number;
  maxRide: number;
  dueRide: number;
}

/** What stays the same on the way: duty costs so much a second, and what costs `limit` or more is not looked at. */
export interface Terms {
  breaks: Breaks;
  dutyPerS: number;
  limit: number;
}

const FIRST_SIZE = 256;

export const newLabels = (): Labels => ({
  time: new Float64Array(FIRST_SIZE),
  cost: new Float64Array(FIRST_SIZE),
  taken: new Int32Array(FIRST_SIZE),
  parent: new Int32Array(FIRST_SIZE),
  count: 0,
  from: 0,
  to: 0,
  position: 0,
  open: [],
  begin: [],
  end: [],
});

export const newVisit = (): Visit => ({
  hop: 0,
  service: 0,
  early: 0,
  late: 0,
  windows: undefined,
  due: Infinity,
  lateCost: 0,
  opensRide: false,
  origin: 0,
  maxRide: Infinity,
  dueRide: Infinity,
});

/** Departures kept per stop and number of breaks: beyond that the latest goes, so that a feasible one always stays. */
const KEPT = 8;

/** Begins a route: free from then on. */
export function setOut(labels: Labels, t: number): void {
  labels.count = labels.from = labels.position = labels.open.length = 0;
  put(labels, t, 0, 0, -1);
  labels.to = 1;
}

/** The departures from the next stop; false when breaks, windows and rides leave none. `load`: aboard on the way there. */
export function goTo(labels: Labels, visit: Visit, terms: Terms, load: Float64Array): boolean {
  const { from, to } = labels;
  labels.from = labels.count;
  labels.position++;
  if (visit.origin > 0) labels.open.splice(labels.open.indexOf(visit.origin), 1);
  if (visit.opensRide) labels.open.push(labels.position);
  for (let a = from; a < to; a++) leave(labels, a, visit, terms, load);
  labels.to = labels.count;
  return labels.to > labels.from;
}

/** From departure a to the stop with no break on the way, one, two ... */
function leave(labels: Labels, a: number, visit: Visit, terms: Terms, load: Float64Array): void {
  const { breaks } = terms;
  let t = labels.time[a]!;
  let left = visit.hop;
  let q = labels.taken[a]!;
  for (let n = 0; ; n++) {
    const start = serviceFrom(visit, t + left);
    if (start === Infinity) return;
    arrive(labels, a, visit, terms, start, q, n);
    if (q === breaks.count || !isLightFor(breaks, q, load)) return;
    const begin = breakFrom(breaks, q, t);
    if (begin === Infinity) return;
    left = begin - t < left ? left - (begin - t) : 0;
    t = begin + breaks.service[q]!;
    labels.begin[n] = begin;
    labels.end[n] = t;
    q++;
  }
}

/** Soonest start of service when ready at t; Infinity when it is too late. */
export function serviceFrom({ windows, early, late }: Visit, t: number): number {
  if (windows === undefined) return t > late ? Infinity : t < early ? early : t;
  for (let at = 0; at < windows.length; at += 2)
    if (t <= windows[at + 1]!) return t < windows[at]! ? windows[at]! : t;
  return Infinity;
}

function arrive(
  labels: Labels,
  a: number,
  visit: Visit,
  { dutyPerS, limit }: Terms,
  start: number,
  q: number,
  n: number,
): void {
  let due = visit.due;
  if (visit.origin > 0) {
    const left = departure(labels, a, labels.position - 1, visit.origin);
    if (start - left > visit.maxRide) return;
    if (left + visit.dueRide < due) due = left + visit.dueRide;
  }
  let cost = labels.cost[a]!;
  if (start > due) cost += (start - due) * visit.lateCost;
  if (dutyPerS > 0 && labels.position === 1)
    cost -= leaveBefore(start, visit.hop, labels.begin, labels.end, n) * dutyPerS;
  const time = start + visit.service;
  if (cost + time * dutyPerS < limit) keep(labels, time, cost, q, a);
}

/** When the departure a, from the stop at `position`, left the earlier one `at`. */
function departure({ parent, time }: Labels, a: number, position: number, at: number): number {
  let one = a;
  for (let k = position; k > at; k--) one = parent[one]!;
  return time[one]!;
}

/** Latest time to set out in order to start at `start` after `hop` seconds under way, with n breaks where they are. */
export function leaveBefore(start: number, hop: number, begin: number[], end: number[], n: number): number {
  let [at, left] = [start, hop];
  for (let q = n - 1; q >= 0; q--) {
    if (at - end[q]! >= left) break;
    left -= at - end[q]!;
    at = begin[q]!;
  }
  return at - left;
}

/** Adds a departure to the last layer unless another is as good; throws out those it beats. */
function keep(labels: Labels, t: number, c: number, q: number, a: number): void {
  const { time, cost, taken, parent, from, count } = labels;
  for (let b = from; b < count; b++)
    if (taken[b]! >= q && time[b]! <= t && cost[b]! <= c && ridesAsWell(labels, parent[b]!, time[b]!, a, t))
      return;
  let write = from;
  for (let b = from; b < count; b++) {
    const beaten = taken[b]! <= q && time[b]! >= t && cost[b]! >= c;
    if (!beaten || !ridesAsWell(labels, a, t, parent[b]!, time[b]!)) move(labels, b, write++);
  }
  labels.count = write;
  const instead = crowdedOut(labels, q);
  if (instead < 0) put(labels, t, c, q, a);
  else if (t < time[instead]!) {
    time[instead] = t;
    cost[instead] = c;
    parent[instead] = a;
  }
}

function move({ time, cost, taken, parent }: Labels, from: number, to: number): void {
  if (from === to) return;
  time[to] = time[from]!;
  cost[to] = cost[from]!;
  taken[to] = taken[from]!;
  parent[to] = parent[from]!;
}

/** The latest departure with q breaks taken when there are too many of them already; -1 when not. */
function crowdedOut({ time, taken, from, count }: Labels, q: number): number {
  if (count - from < KEPT) return -1;
  let [same, latest] = [0, -1];
  for (let b = from; b < count; b++) {
    if (taken[b] !== q) continue;
    same++;
    if (latest < 0 || time[b]! > time[latest]!) latest = b;
  }
  return same < KEPT ? -1 : latest;
}

/** Do the goods under way ride no longer with the departure at timeA behind a than with the one at timeB behind b? */
function ridesAsWell(labels: Labels, a: number, timeA: number, b: number, timeB: number): boolean {
  const { open, position } = labels;
  for (const origin of open) {
    const leftA = origin === position ? timeA : departure(labels, a, position - 1, origin);
    const leftB = origin === position ? timeB : departure(labels, b, position - 1, origin);
    if (leftA < leftB) return false;
  }
  return true;
}

function put(labels: Labels, t: number, c: number, q: number, a: number): void {
  if (labels.count === labels.time.length) grow(labels);
  const at = labels.count++;
  labels.time[at] = t;
  labels.cost[at] = c;
  labels.taken[at] = q;
  labels.parent[at] = a;
}

function grow(labels: Labels): void {
  const twice = <T extends Float64Array | Int32Array>(list: T, wider: T): T => {
    wider.set(list);
    return wider;
  };
  const size = 2 * labels.time.length;
  labels.time = twice(labels.time, new Float64Array(size));
  labels.cost = twice(labels.cost, new Float64Array(size));
  labels.taken = twice(labels.taken, new Int32Array(size));
  labels.parent = twice(labels.parent, new Int32Array(size));
}
