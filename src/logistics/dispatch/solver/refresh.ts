import type { Breaks } from './breaks.ts';
import { routeWithBreaks } from './break-trial.ts';
import { listDirect } from './related.ts';
import type { PlainMatrix } from './plain-matrix.ts';
import type { State } from './state.ts';
import { closeAt, distanceM, openAt, setupS, travelS } from './travel.ts';

/**
 * Recomputes the caches of one route after its stops changed: forward the earliest times and loads, backward the latest
 * start of service that keeps the rest in time (forward time slack, Savelsbergh 1992), so that an insertion is tested in O(1).
 */
export function refresh(s: State, v: number): void {
  s.version[v] = ++s.versions;
  if (s.m.plain) refreshPlain(s, v, s.m.plain);
  else refreshFull(s, v);
  if (s.m.hasSingles && !s.m.plain?.onlyDrops) refreshPeaks(s, v);
  if (s.m.relations) listDirect(s, v);
}

function refreshPlain(s: State, v: number, plain: PlainMatrix): void {
  const { seq, dep, latest, load, route, pos, arcTime, m } = s;
  const { early, late, service, change } = m;
  const { out, stride, place } = plain;
  const base = v * s.stride;
  const end = base + s.len[v]! + 1;
  let x = seq[base]!;
  let t = early[x]!;
  let row = place[x]! * stride;
  let aboard = startLoad(s, v, 0);
  let cost = 0;
  dep[x] = t;
  load[x] = aboard;
  for (let k = base + 1; k < end; k++) {
    x = seq[k]!;
    const at = place[x]!;
    const arc = out[row + at]!;
    cost += arc;
    t += arc;
    if (t < early[x]!) t = early[x]!;
    t += service[x]!;
    aboard += change[x]!;
    dep[x] = t;
    load[x] = aboard;
    arcTime[x] = arc;
    route[x] = v;
    pos[x] = k - base;
    row = at * stride;
  }
  x = seq[end]!;
  const last = out[row + place[x]!]!;
  arcTime[x] = last;
  s.cost[v] = s.len[v]! > 0 ? cost + last + m.fixed[v]! / plain.costPerS : 0;
  let z = late[x]!;
  latest[x] = z;
  for (let k = end - 1; k > base; k--) {
    z -= arcTime[x]!;
    x = seq[k]!;
    z -= service[x]!;
    if (z > late[x]!) z = late[x]!;
    latest[x] = z;
  }
}

function refreshFull(s: State, v: number): void {
  forwardFull(s, v);
  const { seq, latest, arcTime, m } = s;
  const base = v * s.stride;
  let next = seq[base + s.len[v]! + 1]!;
  latest[next] = m.late[next]!;
  for (let k = base + s.len[v]!; k > base; k--) {
    const x = seq[k]!;
    latest[x] = closeAt(m, x, latest[next]! - arcTime[next]! - setupS(m, x, next) - m.service[x]!);
    next = x;
  }
}

