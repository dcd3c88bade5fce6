import { bestInsertions, type Insertion } from './best-insertions.ts';
import { peakLoad } from './peak-load.ts';
import type { Plan, Problem, Request, Vehicle } from './problem.ts';
import { oneVehicle, relaxProblem, type Change } from './relax-problem.ts';

/** Limits that, moved this far and no further, let a request in: `insertion` is where it then fits. */
export interface Relaxation {
  vehicleId: string;
  changes: Change[];
  insertion: Insertion;
  /** How much is asked for, in minutes' worth of trouble; the least comes first. */
  trouble: number;
}

export interface RelaxationWish {
  /** A vehicle that could be added; its shift's end is the latest one thinkable. */
  extra?: Vehicle;
  /** How many vehicles are named for one kind of change, default 2. */
  perKind?: number;
}

export const STEP = { timeS: 60, extraS: 15 * 60, distanceM: 100 } as const;
const MOST = { timeS: 4 * 3600, distanceM: 50_000, tasks: 8 } as const;
/** What a dispatcher would rather grant: minutes of waiting that weigh the same. */
const TROUBLE = { skill: 45, allow: 40, capacity: 30, task: 8, extra: 60, km: 3, shift: 0.8 } as const;

type Dynamic = Exclude<Change['kind'], 'skills' | 'allow' | 'extra'>;
const DYNAMIC: readonly Dynamic[] = ['later', 'ride', 'shift', 'capacity', 'tasks', 'travel', 'distance'];

/**
 * The smallest changes that would let a request of no route into the plan, least trouble first: for each vehicle the skills and
 * lists it would have to be excused, and at most one limit moved, in whole minutes (hundreds of metres, units of load); or one
 * more vehicle, until the quarter of an hour it is needed. Each was tried by really inserting the request.
 */
export function relaxations(
  problem: Problem,
  plan: Plan,
  requestId: string,
  wish: RelaxationWish = {},
): Relaxation[] {
  const request = problem.requests.find(({ id }) => id === requestId);
  if (!request || request.aboard !== undefined) return [];
  const { perKind = 2, extra } = wish;
  const best = new Map<Dynamic | 'excused', Relaxation[]>();
  const boundOf = (kind: Dynamic | 'excused') => best.get(kind)?.[perKind - 1]?.trouble ?? Infinity;
  const keep = (kind: Dynamic | 'excused', found: Relaxation | undefined) =>
    found && best.set(kind, [...(best.get(kind) ?? []), found].sort(byTrouble).slice(0, perKind));
  for (const vehicle of problem.vehicles) {
    const here = oneVehicle(problem, plan, requestId, vehicle);
    if (!here) continue;
    const look: Look = { ...here, request, vehicle, moving: movingCost(problem, request, vehicle) };
    const excused = excuses(request, vehicle);
    const asIs = tried(look, excused);
    if (asIs && excused.length === 0) return [];
    if (asIs) keep('excused', asIs);
    else for (const kind of DYNAMIC) keep(kind, smallest(look, kind, excused, boundOf(kind)));
  }
  const more = extra && withExtra(problem, request, extra);
  return [...best.values(), more ?? []].flat().sort(byTrouble);
}

/** Would the request fit into this vehicle's route with these limits moved? */
export function fitsWith(
  problem: Problem,
  plan: Plan,
  requestId: string,
  vehicle: Vehicle,
  changes: Change[],
): boolean {
  const here = oneVehicle(problem, plan, requestId, vehicle);
  const request = problem.requests.find(({ id }) => id === requestId);
  return !!here && !!request && !!tried({ ...here, request, vehicle, moving: 0 }, changes);
}

/** One vehicle's part of the problem and plan. */
interface Look {
  problem: Problem;
  plan: Plan;
  request: Request;
  vehicle: Vehicle;
  /** What changing the vehicle costs. */
  moving: number;
}

function movingCost(problem: Problem, { previousVehicle, changeCost = 0 }: Request, { id }: Vehicle): number {
  const moves = previousVehicle !== id && problem.vehicles.some((one) => one.id === previousVehicle);
  return moves ? changeCost * (problem.weights?.money ?? 1) : 0;
}

const byTrouble = (a: Relaxation, b: Relaxation) =>
  a.trouble - b.trouble || a.insertion.cost - b.insertion.cost;

/** The request really inserted with these limits moved; undefined when it still does not fit. */
function tried(look: Look, changes: Change[]): Relaxation | undefined {
  const { problem, plan, request, vehicle, moving } = look;
  const relaxed = relaxProblem(problem, request.id, vehicle.id, changes);
  const [found] = bestInsertions(relaxed, plan, request.id, 1);
  if (!found) return undefined;
  const insertion = { ...found, cost: found.cost + moving };
  return { vehicleId: vehicle.id, changes, insertion, trouble: troubleOf(changes) };
}

