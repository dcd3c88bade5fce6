import { initialLoad } from './check-load.ts';
import type { Break, Problem, StopRef, Vehicle } from './problem.ts';

export const freeFrom = ({ shift, availableAtS }: Vehicle): number =>
  Math.max(shift[0], availableAtS ?? -Infinity);

interface Leg {
  wayS: number;
  opensS: number;
  serviceS: number;
  /** Aboard on the way. */
  load: number[];
}

/** The locked stops alone: ways, openings and loads, and what is aboard behind them. */
function lockedLegs(problem: Problem, vehicle: Vehicle): { legs: Leg[]; after: number[] } {
  const locked = vehicle.locked ?? [];
  const load = initialLoad(problem, vehicle, locked);
  let place = vehicle.start;
  const legs = locked.map((stop): Leg => {
    const request = problem.requests.find(({ id }) => id === stop.requestId)!;
    const task = request[stop.kind]!;
    const setup = place === task.place ? 0 : (task.setupS ?? 0);
    const leg = {
      wayS: way(problem, vehicle, place, task.place) + setup,
      opensS: opening(problem, stop),
      serviceS: task.serviceS ?? 0,
      load: [...load],
    };
    load.forEach((_, dim) => {
      const amount = request.load?.[dim] ?? 0;
      if (stop.kind === 'pickup') load[dim]! += amount;
      else load[dim]! -= amount;
      if (stop.kind === 'job') load[dim]! += request.collects?.[dim] ?? 0;
    });
    place = task.place;
    return leg;
  });
  return { legs, after: load };
}

/** When a locked stop opens; a pickup of goods that must not wait opens with the delivery, less the longest ride. */
function opening(problem: Problem, { requestId, kind }: StopRef): number {
  const request = problem.requests.find(({ id }) => id === requestId)!;
  const windows = request[kind]!.windows ?? [];
  if (kind !== 'pickup' || request.maxRideS === undefined || !request.delivery?.windows?.length)
    return windows[0]?.[0] ?? -Infinity;
  const from = request.delivery.windows[0]![0] - request.maxRideS - (request.pickup!.serviceS ?? 0);
  if (windows.length === 0) return from;
  const open = windows.find(([, to]) => to >= from);
  return open ? Math.max(open[0], from) : -Infinity;
}

/** When the locked stops alone would end the route, without any break. */
export function lockedEnd(problem: Problem, vehicle: Vehicle): number {
  const { legs } = lockedLegs(problem, vehicle);
  if (legs.length === 0) return -Infinity;
  const t = legs.reduce((at, leg) => Math.max(at + leg.wayS, leg.opensS) + leg.serviceS, freeFrom(vehicle));
  return t + homeS(problem, vehicle);
}

function homeS(problem: Problem, vehicle: Vehicle): number {
  const last = vehicle.locked!.at(-1)!;
  return way(
    problem,
    vehicle,
    problem.requests.find(({ id }) => id === last.requestId)![last.kind]!.place,
    vehicle.end,
  );
}

/** Breaks that the locked stops leave no room for, each tried with those before it that do fit. */
export function waivedIds(problem: Problem, vehicle: Vehicle, breaks: readonly Break[]): Set<string> {
  const waived = new Set<string>();
  if (!vehicle.locked?.length) return waived;
  const kept: Break[] = [];
  for (const one of breaks) {
    if (fitLocked(problem, vehicle, [...kept, one])) kept.push(one);
    else waived.add(one.id);
  }
  return waived;
}

/** Soonest departures by the number of breaks taken, through the locked stops to the end of the shift. */
function fitLocked(problem: Problem, vehicle: Vehicle, breaks: readonly Break[]): boolean {
  const { legs, after } = lockedLegs(problem, vehicle);
  const home = homeS(problem, vehicle);
  const bar = Math.max(vehicle.shift[1], lockedEnd(problem, vehicle));
  if (legs.some(({ wayS }) => wayS >= 4e8)) return false;
  let soonest = new Map([[0, freeFrom(vehicle)]]);
  for (const { wayS, opensS, serviceS, load } of legs) {
    const next = new Map<number, number>();
    for (const [taken, t] of soonest)
      for (const [count, readyS] of rests(breaks, taken, t, wayS, load)) {
        const departS = Math.max(readyS, opensS) + serviceS;
        if (departS < (next.get(count) ?? Infinity)) next.set(count, departS);
      }
    soonest = next;
  }
  for (const [taken, t] of soonest)
    for (const [count, atEnd] of rests(breaks, taken, t, home, after))
      for (const [all, readyS] of rests(breaks, count, atEnd, 0, after))
        if (all === breaks.length && readyS <= bar) return true;
  return false;
}

/** For each number of breaks taken by then: when a way of so many seconds is done. */
function rests(
  breaks: readonly Break[],
  taken: number,
  t: number,
  wayS: number,
  load: number[],
): [number, number][] {
  const found: [number, number][] = [[taken, t + wayS]];
  let [clock, left] = [t, wayS];
  for (let q = taken; q < breaks.length; q++) {
    const { windows, serviceS, maxLoad } = breaks[q]!;
    if (maxLoad?.some((most, dim) => (load[dim] ?? 0) > most)) break;
    const window = windows?.length ? windows.find(([, to]) => to >= clock) : [clock, Infinity];
    if (!window) break;
    const begin = Math.max(clock, window[0]!);
    left = Math.max(0, left - (begin - clock));
    clock = begin + serviceS;
    found.push([q + 1, clock + left]);
  }
  return found;
}

function way(
  problem: Problem,
  { profile = 0, speedFactor = 1 }: Vehicle,
  from?: number,
  to?: number,
): number {
  if (from === undefined || to === undefined) return 0;
  return Math.min(1e9, problem.profiles[profile]!.durationsS[from * problem.places + to]! * speedFactor);
}
