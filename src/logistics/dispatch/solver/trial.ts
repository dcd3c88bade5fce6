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
 * Infinity when a ride limit breaks. Stops as soon as the clock is back on the old schedule.
 */
export function trial(s: State, r: number, v: number, i: number, j: number): number {
  const { m, seq, trialStart, trialRound } = s;
  const base = v * s.stride;
  const deliveryAt = j - i + (m.pickup[r]! < 0 ? 0 : 1);
  const count = s.len[v]! - i + (m.pickup[r]! < 0 ? 1 : 2);
  const round = ++s.trialCount;
  let prev = seq[base + i]!;
  let t = s.dep[prev]!;
  let leave = i === 0 ? 0 : leaveS(s, v);
  let cost = 0;
  let earlier = false;
  for (let k = 0; k < count; k++) {
    const x = stopAt(s, r, base, i, k, deliveryAt);
    const isNew = m.requestOf[x] === r;
    const hop = travelS(m, v, prev, x);
    const start = openAt(m, x, t + hop + setupS(m, prev, x));
    if (start === Infinity) return Infinity;
    if (i === 0 && k === 0) leave = start - hop - setupS(m, prev, x);
    trialStart[x] = start;
    trialRound[x] = round;
    if (ridesTooLong(s, x, start, round)) return Infinity;
    cost += latenessCost(s, x, start);
    t = start + m.service[x]!;
    prev = x;
    if (isNew) continue;
    cost -= latenessCost(s, x, s.start[x]!);
    if (start < s.start[x]!) earlier = true;
    if (start === s.start[x] && k > deliveryAt && !earlier) return cost + dutyCost(s, v, leave, oldEnd(s, v));
  }
  const end = seq[base + s.len[v]! + 1]!;
  return cost + dutyCost(s, v, leave, t + travelS(m, v, prev, end));
}

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

function dutyCost(s: State, v: number, leave: number, end: number): number {
  return s.m.perDutySecond[v]! === 0 ? 0 : (end - leave - dutyS(s, v)) * s.m.perDutySecond[v]!;
}

const oldEnd = (s: State, v: number): number => s.start[s.seq[v * s.stride + s.len[v]! + 1]!]!;

const leaveS = (s: State, v: number): number => oldEnd(s, v) - dutyS(s, v);
