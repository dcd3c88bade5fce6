import { breakFrom, isLightFor, serviceFrom, type Breaks, type Line } from './break-line.ts';

/**
 * Where the breaks of a route go, exactly: stop by stop, for every number of breaks taken so far, the departures that no
 * other one beats in time, cost and the rides under way. Breaks keep their order, so that the number says which. A stop is
 * served as soon as it can be; a break is taken as soon as it can be in the gap it falls into, driving until it begins.
 */
export interface Places {
  /** Departures in the order found, each layer (stop) behind the one before. */
  time: number[];
  cost: number[];
  taken: number[];
  parent: number[];
  /** Where each layer begins. */
  layer: number[];
  /** Scratch: starts and ends of the breaks in the gap being looked at. */
  begin: number[];
  end: number[];
  /** Result: the gap of each break (the stop it comes before), and how many of the last gap come before reaching the end. */
  gap: number[];
  onTheWayHome: number;
}

export const newPlaces = (): Places => ({
  time: [],
  cost: [],
  taken: [],
  parent: [],
  layer: [],
  begin: [],
  end: [],
  gap: [],
  onTheWayHome: 0,
});

/** Departures kept per stop and number of breaks: beyond that the latest goes, so that a feasible one always stays. */
const KEPT = 8;

/**
 * Lateness and duty cost of the cheapest placing; Infinity when there is none that keeps every window, ride limit and the
 * end of the shift. `wanted`: write the gaps too.
 */
export function placeBreaks(line: Line, breaks: Breaks, places: Places, wanted = false): number {
  places.time.length = places.cost.length = places.taken.length = places.parent.length = 0;
  places.layer.length = 0;
  put(places, line.startAt, 0, 0, -1);
  let from = 0;
  for (let k = 0; k < line.count; k++) {
    const to = places.time.length;
    places.layer[k] = to;
    for (let a = from; a < to; a++) leaveFor(line, breaks, places, a, k);
    if (places.time.length === to) return Infinity;
    from = to;
  }
  return closing(line, breaks, places, from, wanted);
}

function put(places: Places, time: number, cost: number, taken: number, parent: number): void {
  places.time.push(time);
  places.cost.push(cost);
  places.taken.push(taken);
  places.parent.push(parent);
}

/** From departure a to stop k with no break on the way, one, two ... */
function leaveFor(line: Line, breaks: Breaks, places: Places, a: number, k: number): void {
  let t = places.time[a]!;
  let left = line.hop[k]!;
  let q = places.taken[a]!;
  for (let n = 0; ; n++) {
    const start = serviceFrom(line, k, t + left);
    if (start === Infinity) return;
    arrive(line, places, a, k, start, q, n);
    if (q === breaks.count || !isLightFor(line, breaks, k, q)) return;
    const begin = breakFrom(breaks, q, t);
    if (begin === Infinity) return;
    left = Math.max(0, left - (begin - t));
    t = begin + breaks.service[q]!;
    places.begin[n] = begin;
    places.end[n] = t;
    q++;
  }
}

function arrive(line: Line, places: Places, a: number, k: number, start: number, q: number, n: number): void {
  let due = line.due[k]!;
  const origin = line.origin[k]!;
  if (origin >= 0) {
    const left = departure(places, a, k - 1, origin);
    if (start - left > line.maxRide[k]!) return;
    due = Math.min(due, left + line.dueRide[k]!);
  }
  let cost = places.cost[a]! + (start > due ? (start - due) * line.lateCost[k]! : 0);
  if (k === 0 && line.dutyPerS > 0)
    cost -= leaveBefore(start, line.hop[k]!, places.begin, places.end, n) * line.dutyPerS;
  keep(line, places, k, start + line.service[k]!, cost, q, a);
}

