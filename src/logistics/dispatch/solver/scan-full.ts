import { trialWithBreaks } from './break-trial.ts';
import { keepsSequences } from './related.ts';
import { latenessCost } from './refresh.ts';
import type { State } from './state.ts';
import { columnTo, distanceM, openAt, setupS, travelFrom, travelS } from './travel.ts';
import { isCareful, trial } from './trial.ts';

/**
 * Cheapest place for a pair in route v with every constraint on, cheaper than `bound`, in the problem's weighted cost;
 * Infinity when there is none. Exact: a place is passed over only when its detours, less all the lateness and duty that the
 * route could possibly save, are too dear; no triangle inequality is assumed.
 */
export function scanPairFull(s: State, r: number, v: number, bound: number): number {
  const { seq, dep, legMin, m } = s;
  const p = m.pickup[r]!;
  const d = m.delivery[r]!;
  const base = v * s.stride;
  const last = s.len[v]!;
  const columnP = s.nearby ? undefined : columnTo(m, v, p);
  const hasBreaks = m.breaks[v] !== undefined;
  const direct = travelS(m, v, p, d);
  const directCost = priced(s, v, direct, p, d);
  let spare = s.savable[v]!;
  let ready = false;
  let best = bound;
  for (let i = s.locked[v]!; i <= last; i++) {
    const prev = seq[base + i]!;
    const next = seq[base + i + 1]!;
    // What is served before the new stops is as late as it was. (Breaks may shift all of it.)
    if (!hasBreaks) spare -= latenessCost(s, prev, s.start[prev]!);
    const toP = travelFrom(m, v, prev, p, columnP);
    const startP = openAt(m, p, dep[prev]! + toP + setupS(m, prev, p));
    if (startP === Infinity || overloads(s, prev, p, v)) continue;
    if (!ready) deliveryLegs(s, v, d);
    ready = true;
    const depP = startP + m.service[p]!;
    const arcs = priced(s, v, toP, prev, p) - oldArc(s, v, next);
    const beside = arcs + directCost + priced(s, v, s.legOut[i]!, d, next);
    const floor = latenessCost(s, p, startP) - spare;
    if (beside + floor < best) best = deliver(s, r, v, i, i, p, depP + direct, depP, beside, floor, best);
    if (i === last) break;
    const fromP = travelS(m, v, p, next);
    const detour = arcs + priced(s, v, fromP, p, next);
    if (detour + legMin[i + 1]! + floor < best)
      best = deliverLater(s, r, v, i, depP, depP + fromP, detour, floor, best);
  }
  return best < bound ? best : Infinity;
}

/** Legs to and from the delivery for every gap of the route, their detour, and the least detour from each gap on. */
function deliveryLegs(s: State, v: number, d: number): void {
  const { seq, legIn, legOut, legDetour, legMin, m } = s;
  const base = v * s.stride;
  const column = s.nearby ? undefined : columnTo(m, v, d);
  let least = Infinity;
  for (let k = s.len[v]!; k >= s.locked[v]!; k--) {
    const x = seq[base + k]!;
    const y = seq[base + k + 1]!;
    legIn[k] = travelFrom(m, v, x, d, column);
    legOut[k] = travelS(m, v, d, y);
    legDetour[k] = priced(s, v, legIn[k]!, x, d) + priced(s, v, legOut[k]!, d, y) - oldArc(s, v, y);
    if (legDetour[k]! < least) least = legDetour[k]!;
    legMin[k] = least;
  }
}

/**
 * Every gap further back for the delivery; the stop behind the pickup is reached at `arrival`. `least`: what lateness and duty
 * change by, at least.
 */
function deliverLater(
  s: State,
  r: number,
  v: number,
  i: number,
  depP: number,
  arrival: number,
  detour: number,
  least: number,
  bound: number,
): number {
  const { seq, latest, m } = s;
  const p = m.pickup[r]!;
  const base = v * s.stride;
  const last = s.len[v]!;
  let floor = least;
  let best = bound;
  let prev = p;
  let t = arrival;
  for (let j = i + 1; j <= last; j++) {
    // x is served later than before, with the goods aboard; the delivery would go behind it.
    const x = seq[base + j]!;
    const start = openAt(m, x, t + setupS(m, prev, x));
    if (start === Infinity || (m.triangle && start > latest[x]!) || overloads(s, x, p, v)) return best;
    t = start + m.service[x]!;
    floor += latenessCost(s, x, start);
    const cost = detour + s.legDetour[j]!;
    if (cost + floor < best) best = deliver(s, r, v, i, j, x, t + s.legIn[j]!, depP, cost, floor, best);
    t += s.arcTime[seq[base + j + 1]!]!;
    prev = x;
  }
  return best;
}

/** The delivery behind stop x (position j, or the pickup itself), reached at `arrival`. */
function deliver(
  s: State,
  r: number,
  v: number,
  i: number,
  j: number,
  x: number,
  arrival: number,
  depP: number,
  cost: number,
  floor: number,
  best: number,
): number {
  const { m } = s;
  const d = m.delivery[r]!;
  const y = s.seq[v * s.stride + j + 1]!;
  const start = openAt(m, d, arrival + setupS(m, x, d));
  // Breaks may move the pickup later, and so shorten the ride.
  if (start === Infinity || (start - depP > m.maxRide[r]! && !m.breaks[v])) return best;
  if (!(start + m.service[d]! + s.legOut[j]! + setupS(m, d, y) <= s.latest[y]!)) return best;
  if (cost + floor + latenessCost(s, d, start) >= best) return best;
  return candidate(s, r, v, i, j, cost, best);
}

