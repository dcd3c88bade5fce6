import type {
  Plan,
  Problem,
  Profile,
  Request,
  StopRef,
  Task as SolverTask,
  Vehicle,
  VehicleCosts,
  Window,
} from '../dispatch/solver/problem.ts';
import { badProblem } from './refusals.ts';
import { assertOnce, stepTasks } from './given-steps.ts';
import { relationsOf } from './relations.ts';
import { requestId, stopRef, vanIndex, vehicleId } from './solver-names.ts';
import type { Travel } from './travel.ts';
import type { VroomId, VroomInput } from './vroom.input.ts';
import { serviceS, setupS, type Order, type Task, type Van, type World } from './world.ts';

/** A problem for the solver, and how its words lead back: requests are `World.orders`, vehicles `World.vans`, by index. */
export interface Posed {
  problem: Problem;
  /** The routes given as `vehicle.steps`, when there are any. */
  start?: Plan;
  /** Added to the solver's seconds. */
  originS: number;
}

/** The solver counts seconds from its own epoch and takes everything from 4e8 up as never. */
const NEVER_S = 3e8;
const LONG_AGO_S = 1e8;
const MOST_SPAN_S = 2e8;
/** A window loses one setup at its end where setups may be saved: it must have so many. */
const SETUPS_IN_WINDOW = 4;

/**
 * VROOM's problem in the solver's words: money is VROOM's cost, every matrix whole seconds. VROOM's setup lies inside the time
 * window and the solver's in front of it: it is part of the service, or where it may be saved windows open later. Given travel costs stand in for metres, which
 * nobody else needs then. Throws DomainError on what the solver cannot express.
 */
export function fromVroom(input: VroomInput, world: World, travel: Travel): Posed {
  const originS = originOf(world);
  const goal = goalOf(input);
  const shared = sharedPlaces(world);
  const vehicles = world.vans.map((_, v) => vehicleOf(world, travel, v, originS, goal.duty));
  const plan = startOf(world);
  const requests = world.orders.map((order, k) => requestOf(world, order, k, originS, shared));
  const relations = relationsOf(input, world, requests);
  return {
    originS,
    problem: {
      places: world.places.list.length,
      profiles: travel.legs.map(profileOf),
      requests,
      vehicles,
      objective: goal.objective,
      ...(relations.length > 0 && { relations }),
    },
    ...(plan && { start: plan }),
  };
}

function profileOf({ durations, distances, costs }: Travel['legs'][number]): Profile {
  const metres = costs ?? distances;
  return { durationsS: durations, ...(metres && { distancesM: metres }) };
}

/** The first instant anything is allowed at: absolute timestamps become small numbers. */
function originOf({ tasks, vans }: World): number {
  const opens = [
    ...tasks.flatMap(({ windows }) => windows.map(([from]) => from)),
    ...vans.flatMap(({ window, breaks }) => [
      ...(window ? [window[0]] : []),
      ...breaks.flatMap((one) => (one.time_windows ?? []).map(([from]) => from)),
    ]),
  ];
  return opens.length > 0 ? Math.min(...opens) : 0;
}

/** Seconds of the solver; throws when a window opens years after the first one: relative and absolute times were mixed. */
function solverWindow([from, to]: Window, originS: number, path: string): Window {
  if (from - originS > MOST_SPAN_S)
    throw badProblem(path, `opens more than six years after the first time of the problem, ${originS}`);
  return [from - originS, Math.min(NEVER_S, to - originS)];
}

interface Goal {
  objective: 'cost' | 'fleet';
  /** Waiting and service cost as much as travel: routes should end soon. */
  duty: boolean;
}

function goalOf({ objectives = [] }: VroomInput): Goal {
  const goal: Goal = { objective: 'cost', duty: false };
  objectives.forEach(({ type, value }, k) => {
    const known = type === 'min' && value !== 'activities' && !(value === 'vehicles' && k > 0);
    if (!known)
      throw badProblem(
        `objectives.${k}`,
        'can be min vehicles (first), min transport_time or min completion_time',
      );
    if (value === 'vehicles') goal.objective = 'fleet';
    if (value === 'completion_time') goal.duty = true;
  });
  return goal;
}

/**
 * Places where more than one thing happens: there a setup may be saved. Not where breaks are: the solver would take them
 * between a setup and its service, which VROOM does not know.
 */
function sharedPlaces({ tasks, vans }: World): Set<number> {
  if (vans.some(({ breaks }) => breaks.length > 0)) return new Set();
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const place of [...tasks.map((task) => task.place), ...vans.flatMap(({ start }) => start ?? [])])
    (seen.has(place) ? twice : seen).add(place);
  return twice;
}

function requestOf(
  world: World,
  order: Order,
  k: number,
  originS: number,
  shared: ReadonlySet<number>,
): Request {
  const { allowed_vehicles: allowed, disallowed_vehicles: forbidden } = order.given;
  const vans = (ids: VroomId[], key: string) =>
    ids.map((id, n) => vehicleId(vanIndex(world, id, `${order.path}.${key}.${n}`)));
  const isJob = order.tasks[0]!.kind === 'job';
  const tasks = Object.fromEntries(
    order.tasks.map((task) => [task.kind, solverTask(world, task, originS, shared.has(task.place))]),
  );
  return {
    id: requestId(k),
    ...tasks,
    load: isJob ? order.delivery : order.carried,
    ...(isJob && { collects: order.pickup }),
    skills: order.skills.map(String),
    priority: order.priority,
    ...(order.maxRideS !== undefined && { maxRideS: order.maxRideS - setupInService(world, order, tasks) }),
    ...(allowed && { allowedVehicles: vans(allowed, 'allowed_vehicles') }),
    ...(forbidden && { forbiddenVehicles: vans(forbidden, 'disallowed_vehicles') }),
  };
}