/** When the departure a behind stop k left the earlier stop `at`. */
function departure(places: Places, a: number, k: number, at: number): number {
  let one = a;
  for (let step = k; step > at; step--) one = places.parent[one]!;
  return places.time[one]!;
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

/** Adds a departure behind stop k unless another is as good; throws out those it beats. */
function keep(line: Line, places: Places, k: number, time: number, cost: number, q: number, a: number): void {
  const { parent } = places;
  const from = places.layer[k]!;
  for (let b = from; b < places.time.length; b++)
    if (places.taken[b]! >= q && places.time[b]! <= time && places.cost[b]! <= cost)
      if (ridesAsWell(line, places, k, parent[b]!, places.time[b]!, a, time)) return;
  let write = from;
  for (let b = from; b < places.time.length; b++) {
    const beaten = places.taken[b]! <= q && places.time[b]! >= time && places.cost[b]! >= cost;
    if (beaten && ridesAsWell(line, places, k, a, time, parent[b]!, places.time[b]!)) continue;
    move(places, b, write++);
  }
  for (const list of [places.time, places.cost, places.taken, parent]) list.length = write;
  const instead = crowdedOut(places, from, q);
  if (instead < 0) put(places, time, cost, q, a);
  else if (time < places.time[instead]!) {
    [places.time[instead], places.cost[instead], parent[instead]] = [time, cost, a];
  }
}

/** The latest departure with q breaks taken when there are too many of them already; -1 when not. */
function crowdedOut({ time, taken }: Places, from: number, q: number): number {
  let [count, latest] = [0, -1];
  for (let b = from; b < time.length; b++) {
    if (taken[b] !== q) continue;
    count++;
    if (latest < 0 || time[b]! > time[latest]!) latest = b;
  }
  return count < KEPT ? -1 : latest;
}

function move(places: Places, from: number, to: number): void {
  if (from === to) return;
  places.time[to] = places.time[from]!;
  places.cost[to] = places.cost[from]!;
  places.taken[to] = places.taken[from]!;
  places.parent[to] = places.parent[from]!;
}

/** Do the goods under way behind stop k ride no longer with the departure (a, timeA) than with (b, timeB)? */
function ridesAsWell(
  line: Line,
  places: Places,
  k: number,
  a: number,
  timeA: number,
  b: number,
  timeB: number,
): boolean {
  if (!line.rides) return true;
  for (let at = k + 1; at < line.count; at++) {
    const origin = line.origin[at]!;
    if (origin < 0 || origin > k) continue;
    const leftA = origin === k ? timeA : departure(places, a, k - 1, origin);
    const leftB = origin === k ? timeB : departure(places, b, k - 1, origin);
    if (leftA < leftB) return false;
  }
  return true;
}

/** Takes the cheapest departure from the last stop that leaves time for the rest of the breaks. */
function closing(line: Line, breaks: Breaks, places: Places, from: number, wanted: boolean): number {
  let [best, bestAt, bestHome] = [Infinity, -1, 0];
  for (let a = from; a < places.time.length; a++) {
    const home = breaksOnTheWayHome(line, breaks, places.taken[a]!, places.time[a]!);
    if (home < 0) continue;
    const cost =
      places.cost[a]! + reached(line, breaks, places.taken[a]!, places.time[a]!, home) * line.dutyPerS;
    if (cost < best || (cost === best && places.time[a]! < places.time[bestAt]!))
      [best, bestAt, bestHome] = [cost, a, home];
  }
  if (wanted && bestAt >= 0) writeGaps(line, breaks, places, bestAt, bestHome);
  return best;
}

/** Fewest of the remaining breaks to take before the end is reached so that all of them and the shift hold; -1: none do. */
function breaksOnTheWayHome(line: Line, breaks: Breaks, q: number, departS: number): number {
  for (let next = q; next < breaks.count; next++) if (!isLightFor(line, breaks, line.count, next)) return -1;
  for (let n = 0; n <= breaks.count - q; n++) {
    let t = reached(line, breaks, q, departS, n);
    for (let next = q + n; next < breaks.count; next++)
      t = breakFrom(breaks, next, t) + breaks.service[next]!;
    if (t <= line.endBy) return n;
  }
  return -1;
}

/** When the end is reached with the next n breaks on the way. */
function reached(line: Line, breaks: Breaks, q: number, departS: number, n: number): number {
  let [t, left] = [departS, line.home];
  for (let next = q; next < q + n; next++) {
    const begin = breakFrom(breaks, next, t);
    left = Math.max(0, left - (begin - t));
    t = begin + breaks.service[next]!;
  }
  return t + left;
}

function writeGaps(line: Line, breaks: Breaks, places: Places, last: number, home: number): void {
  places.onTheWayHome = home;
  let a = last;
  for (let q = places.taken[a]!; q < breaks.count; q++) places.gap[q] = line.count;
  for (let k = line.count - 1; k >= 0; k--) {
    const before = places.parent[a]!;
    for (let q = places.taken[before]!; q < places.taken[a]!; q++) places.gap[q] = k;
    a = before;
  }
  places.gap.length = breaks.count;
}

/**
 * Positions of the breaks that can be kept when not all can: from the first on, each that leaves a way together with those
 * kept before it.
 */
export function keepable(breaks: Breaks, holds: (some: readonly number[]) => boolean): number[] {
  const kept: number[] = [];
  for (let q = 0; q < breaks.count; q++) if (holds([...kept, q])) kept.push(q);
  return kept;
}
