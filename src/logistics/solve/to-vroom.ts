import type { Unassigned } from '../dispatch/solver/problem.ts';
import { indexIn } from './solver-names.ts';
import { reasonText } from './reason-texts.ts';
import type { TimedRoute, TimedVisit } from './timed-route.ts';
import type { VroomAnswer, VroomRoute, VroomStepView, VroomUnassigned } from './vroom.view.ts';
import { merged, routeViolations, visitViolations, type VroomViolation } from './vroom-violations.ts';
import type { World } from './world.ts';

export interface AnswerParts {
  world: World;
  routes: readonly TimedRoute[];
  /** Why requests are on no route, of the solver. */
  unassigned?: readonly Unassigned[];
  /** Whether metres are known. */
  withDistance: boolean;
  /** Encoded lines, one for each route. */
  geometries?: readonly (string | undefined)[];
  computingMs: { loading: number; solving: number; routing: number };
}

/** VROOM's answer. Numbers are whole, as there. */
export function toVroom(parts: AnswerParts): VroomAnswer {
  const { world, routes, computingMs } = parts;
  const shown = routes.map((route, k) => routeOf(parts, route, parts.geometries?.[k]));
  const unassigned = unassignedOf(parts);
  const sum = (of: (route: VroomRoute) => number) => shown.reduce((total, route) => total + of(route), 0);
  const total = (key: 'delivery' | 'pickup') =>
    shown.reduce(
      (all, route) => all.map((amount, dim) => amount + route[key]![dim]!),
      Array.from({ length: world.dims }, () => 0),
    );
  return {
    code: 0,
    summary: {
      cost: sum((route) => route.cost),
      routes: shown.length,
      unassigned: unassigned.length,
      ...(world.dims > 0 && { delivery: total('delivery'), pickup: total('pickup') }),
      setup: sum((route) => route.setup),
      service: sum((route) => route.service),
      duration: sum((route) => route.duration),
      waiting_time: sum((route) => route.waiting_time),
      priority: sum((route) => route.priority),
      ...(parts.withDistance && { distance: sum((route) => route.distance!) }),
      violations: merged(shown.flatMap((route) => route.violations)),
      computing_times: {
        loading: Math.round(computingMs.loading),
        solving: Math.round(computingMs.solving),
        routing: Math.round(computingMs.routing),
      },
    },
    unassigned,
    routes: shown,
  };
}

function routeOf(parts: AnswerParts, route: TimedRoute, geometry: string | undefined): VroomRoute {
  const { world, withDistance } = parts;
  const { given } = world.vans[route.van]!;
  const ofVisits = visitViolations(world, route);
  return {
    vehicle: given.id,
    cost: Math.round(route.cost),
    ...(given.description !== undefined && { description: given.description }),
    ...(world.dims > 0 && { delivery: route.delivery, pickup: route.pickup }),
    setup: route.setupS,
    service: route.serviceS,
    duration: route.durationS,
    waiting_time: route.waitingS,
    priority: route.priority,
    ...(withDistance && { distance: route.distanceM }),
    violations: routeViolations(world, route, ofVisits),
    steps: route.visits.map((visit, k) => stepOf(parts, route, visit, ofVisits[k]!)),
    ...(geometry !== undefined && { geometry }),
  };
}

function stepOf(
  { world, withDistance }: AnswerParts,
  route: TimedRoute,
  visit: TimedVisit,
  violations: VroomViolation[],
): VroomStepView {
  const { task, pause } = visit;
  const description = task?.given.description ?? pause?.description;
  return {
    type: visit.kind,
    ...(description !== undefined && { description }),
    ...whereOf(world, route, visit),
    ...(pause && { id: pause.id }),
    ...(task && { id: task.id, job: task.id }),
    setup: visit.setupS,
    service: visit.serviceS,
    waiting_time: visit.waitingS,
    ...(world.dims > 0 && { load: visit.loadAfter }),
    arrival: visit.arrivalS,
    duration: visit.drivenS,
    violations,
    ...(withDistance && { distance: visit.drivenM }),
  };
}

/** Where it is; a vehicle without start or end begins at its first task and stops at its last. */
function whereOf({ places }: World, { visits }: TimedRoute, { kind, place }: TimedVisit) {
  if (kind === 'break') return {};
  const located = visits.filter((visit) => visit.place !== undefined);
  const number = place ?? (kind === 'start' ? located.at(0) : located.at(-1))?.place;
  return number === undefined ? {} : placeView(places, number);
}

function placeView({ indexed, list }: World['places'], number: number) {
  const at = list[number]?.at;
  return {
    ...(at && { location: [at.lon, at.lat] as [number, number] }),
    ...(indexed && { location_index: number }),
  };
}

/** Every task that is on no route; both of a shipment. */
function unassignedOf({ world, routes, unassigned }: AnswerParts): VroomUnassigned[] {
  const why = new Map(unassigned?.map((one) => [indexIn(one.requestId), one]));
  const done = new Set(routes.flatMap(({ visits }) => visits.flatMap(({ task }) => task ?? [])));
  return world.tasks
    .filter((task) => !done.has(task))
    .map((task) => ({
      id: task.id,
      ...placeView(world.places, task.place),
      type: task.kind,
      ...(task.given.description !== undefined && { description: task.given.description }),
      ...whyView(world, why.get(task.order)),
    }));
}

function whyView({ vans }: World, why: Unassigned | undefined) {
  if (!why) return {};
  return {
    reasons: why.reasons.map(({ code, name, vehicleIds }) => ({
      code,
      reason: reasonText(name),
      vehicles: vehicleIds.map((one) => vans[indexIn(one)]!.given.id),
    })),
    ...(why.fitsIfLaterS !== undefined && { fits_if_later: why.fitsIfLaterS }),
  };
}
