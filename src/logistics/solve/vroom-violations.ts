import type { TimedRoute, TimedVisit } from './timed-route.ts';
import type { Van, World } from './world.ts';

/** What a route breaks, in VROOM's words; `max_ride_time`, `vehicle` and `unreachable` are ours. */
export interface VroomViolation {
  cause:
    | 'delay'
    | 'lead_time'
    | 'load'
    | 'max_tasks'
    | 'skills'
    | 'precedence'
    | 'missing_break'
    | 'max_travel_time'
    | 'max_distance'
    | 'max_load'
    | 'max_ride_time'
    | 'vehicle'
    | 'unreachable';
  /** Seconds, of `delay`, `lead_time` and `max_ride_time`. */
  duration?: number;
}

const UNREACHABLE_S = 1_000_000_000;

/** Every broken rule of each visit, in the visits' order. */
export function visitViolations(world: World, route: TimedRoute): VroomViolation[][] {
  const van = world.vans[route.van]!;
  let tasks = 0;
  return route.visits.map((visit, k) => {
    if (visit.task) tasks++;
    const found = [
      ...outside(visit),
      ...limits(van, visit, tasks),
      ...ofTask(world, van, route, k),
      ...(visit.pause?.max_load?.some((most, dim) => visit.loadAfter[dim]! > most)
        ? [{ cause: 'max_load' as const }]
        : []),
    ];
    return found;
  });
}

/** What the route breaks as a whole, causes once and their seconds summed; then the breaks it does not take. */
export function routeViolations(
  world: World,
  route: TimedRoute,
  ofVisits: VroomViolation[][],
): VroomViolation[] {
  const all = merged(ofVisits.flat());
  const taken = new Set(route.visits.map(({ pause }) => pause));
  const missing = world.vans[route.van]!.breaks.some((pause) => !taken.has(pause));
  return missing ? [...all, { cause: 'missing_break' }] : all;
}

/** Causes once, their seconds summed. */
export function merged(violations: readonly VroomViolation[]): VroomViolation[] {
  const byCause = new Map<VroomViolation['cause'], VroomViolation>();
  for (const { cause, duration } of violations) {
    const sum = byCause.get(cause) ?? { cause };
    if (duration !== undefined) sum.duration = (sum.duration ?? 0) + duration;
    byCause.set(cause, sum);
  }
  return [...byCause.values()];
}

/** A visit between two windows is as early or as late as the nearer one says. */
function outside({ windows, beginS }: TimedVisit): VroomViolation[] {
  if (windows.length === 0 || windows.some(([from, to]) => from <= beginS && beginS <= to)) return [];
  const early = Math.min(...windows.map(([from]) => (from > beginS ? from - beginS : Infinity)));
  const late = Math.min(...windows.map(([, to]) => (to < beginS ? beginS - to : Infinity)));
  return late <= early ? [{ cause: 'delay', duration: late }] : [{ cause: 'lead_time', duration: early }];
}

function limits(van: Van, visit: TimedVisit, tasks: number): VroomViolation[] {
  const { given } = van;
  const over: VroomViolation[] = [];
  if (given.capacity?.some((most, dim) => visit.loadAfter[dim]! > most)) over.push({ cause: 'load' });
  if (visit.task && tasks > (given.max_tasks ?? Infinity)) over.push({ cause: 'max_tasks' });
  if (visit.drivenS > (given.max_travel_time ?? Infinity)) over.push({ cause: 'max_travel_time' });
  if (visit.drivenM > (given.max_distance ?? Infinity)) over.push({ cause: 'max_distance' });
  if (visit.travelS >= UNREACHABLE_S) over.push({ cause: 'unreachable' });
  return over;
}

function ofTask(world: World, van: Van, { visits }: TimedRoute, k: number): VroomViolation[] {
  const visit = visits[k]!;
  const { task } = visit;
  if (!task) return [];
  const order = world.orders[task.order]!;
  const found: VroomViolation[] = [];
  if (order.skills.some((skill) => !van.given.skills?.includes(skill))) found.push({ cause: 'skills' });
  const { allowed_vehicles: allowed, disallowed_vehicles: forbidden } = order.given;
  if ((allowed && !allowed.includes(van.given.id)) || forbidden?.includes(van.given.id))
    found.push({ cause: 'vehicle' });
  if (task.kind === 'job') return found;
  const other = visits.findIndex((one) => one.task?.order === task.order && one.task !== task);
  if (other < 0 || (task.kind === 'pickup' ? other < k : other > k)) found.push({ cause: 'precedence' });
  else if (task.kind === 'delivery' && order.maxRideS !== undefined) {
    const { beginS, setupS, serviceS } = visits[other]!;
    const over = visit.beginS + visit.setupS - (beginS + setupS + serviceS) - order.maxRideS;
    if (over > 0) found.push({ cause: 'max_ride_time', duration: over });
  }
  return found;
}
