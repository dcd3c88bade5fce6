import { dutyS, latenessCost } from './refresh.ts';
import type { State } from './state.ts';
import { openAt, setupS, travelS } from './travel.ts';

/** True when O(1) tests do not suffice: due times, ride limits or paid duty time in the route or the request. */
export function isCareful(s: State, r: number, v: number): boolean {
  const { m } = s;
  return (
    s.careful[v] === 1 ||
    m.maxRide[r]! < Infinity ||
    m.due[m.delivery[r]!]! < Infinity ||
    (m.pickup[r]! >= 0 && m.due[m.pickup[r]!]! < Infinity)
  );
}

/**
 * Drives route v with request r put behind positions i and j and returns the exact change of lateness and duty cost, or
 * Infinity when a ride limit breaks or the change is surely no less than `limit`. Stops as soon as the clock is back on the
 * old schedule.
 */
export function trial(s: State, r: number, v: number, i: number, j: number, limit: number): number {
  const { m, seq, trialStart, trialRound } = s;
  const base = v * s.stride;
  const added = m.pickup[r]! < 0 ? 1 : 2;
  const deliveryAt = j - i + added - 1;
  const count = s.len[v]! - i + added;
  const round = ++s.trialCount;
  const spare = spareDuty(m, v);
  let savable = spare + s.savable[v]!;
  let prev = seq[base + i]!;
  let t = s.dep[prev]!;
  let cost = 0;
  let earlier = false;
  for (let k = 0; k < count; k++) {
    const x = stopAt(s, r, base, i, k, deliveryAt);
    const old = m.requestOf[x] === r ? -Infinity : s.start[x]!;
    const start = openAt(m, x, t + travelS(m, v, prev, x) + setupS(m, prev, x));
    if (start === Infinity) return Infinity;
    trialStart[x] = start;
    trialRound[x] = round;
    if (ridesTooLong(s, x, start, round)) return Infinity;
    const before = latenessCost(s, x, old);
    cost += latenessCost(s, x, start);
    cost -= before;
    // Behind the last new stop nobody gains once somebody is served no earlier than before.
    savable = k > deliveryAt && start >= old ? spare : savable - before;
    if (cost - savable >= limit) return Infinity;
    t = start + m.service[x]!;
    prev = x;
    if (start < old) earlier = true;
    if (start === old && k > deliveryAt && !earlier)
      return cost + dutyCost(s, r, v, i, deliveryAt, oldEnd(s, v));
  }
  const end = seq[base + s.len[v]! + 1]!;
  return cost + dutyCost(s, r, v, i, deliveryAt, t + travelS(m, v, prev, end));
}

/** What paid duty time may turn out to save is known only at the end. */
const spareDuty = (m: State['m'], v: number): number => (m.perDutySecond[v]! > 0 ? Infinity : 0);

/** The k-th stop behind position i with the request put in; its delivery is the one at `deliveryAt`. */
function stopAt(s: State, r: number, base: number, i: number, k: number, deliveryAt: number): number {
  const pickup = s.m.pickup[r]!;
  if (k === deliveryAt) return s.m.delivery[r]!;
  if (k === 0 && pickup >= 0) return pickup;
  return s.seq[base + i + 1 + k - (pickup < 0 ? 0 : 1) - (k > deliveryAt ? 1 : 0)]!;
}

function ridesTooLong(s: State, x: number, start: number, round: number): boolean {
  const { m } = s;
  const r = m.requestOf[x]!;
  const limit = m.maxRide[r]!;
  if (limit === Infinity || m.delivery[r] !== x) return false;
  const origin = m.origin[r]!;
  const left =
    (s.trialRound[origin] === round ? s.trialStart[origin]! : s.start[origin]!) + m.service[origin]!;
  return start - left > limit;
}

/** Change of the duty cost when the trial just driven ends at `end`. */
function dutyCost(s: State, r: number, v: number, i: number, deliveryAt: number, end: number): number {
  const { m } = s;
  if (m.perDutySecond[v]! === 0) return 0;
  const leave = i > 0 ? leaveS(s, v) : leaveForFirst(s, v, stopAt(s, r, v * s.stride, 0, 0, deliveryAt));
  return (end - leave - dutyS(s, v)) * m.perDutySecond[v]!;
}

function leaveForFirst(s: State, v: number, first: number): number {
  const from = s.seq[v * s.stride]!;
  return s.trialStart[first]! - travelS(s.m, v, from, first) - setupS(s.m, from, first);
}

const oldEnd = (s: State, v: number): number => s.start[s.seq[v * s.stride + s.len[v]! + 1]!]!;

const leaveS = (s: State, v: number): number => oldEnd(s, v) - dutyS(s, v);
