import type { Window } from '../dispatch/solver/problem.ts';
import { orderedMinimum, type Pieces } from './ordered-minimum.ts';
import { actionS, driveBeforeBreak, type Visit } from './visits.ts';

/**
 * Timing this many visits takes some tenths of a second, which is as long as plan mode may keep everybody else waiting: it
 * runs on the event loop.
 */
const MOST_TIMED = 100_000;

/** How many other windows each route may try, in a plan of so many visits. */
export const triesFor = (visits: number): number => Math.floor(MOST_TIMED / Math.max(1, visits));

/**
 * When each visit of a route begins: the least sum of seconds outside of windows, then the end as early and everything else
 * as late as that allows, so that nobody waits without need. As VROOM's plan mode: order, travel and forced times are
 * beyond dispute, a vehicle may even leave before its hours; where beginning early at one visit and late at another weigh the
 * same, late is chosen. With several windows each visit takes the first it can reach, or a neighbour that is better, as far
 * as `tries` go. Undefined when forced times contradict each other. Splits the way around breaks.
 */
export function beginTimes(visits: Visit[], tries: number): number[] | undefined {
  let chosen = reachedWindows(visits);
  let best = cheapest(visits, chosen);
  for (const [k, window] of neighbours(visits, chosen).slice(0, tries)) {
    if (!best || best.outsideS === 0) break;
    const others = chosen.with(k, window);
    const other = cheapest(visits, others);
    if (other && other.outsideS < best.outsideS) [best, chosen] = [other, others];
  }
  return best?.begins;
}

/** The same where it is known which window each visit takes. */
export const beginTimesIn = (
  visits: Visit[],
  chosen: readonly (Window | undefined)[],
): number[] | undefined => cheapest(visits, chosen)?.begins;

/** The windows next to the chosen ones, and whose they are. */
const neighbours = (visits: Visit[], chosen: readonly (Window | undefined)[]): [number, Window][] =>
  visits.flatMap(({ windows }, k) => {
    const at = windows.indexOf(chosen[k]!);
    return windows.filter((_, n) => Math.abs(n - at) === 1).map((window): [number, Window] => [k, window]);
  });

/** Serving everything as early as possible: the window each visit meets. Breaks are taken on the way once they open. */
function reachedWindows(visits: Visit[]): (Window | undefined)[] {
  let free = 0;
  return visits.map((visit, k) => {
    const wish = opening(visit, free + visit.travelS);
    if (visit.kind === 'break') driveBeforeBreak(visits, k, Math.max(0, wish.s - free));
    const arrival = free + visit.travelS;
    const { window, s } = opening(visit, arrival);
    free = s + actionS(visit);
    return window;
  });
}

function opening({ windows, fromS = 0 }: Visit, arrival: number): { window: Window | undefined; s: number } {
  const ready = Math.max(arrival, fromS);
  const window = windows.find(([, to]) => to >= ready) ?? windows.at(-1);
  return { window, s: Math.max(ready, window && window[1] >= ready ? window[0] : ready) };
}

function cheapest(visits: Visit[], chosen: readonly (Window | undefined)[]) {
  const n = visits.length;
  // Seconds outside weigh more than any waiting, early ones a little more than late ones, forced times most of all.
  const outside = 8 * n * n;
  const forced = 4 * n * outside;
  let elapsed = 0;
  const offsets = visits.map((visit, k) => {
    if (k > 0) elapsed += actionS(visits[k - 1]!) + visit.travelS;
    return elapsed;
  });
  const costs = visits.map(({ fromS = 0, toS }, k): Pieces => {
    const window = chosen[k];
    const points: Pieces['points'] = [[fromS, forced]];
    if (toS !== undefined) points.push([toS, forced]);
    if (window) points.push([window[0], outside + 4 * n], [window[1], outside]);
    const early = window ? outside + 4 * n : 0;
    const last = k === n - 1;
    points.push([Number.MAX_SAFE_INTEGER / 4, forced * 2]);
    return {
      slope: -forced - early + (last ? n : -1),
      points: points.map(([at, more]) => [at - offsets[k]!, more]),
    };
  });
  const begins = orderedMinimum(costs).map((at, k) => at + offsets[k]!);
  const broken = visits.some(({ fromS = 0, toS = Infinity }, k) => begins[k]! < fromS || begins[k]! > toS);
  if (broken) return undefined;
  const outsideS = begins.reduce((sum, begin, k) => sum + outsideBy(begin, chosen[k]), 0);
  return { begins, outsideS };
}

const outsideBy = (begin: number, window: Window | undefined): number =>
  window ? Math.max(0, window[0] - begin, begin - window[1]) : 0;
