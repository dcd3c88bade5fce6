import type { Window } from '../dispatch/solver/problem.ts';
import { Places } from './places.ts';
import { badProblem } from './refusals.ts';
import type {
  VroomBreak,
  VroomId,
  VroomInput,
  VroomJob,
  VroomShipment,
  VroomTask,
  VroomVehicle,
} from './vroom.input.ts';

export type TaskKind = 'job' | 'pickup' | 'delivery';

/** One task of VROOM, its defaults filled in. */
export interface Task {
  kind: TaskKind;
  id: VroomId;
  /** Index into `World.orders`. */
  order: number;
  place: number;
  given: VroomTask;
  windows: Window[];
  path: string;
}

/** A job, or a shipment with its two tasks. */
export interface Order {
  tasks: Task[];
  given: VroomJob | VroomShipment;
  skills: number[];
  priority: number;
  /** Delivered from the start of the route, and brought to its end: of jobs. `carried`: of shipments. */
  delivery: number[];
  pickup: number[];
  carried: number[];
  maxRideS?: number;
  path: string;
}

export interface Van {
  given: VroomVehicle;
  profile: string;
  start?: number;
  end?: number;
  window?: Window;
  speed: number;
  costs: { fixed: number; perHour: number; perKm: number; perTaskHour: number };
  breaks: VroomBreak[];
  path: string;
}

/** A problem in VROOM's terms with every reference resolved. */
export interface World {
  places: Places;
  orders: Order[];
  tasks: Task[];
  vans: Van[];
  taskOf: Map<string, Task>;
  vanOf: Map<VroomId, number>;
  /** Whether loads are told at all, and in how many dimensions. */
  dims: number;
}

export const taskKey = (kind: TaskKind, id: VroomId): string => `${kind} ${typeof id} ${id}`;

/** Reads a valid input; throws DomainError naming the field when it contradicts itself. */
export function readWorld(input: VroomInput): World {
  const places = new Places(input);
  const orders = [
    ...(input.jobs ?? []).map((job, k) => readJob(places, job, k)),
    ...(input.shipments ?? []).map((shipment, k) =>
      readShipment(places, shipment, k, (input.jobs ?? []).length + k),
    ),
  ];
  if (orders.length === 0) throw badProblem('jobs', 'No task defined.');
  const vans = input.vehicles.map((vehicle, k) => readVan(input, places, vehicle, `vehicles.${k}`));
  const tasks = orders.flatMap((order) => order.tasks);
  return {
    places,
    orders,
    tasks,
    vans,
    taskOf: new Map(unique(tasks, ({ kind, id, path }) => [taskKey(kind, id), path])),
    vanOf: new Map(
      unique(
        vans.map((_, v) => v),
        (v) => [vans[v]!.given.id, vans[v]!.path],
      ),
    ),
    dims: dimensions(orders, vans),
  };
}

function unique<T, K>(list: T[], keyOf: (item: T) => [K, string]): [K, T][] {
  const seen = new Set<K>();
  return list.map((item) => {
    const [key, path] = keyOf(item);
    if (seen.has(key)) throw badProblem(`${path}.id`, 'is used twice');
    seen.add(key);
    return [key, item];
  });
}

const LOCATION = ['location', 'location_index'] as const;

function readTask(places: Places, given: VroomTask, kind: TaskKind, order: number, path: string): Task {
  const place = places.of(given, path, LOCATION);
  return { kind, id: given.id, order, place, given, windows: given.time_windows ?? [], path };
}

function readJob(places: Places, job: VroomJob, k: number): Order {
  const path = `jobs.${k}`;
  return {
    tasks: [readTask(places, job, 'job', k, path)],
    given: job,
    skills: job.skills ?? [],
    priority: job.priority ?? 0,
    delivery: job.delivery ?? [],
    pickup: job.pickup ?? [],
    carried: [],
    path,
  };
}

function readShipment(places: Places, shipment: VroomShipment, k: number, order: number): Order {
  const path = `shipments.${k}`;
  return {
    tasks: (['pickup', 'delivery'] as const).map((kind) =>
      readTask(places, shipment[kind], kind, order, `${path}.${kind}`),
    ),
    given: shipment,
    skills: shipment.skills ?? [],
    priority: shipment.priority ?? 0,
    delivery: [],
    pickup: [],
    carried: shipment.amount ?? [],
    ...(shipment.max_ride_time !== undefined && { maxRideS: shipment.max_ride_time }),
    path,
  };
}

function readVan(input: VroomInput, places: Places, given: VroomVehicle, path: string): Van {
  const [start, end] = (['start', 'end'] as const).map((key) => {
    const at = { location: given[key], location_index: given[`${key}_index`] };
    if (!at.location && at.location_index === undefined) return undefined;
    return places.of(at, path, [key, `${key}_index`]);
  });
  const breaks = given.breaks ?? [];
  unique(breaks, (one) => [one.id, `${path}.breaks.${breaks.indexOf(one)}`]);
  return {
    given,
    profile: profileOf(given),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(given.time_window && { window: given.time_window }),
    speed: given.speed_factor ?? 1,
    costs: readCosts(input, given, path),
    breaks,
    path,
  };
}

const profileOf = ({ profile = 'car' }: VroomVehicle): string => profile;

function readCosts(input: VroomInput, given: VroomVehicle, path: string): Van['costs'] {
  const { fixed = 0, per_hour: perHour, per_km: perKm, per_task_hour: perTaskHour = 0 } = given.costs ?? {};
  const hasCosts = input.matrices?.[profileOf(given)]?.costs !== undefined;
  if (hasCosts && (perHour !== undefined || perKm !== undefined))
    throw badProblem(
      `${path}.costs`,
      'cannot have per_hour or per_km where matrices give the costs of travel',
    );
  return { fixed, perHour: perHour ?? 3_600, perKm: perKm ?? 0, perTaskHour };
}

/** All amounts have as many dimensions as the first: VROOM refuses anything else. */
function dimensions(orders: Order[], vans: Van[]): number {
  const lists = [
    ...vans.map(({ given, path }) => [`${path}.capacity`, given.capacity] as const),
    ...vans.flatMap(({ breaks, path }) =>
      breaks.map((one, k) => [`${path}.breaks.${k}.max_load`, one.max_load] as const),
    ),
    ...orders.flatMap(({ given, path }) =>
      (['delivery', 'pickup', 'amount'] as const).map((key) => {
        const list = (given as unknown as Record<string, unknown>)[key];
        return [`${path}.${key}`, Array.isArray(list) ? (list as number[]) : undefined] as const;
      }),
    ),
  ];
  let dims = 0;
  for (const [path, amounts] of lists) {
    if (!amounts || amounts.length === 0) continue;
    if (dims === 0) dims = amounts.length;
    else if (amounts.length !== dims)
      throw badProblem(path, `has ${amounts.length} dimensions, others have ${dims}`);
  }
  return dims;
}

/** Seconds that a task takes with this vehicle: some types are quicker. */
export const serviceS = ({ given }: Task, van: Van): number => timed(given, 'service', van);
export const setupS = ({ given }: Task, van: Van): number => timed(given, 'setup', van);

function timed(given: VroomTask, key: 'setup' | 'service', { given: { type } }: Van): number {
  const own = type === undefined ? undefined : given[`${key}_per_type`]?.[type];
  return own ?? given[key] ?? 0;
}
