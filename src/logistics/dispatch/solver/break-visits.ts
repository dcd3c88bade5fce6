import { departure, keep, put, type Labels } from './break-labels.ts';
import { breakFrom, isLightFor, type Breaks } from './breaks.ts';

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

/**
 * Where the breaks of a route go, exactly: stop by stop, for every number of breaks taken so far, the departures that no
 * other one beats in time, cost and the rides under way. Breaks keep their order, so that the number says which. A stop is
 * served as soon as it can be; a break is taken as soon as it can be in the gap it falls into, driving until it begins.
 * Rides that are still to begin are not looked ahead to: goods are picked up as soon as can be, as everywhere in the search.
 * This begins the route: free from t on.
 */
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
