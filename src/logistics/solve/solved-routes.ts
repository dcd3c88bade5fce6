import type { PlannedRoute, PlannedStop, Request, Solution, Window } from '../dispatch/solver/problem.ts';
import { beginTimesIn } from './begin-times.ts';
import type { Posed } from './from-vroom.ts';
import { indexIn } from './solver-names.ts';
import { timedRoute, type TimedRoute } from './timed-route.ts';
import type { Travel } from './travel.ts';
import { actionS, driveBeforeBreak, visitsOf, type Visit, type Wanted } from './visits.ts';
import { setupS, type Van, type World } from './world.ts';

/**
 * The solver's routes in VROOM's terms. The solver serves everything as early as it can; here everything but the end moves
 * as late as nobody is hurt by, as VROOM does it: vehicles leave later and wait less.
 */
export function solvedRoutes(world: World, travel: Travel, posed: Posed, solution: Solution): TimedRoute[] {
  const byVan = new Map(solution.routes.map((route) => [indexIn(route.vehicleId), route]));
  return world.vans.flatMap((_, v) => {
    const route = byVan.get(v);
    return route && route.stops.length > 0 ? [solvedRoute(world, travel, v, posed, route)] : [];
  });
}

function solvedRoute(world: World, travel: Travel, v: number, posed: Posed, route: PlannedRoute): TimedRoute {
  const visits = visitsOf(world, travel, v, wantedOf(world, v, route));
  const early = solverTimes(world, v, visits, route, posed);
  const late = beginTimesIn(
    heldBack(visits, early),
    visits.map((visit, k) => openAt(visit, early[k]!)),
  );
  const begins = late && keepsRides(world, visits, early, late) ? late : early;
  return timedRoute(world, v, visits, begins);
}

function wantedOf(world: World, v: number, { stops, breaks }: PlannedRoute): Wanted[] {
  const pausesBefore = (k: number) =>
    breaks
      .filter(({ before }) => before === k)
      .map(({ id }): Wanted => ({ pause: world.vans[v]!.breaks[Number(id)]! }));
  const taskOf = ({ requestId, kind }: PlannedStop) =>
    world.orders[indexIn(requestId)]!.tasks.find((task) => task.kind === kind)!;
  return [
    ...stops.flatMap((stop, k) => [...pausesBefore(k), { task: taskOf(stop) }]),
    ...pausesBefore(stops.length),
  ];
}

/** When the solver begins each visit; the way around breaks is split accordingly. */
function solverTimes(
  world: World,
  v: number,
  visits: Visit[],
  { departS, endS, stops, breaks }: PlannedRoute,
  { originS, problem: { requests } }: Posed,
): number[] {
  const starts = [...stops];
  const pauses = [...breaks];
  const begins: number[] = [];
  visits.forEach((visit, k) => {
    const task =
      visit.task && beginOf(requests[visit.task.order]!, visit, starts.shift()!.startS, world.vans[v]!);
    const pause = visit.pause && pauses.shift()!.startS;
    begins.push(originS + (task ?? pause ?? (visit.kind === 'start' ? departS : endS)));
    if (visit.kind !== 'break') return;
    const free = begins[k - 1]! + actionS(visits[k - 1]!);
    driveBeforeBreak(visits, k, Math.max(0, begins[k]! - free));
  });
  // Breaks may lie before leaving and after the end: in VROOM's terms the vehicle is there then.
  const [first, second] = visits as [Visit, Visit];
  begins[0] = Math.min(begins[0]!, begins[1]! - second.travelS - actionS(first));
  const [beforeEnd, end] = visits.slice(-2) as [Visit, Visit];
  begins[begins.length - 1] = Math.max(begins.at(-1)!, begins.at(-2)! + actionS(beforeEnd) + end.travelS);
  return begins;
}

/**
 * When the setup begins. Where the solver counts it as service and it is saved after all, the service itself stays when it
 * was, as far as the window lets it: rides begin at its end.
 */
function beginOf(request: Request, visit: Visit, startS: number, van: Van): number {
  const task = visit.task!;
  const solved = request[task.kind]!;
  if (solved.setupS) return startS - visit.setupS;
  const closes = solved.windows?.find(([, to]) => to >= startS)?.[1] ?? Infinity;
  return Math.max(startS, Math.min(startS + setupS(task, van) - visit.setupS, closes));
}

/** Nothing gets later than its due time, or than it is anyway. */
function heldBack(visits: readonly Visit[], early: readonly number[]): Visit[] {
  return visits.map((visit, k) => {
    const due = visit.task?.given.due;
    const isOpen = visit.windows.length === 0 || openAt(visit, early[k]!) !== undefined;
    if (isOpen && due === undefined) return visit;
    const latest = isOpen ? due! - visit.setupS : early[k]!;
    return { ...visit, toS: Math.max(early[k]!, latest) };
  });
}

const openAt = ({ windows }: Visit, s: number): Window | undefined =>
  windows.find(([from, to]) => from <= s && s <= to);

/** Later pickups make rides shorter and later deliveries make them longer: no limit may break that held before. */
function keepsRides(
  { orders }: World,
  visits: readonly Visit[],
  early: readonly number[],
  late: readonly number[],
): boolean {
  return visits.every(({ task, setupS }, k) => {
    const limit = task?.kind === 'delivery' ? orders[task.order]!.maxRideS : undefined;
    const p = visits.findIndex((one) => one.task?.order === task?.order && one.task?.kind === 'pickup');
    if (limit === undefined || p < 0) return true;
    const ride = (begins: readonly number[]) => begins[k]! + setupS - begins[p]! - actionS(visits[p]!);
    return ride(late) <= Math.max(limit, ride(early));
  });
}
