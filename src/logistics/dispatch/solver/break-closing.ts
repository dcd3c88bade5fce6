import { breakFrom, isLightFor } from './breaks.ts';
import type { Labels } from './break-labels.ts';
import type { Terms } from './break-visits.ts';

/** How a route ends: travel to its end, by when all must be over, and what is aboard then. */
export interface Ending {
  home: number;
  endBy: number;
  load: Float64Array;
}

/** Cost of the cheapest departure from the last stop that leaves time for the rest of the breaks; Infinity when none does. */
export function closing(labels: Labels, ending: Ending, terms: Terms): number {
  const at = lastOf(labels, ending, terms);
  return at < 0 ? Infinity : costOf(labels, ending, terms, at);
}

/** Which departure that is; -1: none. */
export function lastOf(labels: Labels, ending: Ending, terms: Terms): number {
  let [best, bestAt] = [Infinity, -1];
  for (let a = labels.from; a < labels.to; a++) {
    const cost = costOf(labels, ending, terms, a);
    if (cost < best || (cost < Infinity && cost === best && labels.time[a]! < labels.time[bestAt]!))
      [best, bestAt] = [cost, a];
  }
  return bestAt;
}

function costOf(labels: Labels, ending: Ending, terms: Terms, a: number): number {
  const [q, t] = [labels.taken[a]!, labels.time[a]!];
  const n = breaksOnTheWayHome(ending, terms, q, t);
  return n < 0
    ? Infinity
    : labels.cost[a]! + (terms.dutyPerS > 0 ? reached(ending, terms, q, t, n) * terms.dutyPerS : 0);
}

/** Fewest of the remaining breaks to take before the end is reached so that all of them and the shift hold; -1: none do. */
export function breaksOnTheWayHome(ending: Ending, terms: Terms, q: number, departS: number): number {
  const { breaks } = terms;
  for (let next = q; next < breaks.count; next++) if (!isLightFor(breaks, next, ending.load)) return -1;
  for (let n = 0; n <= breaks.count - q; n++) {
    let t = reached(ending, terms, q, departS, n);
    for (let next = q + n; next < breaks.count; next++)
      t = breakFrom(breaks, next, t) + breaks.service[next]!;
    if (t <= ending.endBy) return n;
  }
  return -1;
}

/** When the end is reached with the next n breaks on the way. */
function reached({ home }: Ending, { breaks }: Terms, q: number, departS: number, n: number): number {
  let [t, left] = [departS, home];
  for (let next = q; next < q + n; next++) {
    const begin = breakFrom(breaks, next, t);
    left = Math.max(0, left - (begin - t));
    t = begin + breaks.service[next]!;
  }
  return t + left;
}