/** The same for a single task. */
export function scanSingleFull(s: State, r: number, v: number, bound: number): number {
  const { seq, dep, latest, m } = s;
  const x = m.delivery[r]!;
  const base = v * s.stride;
  const last = s.len[v]!;
  const spare = s.savable[v]!;
  const column = s.nearby ? undefined : columnTo(m, v, x);
  let best = bound;
  for (let i = s.locked[v]!; i <= last; i++) {
    const prev = seq[base + i]!;
    const next = seq[base + i + 1]!;
    const toX = travelFrom(m, v, prev, x, column);
    const fromX = travelS(m, v, x, next);
    const cost = priced(s, v, toX, prev, x) + priced(s, v, fromX, x, next) - oldArc(s, v, next);
    if (cost - spare >= best) continue;
    const start = openAt(m, x, dep[prev]! + toX + setupS(m, prev, x));
    if (start === Infinity || singleOverloads(s, prev, x, v)) continue;
    if (!(start + m.service[x]! + fromX + setupS(m, x, next) <= latest[next]!)) continue;
    best = candidate(s, r, v, i, i, cost, best);
  }
  return best < bound ? best : Infinity;
}

/** Last tests of a place that is good for the clocks and the load: limits of the route, then what only a trial run can tell. */
function candidate(s: State, r: number, v: number, i: number, j: number, arcs: number, best: number): number {
  if (exceedsLimits(s, r, v, i, j)) return best;
  if (s.m.relations && !keepsSequences(s, r, v, i, j)) return best;
  const cost = isCareful(s, r, v) ? arcs + tried(s, r, v, i, j, best - arcs) : arcs;
  if (!(cost < best)) return best;
  s.foundI = i;
  s.foundJ = j;
  return cost;
}

function tried(s: State, r: number, v: number, i: number, j: number, limit: number): number {
  const breaks = s.m.breaks[v];
  return breaks ? trialWithBreaks(s, r, v, i, j, breaks, limit) : trial(s, r, v, i, j, limit);
}

function exceedsLimits(s: State, r: number, v: number, i: number, j: number): boolean {
  const { m } = s;
  if (m.maxTravel[v] === Infinity && m.maxDistance[v] === Infinity) return false;
  return (
    (s.len[v] === 0 ? 0 : s.travel[v]!) + added(s, r, v, i, j, travelS, s.arcTime) > m.maxTravel[v]! + 1e-9 ||
    (s.len[v] === 0 ? 0 : s.distance[v]!) + added(s, r, v, i, j, distanceM, s.arcDistance) >
      m.maxDistance[v]! + 1e-9
  );
}

function added(
  s: State,
  r: number,
  v: number,
  i: number,
  j: number,
  hop: typeof travelS,
  old: Float64Array,
): number {
  const { seq, m } = s;
  const base = v * s.stride;
  const d = m.delivery[r]!;
  const p = m.pickup[r]! < 0 ? d : m.pickup[r]!;
  const [prev, next] = [seq[base + i]!, seq[base + i + 1]!];
  const kept = s.len[v] === 0 ? 0 : old[next]!;
  if (p === d) return hop(m, v, prev, d) + hop(m, v, d, next) - kept;
  if (i === j) return hop(m, v, prev, p) + hop(m, v, p, d) + hop(m, v, d, next) - kept;
  const [x, y] = [seq[base + j]!, seq[base + j + 1]!];
  return hop(m, v, prev, p) + hop(m, v, p, next) - kept + hop(m, v, x, d) + hop(m, v, d, y) - old[y]!;
}

/** Cost of a leg whose travel time is known. */
function priced(s: State, v: number, travel: number, from: number, to: number): number {
  const perMetre = s.m.perMetre[v]!;
  return travel * s.m.perSecond[v]! + (perMetre > 0 ? distanceM(s.m, v, from, to) * perMetre : 0);
}

const oldArc = (s: State, v: number, to: number): number =>
  s.arcTime[to]! * s.m.perSecond[v]! + s.arcDistance[to]! * s.m.perMetre[v]!;

/** Would what p brings aboard be too much on leaving x? */
function overloads(s: State, x: number, p: number, v: number): boolean {
  const { dims, change, capacity } = s.m;
  for (let k = 0; k < dims; k++)
    if (s.load[x * dims + k]! + change[p * dims + k]! > capacity[v * dims + k]!) return true;
  return false;
}

function singleOverloads(s: State, prev: number, x: number, v: number): boolean {
  const { dims, change, before, capacity } = s.m;
  for (let k = 0; k < dims; k++) {
    const [at, own, room] = [prev * dims + k, x * dims + k, capacity[v * dims + k]! - before[x * dims + k]!];
    if (s.peakBefore[at]! > room || s.peakAfter[at]! + change[own]! > room) return true;
  }
  return false;
}
