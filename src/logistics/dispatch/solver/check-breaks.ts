import { initialLoad } from './check-load.ts';
import { freeFrom, lockedEnd, waivedIds } from './check-locked-breaks.ts';
import type { Break, PlannedBreak, PlannedRoute, Problem, Vehicle } from './problem.ts';

const EPSILON = 1e-6;

/** Every break once, in its windows, in the gap it claims, with little enough aboard, in the shift. */
export function breakFaults(problem: Problem, vehicle: Vehicle, route: PlannedRoute): string[] {
  const faults: string[] = [];
  const asked = inOrder(vehicle.breaks ?? []);
  const free = freeFrom(vehicle);
  const room = Math.max(vehicle.shift[1], lockedEnd(problem, vehicle));
  let last = free;
  let lastRank = -1;
  for (const taken of route.breaks) {
    const rank = asked.findIndex(({ id }) => id === taken.id);
    const say = (what: string) => faults.push(`break ${taken.id} ${what}`);
    if (rank < 0) {
      say('is not in the problem');
      continue;
    }
    if (rank <= lastRank) say('is taken twice or out of order');
    lastRank = rank;
    const one = asked[rank]!;
    if (Math.abs(taken.endS - taken.startS - one.serviceS) > EPSILON) say('has another length');
    if (!isOpen(one, taken.startS)) say('starts outside its windows');
    if (taken.startS < last - EPSILON) say('starts before the one before it, or the shift');
    if (taken.endS > room + EPSILON) say('ends behind the shift');
    last = taken.endS;
    if (!inGap(route, taken)) say('is not in the gap it claims');
    if (isTooHeavy(problem, vehicle, route, taken, one)) say('is taken with too much aboard');
  }
  const done = new Set(route.breaks.map(({ id }) => id));
  const waived = waivedIds(problem, vehicle, asked);
  for (const { id } of asked) if (!done.has(id) && !waived.has(id)) faults.push(`break ${id} is not taken`);
  return faults;
}

/** Seconds of rest between two points in time. */
export function restBetween({ breaks }: PlannedRoute, fromS: number, toS: number): number {
  return breaks.reduce(
    (sum, { startS, endS }) => sum + Math.max(0, Math.min(endS, toS) - Math.max(startS, fromS)),
    0,
  );
}

function inOrder(breaks: readonly Break[]): Break[] {
  const first = (one: Break, end: 0 | 1) => one.windows?.[0]?.[end];
  return breaks.toSorted((a, b) => {
    const [openA, openB] = [first(a, 0) ?? -1e300, first(b, 0) ?? -1e300];
    if (openA !== openB) return openA - openB;
    return (first(a, 1) ?? 1e300) - (first(b, 1) ?? 1e300);
  });
}

const isOpen = ({ windows }: Break, startS: number): boolean =>
  !windows?.length || windows.some(([from, to]) => startS >= from - EPSILON && startS <= to + EPSILON);

function inGap({ stops }: PlannedRoute, { before, startS, endS }: PlannedBreak): boolean {
  const left = stops[before - 1]?.departS ?? -Infinity;
  const next = stops[before]?.startS ?? Infinity;
  return (
    Number.isInteger(before) &&
    before >= 0 &&
    before <= stops.length &&
    startS >= left - EPSILON &&
    endS <= next + EPSILON
  );
}

function isTooHeavy(
  problem: Problem,
  vehicle: Vehicle,
  route: PlannedRoute,
  { before }: PlannedBreak,
  { maxLoad }: Break,
): boolean {
  const load = route.stops[before - 1]?.loadAfter ?? initialLoad(problem, vehicle, route.stops);
  return maxLoad?.some((most, dim) => (load[dim] ?? 0) > most + EPSILON) ?? false;
}
