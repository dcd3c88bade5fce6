import type { PlainMatrix } from './plain-matrix.ts';
import type { State } from './state.ts';

/**
 * Cheapest place for a pair in route v, cheaper than `bound`, in seconds of travel; Infinity when there is none. Writes
 * foundI/foundJ. Plain problems only. Pickup positions outside, deliveries inside with the shifted clock carried along, so
 * that each test is O(1) (Ropke & Pisinger 2006; forward slack of Savelsbergh 1992).
 */
// One function on purpose: this is where the search spends its time, and cut in three it ran a quarter slower.
// oxlint-disable-next-line complexity, max-lines-per-function
export function scanPairPlain(s: State, plain: PlainMatrix, r: number, v: number, bound: number): number {
  const { seq, dep, latest, load, arcTime, m } = s;
  const { early, late, service, change, triangle } = m;
  const { out, into, stride, place } = plain;
  const p = m.pickup[r]!;
  const d = m.delivery[r]!;
  const [earlyP, lateP, serviceP] = [early[p]!, late[p]!, service[p]!];
  const [earlyD, lateD, serviceD] = [early[d]!, late[d]!, service[d]!];
  const placeD = place[d]!;
  const rowP = place[p]! * stride;
  const rowD = placeD * stride;
  const direct = out[rowP + placeD]!;
  const room = m.capacity[v]! - change[p]!;
  const base = v * s.stride;
  const last = base + s.len[v]!;
  let best = bound;
  let found = false;
  const first = firstOpen(s, base + s.locked[v]!, last, earlyP + serviceP);
  let next = seq[first]!;
  let placeNext = place[next]!;
  for (let i = first; i <= last; i++) {
    const prev = next;
    const toP = into[rowP + placeNext]!;
    next = seq[i + 1]!;
    placeNext = place[next]!;
    const fromP = out[rowP + placeNext]!;
    const detourP = toP - arcTime[next]!;
    const detour = detourP + fromP;
    // With the triangle inequality the delivery can only add to it, also when both stand together.
    if (detour >= best && triangle) continue;
    let t = dep[prev]! + toP;
    if (t > lateP) {
      if (triangle) break;
      continue;
    }
    if (load[prev]! > room) continue;
    if (t < earlyP) t = earlyP;
    t += serviceP;
    let start = t + direct;
    if (start < earlyD) start = earlyD;
    if (start <= lateD) {
      const cost = detourP + direct + out[rowD + placeNext]!;
      if (cost < best && start + serviceD + out[rowD + placeNext]! <= latest[next]!) {
        best = cost;
        found = true;
        s.foundI = s.foundJ = i - base;
      }
    } else if (triangle) continue;
    if (i === last || detour >= best) continue;
    // x: the stop behind which the delivery would go; t: its departure with the pickup already inserted.
    let x = next;
    t += fromP;
    if (t < early[x]!) t = early[x]!;
    if (t > latest[x]!) continue;
    for (let j = i + 1; ; j++) {
      if (load[x]! > room) break;
      t += service[x]!;
      const toD = into[rowD + place[x]!]!;
      start = t + toD;
      if (start > lateD && triangle) break;
      const y = seq[j + 1]!;
      const arc = arcTime[y]!;
      const onward = out[rowD + place[y]!]!;
      const cost = detour + toD + onward - arc;
      if (cost < best) {
        if (start < earlyD) start = earlyD;
        if (start <= lateD && start + serviceD + onward <= latest[y]!) {
          best = cost;
          found = true;
          s.foundI = i - base;
          s.foundJ = j - base;
        }
      }
      if (j === last) break;
      t += arc;
      if (t < early[y]!) t = early[y]!;
      if (t > latest[y]!) break;
      x = y;
    }
  }
  return found ? best : Infinity;
}

/** The same for a single task. */
export function scanSinglePlain(s: State, plain: PlainMatrix, r: number, v: number, bound: number): number {
  const { seq, dep, latest, arcTime, peakBefore, peakAfter, m } = s;
  const { out, into, stride, place, onlyDrops } = plain;
  const x = m.delivery[r]!;
  const [early, late, service] = [m.early[x]!, m.late[x]!, m.service[x]!];
  const row = place[x]! * stride;
  const roomBefore = m.capacity[v]! - m.before[x]!;
  const roomAfter = roomBefore - m.change[x]!;
  const base = v * s.stride;
  const last = base + s.len[v]!;
  if (onlyDrops && s.load[seq[base]!]! > roomBefore) return Infinity;
  let best = bound;
  let found = false;
  const first = firstOpen(s, base + s.locked[v]!, last, early + service);
  let next = seq[first]!;
  let placeNext = place[next]!;
  for (let i = first; i <= last; i++) {
    const prev = next;
    const toX = into[row + placeNext]!;
    next = seq[i + 1]!;
    placeNext = place[next]!;
    let t = dep[prev]! + toX;
    if (t > late) {
      if (m.triangle) break;
      continue;
    }
    const onward = out[row + placeNext]!;
    const cost = toX + onward - arcTime[next]!;
    if (cost >= best) continue;
    if (!onlyDrops && (peakBefore[prev]! > roomBefore || peakAfter[prev]! > roomAfter)) continue;
    if (t < early) t = early;
    if (t + service + onward > latest[next]!) continue;
    best = cost;
    found = true;
    s.foundI = s.foundJ = i - base;
  }
  return found ? best : Infinity;
}

/** With fewer gaps than this, one after the other is faster than halving. */
const FEW = 16;

/**
 * The first gap from `low` on behind which the route can still go on at `soonest`; `last + 1` when there is none. Latest starts
 * grow along a route, so it is found by halving.
 */
function firstOpen({ seq, latest }: State, low: number, last: number, soonest: number): number {
  let high = last + 1;
  while (high - low > FEW) {
    const middle = (low + high) >> 1;
    if (latest[seq[middle + 1]!]! < soonest) low = middle + 1;
    else high = middle;
  }
  while (low < high && latest[seq[low + 1]!]! < soonest) low++;
  return low;
}
