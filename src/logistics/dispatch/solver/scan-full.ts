import type { State } from './state.ts';
import { distanceM, openAt, setupS, travelS } from './travel.ts';
import { isCareful, trial } from './trial.ts';

/**
 * Cheapest place for a pair in route v with every constraint on, cheaper than `bound`, in the problem's weighted cost;
 * Infinity when there is none. `exact` looks at every position; the search skips those whose detours alone are too dear,
 * which without the triangle inequality (or with due times and paid waiting) may miss a cheaper one, never break a rule.
 */
export function scanPairFull(s: State, r: number, v: number, bound: number, exact: boolean): number {
  const { seq, dep, m } = s;
  const p = m.pickup[r]!;
  const base = v * s.stride;
  const last = base + s.len[v]!;
  let best = bound;
  for (let i = base + s.locked[v]!; i <= last; i++) {
    const prev = seq[i]!;
    const startP = openAt(m, p, dep[prev]! + travelS(m, v, prev, p) + setupS(m, prev, p));
    if (startP === Infinity || overloads(s, prev, p, v)) continue;
    best = scanDeliveries(s, r, v, i - base, startP + m.service[p]!, best, exact);
  }
  return best < bound ? best : Infinity;
}

/** Every place for the delivery with the pickup right behind position i and left at depP. */
function scanDeliveries(
  s: State,
  r: number,
  v: number,
  i: number,
  depP: number,
  bound: number,
  exact: boolean,
): number {
  const { seq, latest, m } = s;
  const p = m.pickup[r]!;
  const base = v * s.stride;
  const last = s.len[v]!;
  const prev = seq[base + i]!;
  const toP = arcCost(s, v, prev, p);
  const detourP = toP + arcCost(s, v, p, seq[base + i + 1]!) - oldArc(s, v, seq[base + i + 1]!);
  let best = bound;
  let x = p;
  let t = depP;
  for (let j = i; ; j++) {
    best = deliverBehind(s, r, v, i, j, x, t, depP, j === i ? toP : detourP, best, exact);
    if (j === last || (!exact && detourP >= best)) return best;
    // The delivery goes behind y: y is served later, with the goods aboard.
    const y = seq[base + j + 1]!;
    const startY = openAt(m, y, t + travelS(m, v, x, y) + setupS(m, x, y));
    if (startY === Infinity || (m.triangle && startY > latest[y]!) || overloads(s, y, p, v)) return best;
    t = startY + m.service[y]!;
    x = y;
  }
}

/** The delivery behind stop x (left at t), which is position j or the pickup itself; `arcs`: cost of the legs up to x. */
function deliverBehind(
  s: State,
  r: number,
  v: number,
  i: number,
  j: number,
  x: number,
  t: number,
  depP: number,
  arcs: number,
  best: number,
  exact: boolean,
): number {
  const { m } = s;
  const d = m.delivery[r]!;
  const y = s.seq[v * s.stride + j + 1]!;
  const cost = arcs + arcCost(s, v, x, d) + arcCost(s, v, d, y) - oldArc(s, v, y);
  if (!exact && cost >= best) return best;
  const start = openAt(m, d, t + travelS(m, v, x, d) + setupS(m, x, d));
  if (start === Infinity || start - depP > m.maxRide[r]!) return best;
  if (!(start + m.service[d]! + travelS(m, v, d, y) + setupS(m, d, y) <= s.latest[y]!)) return best;
  return candidate(s, r, v, i, j, cost, best);
}

/** The same for a single task. */
export function scanSingleFull(s: State, r: number, v: number, bound: number, exact: boolean): number {
  const { seq, dep, latest, m } = s;
  const x = m.delivery[r]!;
  const base = v * s.stride;
  const last = s.len[v]!;
  let best = bound;
  for (let i = s.locked[v]!; i <= last; i++) {
    const prev = seq[base + i]!;
    const next = seq[base + i + 1]!;
    const start = openAt(m, x, dep[prev]! + travelS(m, v, prev, x) + setupS(m, prev, x));
    if (start === Infinity || singleOverloads(s, prev, x, v)) continue;
    if (start + m.service[x]! + travelS(m, v, x, next) + setupS(m, x, next) > latest[next]!) continue;
    const cost = arcCost(s, v, prev, x) + arcCost(s, v, x, next) - oldArc(s, v, next);
    if (!exact && cost >= best) continue;
    best = candidate(s, r, v, i, i, cost, best);
  }
  return best < bound ? best : Infinity;
}

/** Last tests of a place that is good for the clocks and the load: limits of the route, then what only a trial run can tell. */
function candidate(s: State, r: number, v: number, i: number, j: number, arcs: number, best: number): number {
  if (exceedsLimits(s, r, v, i, j)) return best;
  const cost = isCareful(s, r, v) ? arcs + trial(s, r, v, i, j) : arcs;
  if (!(cost < best)) return best;
  s.foundI = i;
  s.foundJ = j;
  return cost;
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

function arcCost(s: State, v: number, from: number, to: number): number {
  return travelS(s.m, v, from, to) * s.m.perSecond[v]! + distanceM(s.m, v, from, to) * s.m.perMetre[v]!;
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