function forwardFull(s: State, v: number): void {
  const { seq, m } = s;
  const base = v * s.stride;
  const length = s.len[v]!;
  let prev = seq[base]!;
  s.start[prev] = s.dep[prev] = m.early[prev]!;
  for (let k = 0; k < m.dims; k++) s.load[prev * m.dims + k] = startLoad(s, v, k);
  let [travel, distance, lateness, change] = [0, 0, 0, 0];
  const breaks = m.breaks[v];
  let careful = m.perDutySecond[v]! > 0 || breaks !== undefined;
  for (let k = 1; k <= length; k++) {
    const x = seq[base + k]!;
    const ready = drive(s, v, prev, x);
    travel += s.arcTime[x]!;
    distance += s.arcDistance[x]!;
    const open = openAt(m, x, ready);
    // Only locked stops, and such as are about to be taken out, can be too late here: they are served when reached.
    s.start[x] = open === Infinity ? ready : open;
    s.dep[x] = s.start[x]! + m.service[x]!;
    s.route[x] = v;
    s.pos[x] = k;
    for (let d = 0; d < m.dims; d++)
      s.load[x * m.dims + d] = s.load[prev * m.dims + d]! + m.change[x * m.dims + d]!;
    careful ||= m.due[x]! < Infinity || m.maxRide[m.requestOf[x]!]! < Infinity;
    lateness += latenessCost(s, x, s.start[x]!);
    change += changeCost(m, x, v);
    prev = x;
  }
  const end = seq[base + length + 1]!;
  s.start[end] = s.dep[end] = drive(s, v, prev, end);
  s.careful[v] = careful ? 1 : 0;
  s.travel[v] = length > 0 ? travel + s.arcTime[end]! : 0;
  s.distance[v] = length > 0 ? distance + s.arcDistance[end]! : 0;
  const arcs = s.travel[v]! * m.perSecond[v]! + s.distance[v]! * m.perMetre[v]!;
  s.savable[v] = lateness + dutyS(s, v) * m.perDutySecond[v]!;
  s.breakless[v] = 0;
  if (breaks) refreshBreaks(s, v, breaks);
  s.cost[v] = length > 0 ? m.fixed[v]! + arcs + change + s.savable[v]! : 0;
}

/** The clocks of the route stay those without breaks, a bound for every test; only the cost knows about them. */
function refreshBreaks(s: State, v: number, breaks: Breaks): void {
  const cost = routeWithBreaks(s, v, breaks);
  s.breakless[v] = cost === Infinity ? 1 : 0;
  if (cost < Infinity) s.savable[v] = cost;
}

/** Notes the leg to x and returns when service there could begin. */
function drive(s: State, v: number, prev: number, x: number): number {
  s.arcTime[x] = travelS(s.m, v, prev, x);
  s.arcDistance[x] = distanceM(s.m, v, prev, x);
  return s.dep[prev]! + s.arcTime[x]! + setupS(s.m, prev, x);
}

function changeCost(m: State['m'], x: number, v: number): number {
  const r = m.requestOf[x]!;
  return m.delivery[r] === x && m.previous[r]! >= 0 && m.previous[r] !== v ? m.changeCost[r]! : 0;
}

/** Weighted cost of starting service at x at this time. */
export function latenessCost(s: State, x: number, startS: number): number {
  const late = startS - s.m.due[x]!;
  return late > 0 ? late * s.m.lateCost[x]! : 0;
}

/** Seconds from leaving the start, just in time for the first stop, to the end of the route. */
export function dutyS(s: State, v: number): number {
  if (s.len[v] === 0) return 0;
  const base = v * s.stride;
  const first = s.seq[base + 1]!;
  const leave = s.start[first]! - s.arcTime[first]! - setupS(s.m, s.seq[base]!, first);
  return s.start[s.seq[base + s.len[v]! + 1]!]! - leave;
}

function startLoad(s: State, v: number, dim: number): number {
  const { m } = s;
  let sum = m.aboard[v * m.dims + dim]!;
  if (!m.hasSingles) return sum;
  const base = v * s.stride;
  for (let k = base + s.len[v]!; k > base; k--) sum += m.before[s.seq[k]! * m.dims + dim]!;
  return sum;
}

/** Highest load up to each stop and from it on: a single task raises the one, the other or lowers the rest. */
function refreshPeaks(s: State, v: number): void {
  const { seq, load, peakBefore, peakAfter } = s;
  const dims = s.m.dims;
  const base = v * s.stride;
  const last = base + s.len[v]!;
  for (let d = 0; d < dims; d++) {
    let peak = -Infinity;
    for (let k = base; k <= last; k++) {
      const at = seq[k]! * dims + d;
      peak = Math.max(peak, load[at]!);
      peakBefore[at] = peak;
    }
    peak = -Infinity;
    for (let k = last; k >= base; k--) {
      const at = seq[k]! * dims + d;
      peak = Math.max(peak, load[at]!);
      peakAfter[at] = peak;
    }
  }
}
