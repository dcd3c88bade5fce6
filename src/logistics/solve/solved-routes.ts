import type { PlannedRoute, PlannedStop, Solution, Window } from '../dispatch/solver/problem.ts';
import { beginTimes } from './begin-times.ts';
import { indexIn, type Posed } from './from-vroom.ts';
import { timedRoute, type TimedRoute } from './timed-route.ts';
import type { Travel } from './travel.ts';
import { actionS, driveBeforeBreak, visitsOf, type Visit, type Wanted } from './visits.ts';
import type { World } from './world.ts';

/**
 * The solver's routes in VROOM's terms. The solver serves everything as early as it can; here everything but the end moves
 * as late as nobody is hurt by, as VROOM does it: vehicles leave later and wait less.
 */
export function solvedRoutes(world: World, travel: Travel, posed: Posed, solution: Solution): TimedRoute[] {
  const byVan = new Map(solution.routes.map((route) => [indexIn(route.vehicleId), route]));
  return world.vans.flatMap((_, v) => {
    const route = byVan.get(v);
    return route && route.stops.length > 0 ? [solvedRoute(world, travel, v, posed.originS, route)] : [];
  });
}

function solvedRoute(
  world: World,
  travel: Travel,
  v: number,
  originS: number,
  route: PlannedRoute,
): TimedRoute {
  const visits = visitsOf(world, travel, v, wantedOf(world, v, route));
  const early = solverTimes(visits, route, originS);
  const late = beginTimes(
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
  visits: Visit[],
  { departS, endS, stops, breaks }: PlannedRoute,
  originS: number,
): number[] {
  const starts = [...stops];
  const pauses = [...breaks];
  const begins: number[] = [];
  visits.forEach((visit, k) => {
    const task = visit.task && starts.shift()!.startS - visit.setupS;
    const pause = visit.pause && pauses.shift()!.startS;
    begins.push(originS + (task ?? pause ?? (visit.kind === 'start' ? departS : endS)));
    if (visit.kind !== 'break') return;
    const free = begins[k - 1]! + actionS(visits[k - 1]!);
    driveBeforeBreak(visits, k, Math.max(0, begins[k]! - free));
  });
  // A break may lie before leaving: then the vehicle is there earlier than it leaves.
  for (let k = visits.length - 2; k >= 0; k--)
    begins[k] = Math.min(begins[k]!, begins[k + 1]! - actionS(visits[k]!) - visits[k + 1]!.travelS);
  begins[visits.length - 1] = Math.max(begins.at(-1)!, begins.at(-2)! + actionS(visits.at(-2)!));
  return begins;
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