/** A ride ends when the service at its end begins, behind the setup. */
function setupInService({ vans }: World, { tasks }: Order, solved: Record<string, SolverTask>): number {
  const delivery = tasks.at(-1)!;
  return setupS(delivery, vans[0]!) - (solved[delivery.kind]!.setupS ?? 0);
}

function solverTask({ vans }: World, task: Task, originS: number, mayBeSaved: boolean): SolverTask {
  const service = sameForAll(vans, (van) => serviceS(task, van), `${task.path}.service_per_type`);
  const setup = sameForAll(vans, (van) => setupS(task, van), `${task.path}.setup_per_type`);
  const { due, late_cost: lateCost } = task.given;
  const isWide = task.windows.every(([from, to]) => to - from >= SETUPS_IN_WINDOW * setup);
  // Without a saving it is all one service, that begins when the setup does.
  const before = mayBeSaved && isWide ? setup : 0;
  const windows = task.windows.map((window, k): Window => {
    const [from, to] = solverWindow(window, originS, `${task.path}.time_windows.${k}`);
    // With the later end a service whose setup is saved could begin after the window.
    return [Math.min(from + before, to), to];
  });
  return {
    place: task.place,
    serviceS: service + setup - before,
    setupS: before,
    ...(windows.length > 0 && { windows }),
    ...(due !== undefined && { dueS: Math.max(-NEVER_S, due - originS - setup + before) }),
    ...(lateCost !== undefined && { lateCostPerS: lateCost }),
  };
}

function sameForAll(vans: Van[], of: (van: Van) => number, path: string): number {
  const [first, ...others] = new Set(vans.map(of));
  if (others.length > 0)
    throw badProblem(path, 'differs between these vehicles, which only plan mode can do so far');
  return first!;
}

function vehicleOf(world: World, travel: Travel, v: number, originS: number, duty: boolean): Vehicle {
  const van = world.vans[v]!;
  const { given, window, start, end, breaks } = van;
  const hasCosts = travel.legs[travel.of[v]!]!.costs !== undefined;
  if (hasCosts && given.max_distance !== undefined)
    throw badProblem(`${van.path}.max_distance`, 'cannot be used where matrices give costs, so far');
  const locked = lockedOf(world, v);
  return {
    id: vehicleId(v),
    profile: travel.of[v]!,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    shift: window
      ? solverWindow(window, originS, `${van.path}.time_window`)
      : [Math.max(0 - originS, -LONG_AGO_S), NEVER_S],
    ...(given.capacity && { capacity: given.capacity }),
    skills: (given.skills ?? []).map(String),
    costs: costsOf(world, van, hasCosts, duty),
    ...(given.max_tasks !== undefined && { maxTasks: given.max_tasks }),
    ...(given.max_travel_time !== undefined && { maxTravelS: given.max_travel_time }),
    ...(given.max_distance !== undefined && { maxDistanceM: given.max_distance }),
    ...(locked.length > 0 && { locked }),
    ...(breaks.length > 0 && {
      breaks: breaks.map((one, k) => ({
        id: String(k),
        serviceS: one.service ?? 0,
        ...(one.time_windows?.length && {
          windows: one.time_windows.map((open, n) =>
            solverWindow(open, originS, `${van.path}.breaks.${k}.time_windows.${n}`),
          ),
        }),
        ...(one.max_load && { maxLoad: one.max_load }),
      })),
    }),
  };
}

function costsOf({ vans }: World, { costs, path }: Van, hasCosts: boolean, duty: boolean): VehicleCosts {
  if (vans.some((other) => other.costs.perTaskHour !== costs.perTaskHour))
    throw badProblem(`${path}.costs.per_task_hour`, 'must be the same for all vehicles, so far');
  if (hasCosts) return { fixed: costs.fixed, perKm: 1_000, ...(duty && { perDutyHour: 3_600 }) };
  const { fixed, perKm, perHour } = costs;
  // Time on duty holds the travel already.
  return duty ? { fixed, perKm, perDutyHour: perHour || 3_600 } : { fixed, perKm, perHour };
}

function startOf(world: World): Plan | undefined {
  assertOnce(world);
  const routes = world.vans.map((_, v) => ({
    vehicleId: vehicleId(v),
    stops: stepTasks(world, v).map(({ task }) => stopRef(task)),
  }));
  const given = routes.filter(({ stops }) => stops.length > 0);
  return given.length > 0 ? { routes: given } : undefined;
}

/** The tasks up to the last step that is locked. */
function lockedOf(world: World, v: number): StopRef[] {
  const steps = world.vans[v]!.given.steps ?? [];
  const last = steps.findLastIndex((step) => step.locked);
  const stops = stepTasks(world, v).filter(({ index }) => index <= last);
  stops.forEach(({ task, index }, k) => {
    const carried = stops.slice(0, k).some((one) => one.task.order === task.order);
    if (task.kind === 'delivery' && !carried)
      throw badProblem(`vehicles.${v}.steps.${index}`, 'A locked delivery needs its pickup before it.');
  });
  return stops.map(({ task }) => stopRef(task));
}
