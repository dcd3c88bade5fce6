/** The departures found for a route, stop by stop: for every number of breaks taken those that no other one beats. */
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

/** Departures kept per stop and number of breaks: beyond that the latest goes, so that a feasible one always stays. */
const KEPT = 8;

/** When the departure a, from the stop at `position`, left the earlier one `at`. */
export function departure({ parent, time }: Labels, a: number, position: number, at: number): number {
  let one = a;
  for (let k = position; k > at; k--) one = parent[one]!;
  return time[one]!;
}

/** Adds a departure (when, at what cost, with q breaks taken, behind a) to the last layer unless another is as good; throws out those it beats. */
export function keep(labels: Labels, t: number, c: number, q: number, a: number): void {
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

export function put(labels: Labels, t: number, c: number, q: number, a: number): void {
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