/** The least of one kind of change that lets the request in beside the excuses; undefined: none below `bound`. */
function smallest(look: Look, kind: Dynamic, excused: Change[], bound: number): Relaxation | undefined {
  const base = troubleOf(excused);
  if (kind === 'capacity') return base + TROUBLE.capacity < bound ? leastCapacity(look, excused) : undefined;
  const one = troubleOf([changeOf(kind, 1)]);
  const most = Math.min(stepsOf(kind, look.request, look.vehicle), Math.ceil((bound - base) / one) - 1);
  return leastSteps(most, (count) => tried(look, [...excused, changeOf(kind, count)]));
}

/** What this vehicle must be excused of before any other limit matters. */
function excuses(request: Request, vehicle: Vehicle): Change[] {
  const skills = request.skills?.filter((skill) => !vehicle.skills?.includes(skill)) ?? [];
  const isKeptAway =
    (request.allowedVehicles && !request.allowedVehicles.includes(vehicle.id)) ||
    request.forbiddenVehicles?.includes(vehicle.id);
  return [
    ...(skills.length > 0 ? [{ kind: 'skills' as const, skills }] : []),
    ...(isKeptAway ? [{ kind: 'allow' as const }] : []),
  ];
}

/** How many steps a limit may be moved at most; 0 when there is no such limit. */
function stepsOf(kind: Exclude<Dynamic, 'capacity'>, request: Request, vehicle: Vehicle): number {
  const tasks = [request.pickup, request.delivery, request.job];
  const has = {
    later: tasks.some((task) => task?.windows?.length),
    ride: request.maxRideS !== undefined && request.pickup,
    shift: true,
    tasks: vehicle.maxTasks !== undefined,
    travel: vehicle.maxTravelS !== undefined,
    distance: vehicle.maxDistanceM !== undefined,
  };
  if (!has[kind]) return 0;
  if (kind === 'tasks') return MOST.tasks;
  return kind === 'distance' ? MOST.distanceM / STEP.distanceM : MOST.timeS / STEP.timeS;
}

function changeOf(kind: Exclude<Dynamic, 'capacity'>, steps: number): Change {
  if (kind === 'tasks') return { kind, by: steps };
  if (kind === 'distance') return { kind, byM: steps * STEP.distanceM };
  return { kind, byS: steps * STEP.timeS };
}

/** The smallest count of 1..most that `attempt` accepts; moving a limit further never shuts out what fitted. */
function leastSteps<T>(most: number, attempt: (count: number) => T | undefined): T | undefined {
  let found = most >= 1 ? attempt(most) : undefined;
  let [low, high] = [0, most];
  while (found && high - low > 1) {
    // Most changes are small: growing steps find their range soonest.
    const middle = Math.min((low + high) >> 1, low * 4 + 1);
    const better = attempt(middle);
    if (better) [found, high] = [better, middle];
    else low = middle;
  }
  return found;
}

/** The smallest capacity on the line between the vehicle's own and what the cheapest place would need. */
function leastCapacity(look: Look, excused: Change[]): Relaxation | undefined {
  const own = look.vehicle.capacity;
  const withCapacity = (capacity: number[]) => tried(look, [...excused, { kind: 'capacity', capacity }]);
  const free = own && withCapacity(own.map(() => Infinity));
  if (!free) return undefined;
  const need = peakLoad(look.problem, look.vehicle.id, free.insertion.stops);
  const over = own.map((has, k) => Math.max(0, (need[k] ?? 0) - has));
  const units = Math.ceil(Math.max(...over));
  return leastSteps(units, (count) =>
    withCapacity(own.map((has, k) => Math.ceil(has + (over[k]! * count) / units))),
  );
}

/** One more vehicle, alone with the request, until the least quarter of an hour that is enough; if need be, a later request. */
function withExtra(problem: Problem, request: Request, extra: Vehicle): Relaxation | undefined {
  const look: Look = {
    problem: { ...problem, vehicles: [], requests: [request], relations: [] },
    plan: { routes: [] },
    request,
    vehicle: extra,
    moving: movingCost(problem, request, extra),
  };
  const [from, latest] = extra.shift;
  const until = (untilS: number): Change => ({ kind: 'extra', vehicle: { ...extra, shift: [from, untilS] } });
  const others: Change[] = [];
  if (!tried(look, [until(latest)])) {
    const most = stepsOf('later', request, extra);
    const later = leastSteps(most, (count) => tried(look, [until(latest), changeOf('later', count)]));
    if (!later) return undefined;
    others.push(...later.changes.slice(1));
  }
  const quarters = Math.ceil((latest - from) / STEP.extraS);
  return leastSteps(quarters, (count) =>
    tried(look, [until(Math.min(latest, from + count * STEP.extraS)), ...others]),
  );
}

function troubleOf(changes: readonly Change[]): number {
  return changes.reduce((sum, change) => sum + troubleOfOne(change), 0);
}

function troubleOfOne(change: Change): number {
  switch (change.kind) {
    case 'skills':
      return TROUBLE.skill * change.skills.length;
    case 'allow':
    case 'capacity':
    case 'extra':
      return TROUBLE[change.kind];
    case 'tasks':
      return TROUBLE.task * change.by;
    case 'distance':
      return (TROUBLE.km * change.byM) / 1000;
    case 'shift':
      return (TROUBLE.shift * change.byS) / 60;
    default:
      return change.byS / 60;
  }
}
