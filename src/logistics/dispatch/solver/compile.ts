import { refusal } from './eligible.ts';
import type { Model } from './model.ts';
import { freezeLocked } from './model-locked.ts';
import { tieRequests } from './model-relations.ts';
import { waiveBreaks } from './model-breaks.ts';
import { buildVehicles } from './model-vehicles.ts';
import { plainMatrix } from './plain-matrix.ts';
import type { Problem, Relation, Request, StopKind, Task } from './problem.ts';
import { distanceM, travelS } from './travel.ts';
import { boundDue, deliveryNotAfter, HORIZON_S, pickupNotBefore, usableWindows } from './windows.ts';

/** Unserved goods that are already aboard weigh more than any number of others. */
const BOUND_WORTH = 1e7;

const KINDS: readonly StopKind[] = ['pickup', 'delivery', 'job'];

/**
 * Flattens a valid problem. `wantPlain` lets simple problems use the fast scans (it copies and transposes the matrix). `room`
 * leaves empty slots behind the requests, of two nodes each, for requests that come later; `relations` are those to keep.
 */
export function compile(
  problem: Problem,
  wantPlain = true,
  room = 0,
  relations: readonly Relation[] = problem.relations ?? [],
): Model {
  const model = allocate(problem, room);
  let node = 0;
  problem.requests.forEach((request, r) => (node = compileRequest(model, r, request, node)));
  for (let v = 0; v < model.vehicles; v++) compileEnds(model, v);
  freezeLocked(model);
  model.settled.fill(1, problem.requests.length);
  openBound(model);
  for (let v = 0; v < model.vehicles; v++) waiveBreaks(model, v);
  bindDues(model);
  tieRequests(model, relations);
  model.hasSingles =
    model.pickup.some((pickup, r) => pickup < 0 && model.settled[r] === 0) || model.before.some((b) => b > 0);
  model.plain = wantPlain ? plainMatrix(model) : undefined;
  for (let v = 0; v < model.vehicles; v++) model.opening[v] = openingCost(model, v);
  return model;
}

/** Writes a request into slot r, its stops from `node` on; the next free node. */
export function compileRequest(model: Model, r: number, request: Request, node: number): number {
  let next = node;
  model.requestAt.set(request.id, r);
  model.pickup[r] = model.origin[r] = -1;
  for (const kind of KINDS) {
    const task = request[kind];
    if (task) addNode(model, next++, r, request, kind, task);
  }
  addRequest(model, r, request);
  return next;
}

function allocate(problem: Problem, room: number): Model {
  const { requests, vehicles } = problem;
  const tasks = requests.reduce(
    (sum, r) => sum + (r.pickup ? 1 : 0) + (r.delivery ? 1 : 0) + (r.job ? 1 : 0),
    2 * room,
  );
  const nodes = tasks + 2 * vehicles.length;
  const loads = requests.flatMap((r) => [r.load?.length ?? 0, r.collects?.length ?? 0]);
  const dims = Math.max(1, ...loads, ...vehicles.map((v) => v.capacity?.length ?? 0));
  const R = requests.length + room;
  return {
    ...buildVehicles(problem, dims),
    problem,
    tasks,
    nodes,
    requests: R,
    dims,
    triangle: problem.triangle === true,
    plain: undefined,
    place: new Int32Array(nodes).fill(-1),
    service: new Float64Array(nodes),
    setup: new Float64Array(nodes),
    early: new Float64Array(nodes),
    late: new Float64Array(nodes).fill(HORIZON_S),
    windows: Array.from<Float64Array | undefined>({ length: nodes }),
    due: new Float64Array(nodes).fill(Infinity),
    lateCost: new Float64Array(nodes),
    change: new Float64Array(nodes * dims),
    before: new Float64Array(nodes * dims),
    requestOf: new Int32Array(nodes).fill(-1),
    kind: [],
    isLocked: new Uint8Array(nodes),
    pickup: new Int32Array(R).fill(-1),
    delivery: new Int32Array(R).fill(-1),
    origin: new Int32Array(R).fill(-1),
    maxRide: new Float64Array(R).fill(Infinity),
    boundRide: new Float64Array(R).fill(Infinity),
    bound: new Uint8Array(R),
    settled: new Uint8Array(R),
    worth: new Float64Array(R),
    previous: new Int32Array(R).fill(-1),
    changeCost: new Float64Array(R),
    allowed: new Uint8Array(R * vehicles.length),
    leastCapacity: Array.from({ length: dims }, (_, k) =>
      Math.min(...vehicles.map((v) => v.capacity?.[k] ?? Infinity)),
    ),
    hasSingles: false,
    relations: undefined,
    columns: new Map(),
    requestAt: new Map(),
    opening: new Float64Array(vehicles.length),
  };
}

function addNode(model: Model, node: number, r: number, request: Request, kind: StopKind, task: Task): void {
  model.place[node] = task.place;
  model.service[node] = task.serviceS ?? 0;
  model.setup[node] = task.setupS ?? 0;
  model.due[node] = task.dueS ?? Infinity;
  model.lateCost[node] = (task.lateCostPerS ?? 1) * (model.problem.weights?.lateness ?? 1);
  model.requestOf[node] = r;
  model.kind[node] = kind;
  if (kind === 'pickup') model.pickup[r] = model.origin[r] = node;
  else model.delivery[r] = node;
  addWindows(model, node, request, kind, task);
  for (let k = 0; k < model.dims; k++)
    addLoad(model, node * model.dims + k, kind, request.load?.[k] ?? 0, request.collects?.[k] ?? 0);
}

function addWindows(model: Model, node: number, request: Request, kind: StopKind, task: Task): void {
  const notBefore = kind === 'pickup' ? pickupNotBefore(request) : undefined;
  const notAfter = kind === 'delivery' ? deliveryNotAfter(request) : undefined;
  const windows = usableWindows(task, notBefore, notAfter);
  // An impossible task keeps an empty window: it can never be placed, and explain() says why.
  model.early[node] = windows[0]?.[0] ?? 0;
  model.late[node] = windows.at(-1)?.[1] ?? -HORIZON_S;
  model.windows[node] = windows.length > 1 ? Float64Array.from(windows.flat()) : undefined;
}

function addLoad(model: Model, at: number, kind: StopKind, load: number, collects: number): void {
  model.before[at] = kind === 'job' ? load : 0;
  model.change[at] = kind === 'pickup' ? load : kind === 'delivery' ? -load : collects - load;
}

function addRequest(model: Model, r: number, request: Request): void {
  const { weights } = model.problem;
  const aboard = request.aboard !== undefined;
  model.bound[r] = aboard ? 1 : 0;
  model.maxRide[r] = request.pickup && !aboard ? (request.maxRideS ?? Infinity) : Infinity;
  model.worth[r] = (aboard ? BOUND_WORTH : 0) + (request.priority ?? 0) + 1;
  model.previous[r] = model.vehicleAt.get(request.previousVehicle ?? '') ?? -1;
  model.changeCost[r] = (request.changeCost ?? 0) * (weights?.money ?? 1);
  allow(model, r, request);
  if (aboard) takeAboard(model, model.vehicleAt.get(request.aboard!)!, request);
}

function takeAboard(model: Model, v: number, request: Request): void {
  for (let k = 0; k < model.dims; k++) model.aboard[v * model.dims + k]! += request.load?.[k] ?? 0;
}

function allow(model: Model, r: number, request: Request): void {
  const V = model.vehicles;
  if (isForAll(model, request)) model.allowed.fill(1, r * V, (r + 1) * V);
  else
    model.problem.vehicles.forEach(
      (vehicle, v) => (model.allowed[r * V + v] = refusal(request, vehicle) ? 0 : 1),
    );
}

/** Every vehicle may take it: most orders, told without asking each vehicle. */
function isForAll(model: Model, request: Request): boolean {
  if (request.skills?.length || request.allowedVehicles || request.forbiddenVehicles?.length) return false;
  if (request.aboard !== undefined) return false;
  const fits = (amount: number, k: number) => amount <= model.leastCapacity[k]!;
  return (request.load?.every(fits) ?? true) && (request.collects?.every(fits) ?? true);
}

/** Where and when the vehicle starts and ends. */
export function compileEnds(model: Model, v: number): void {
  const start = model.tasks + v;
  const end = start + model.vehicles;
  model.place[start] = model.problem.vehicles[v]!.start ?? -1;
  model.place[end] = model.problem.vehicles[v]!.end ?? -1;
  model.early[start] = model.startAt[v]!;
  model.late[end] = model.endBy[v]!;
}

/** Goods aboard must be delivered: no limit of theirs is hard ... */
function openBound(model: Model): void {
  for (let r = 0; r < model.requests; r++) {
    if (!model.bound[r]) continue;
    const node = model.delivery[r]!;
    model.worth[r] = BOUND_WORTH + (model.problem.requests[r]!.priority ?? 0) + 1;
    model.maxRide[r] = Infinity;
    model.early[node] = model.problem.requests[r]!.delivery?.windows?.[0]?.[0] ?? -HORIZON_S;
    model.late[node] = HORIZON_S;
    model.windows[node] = undefined;
  }
}

/** ... but becomes a due time. */
function bindDues(model: Model): void {
  for (let r = 0; r < model.requests; r++) {
    if (!model.bound[r]) continue;
    const request = model.problem.requests[r]!;
    const pickedUpAt = model.origin[r]! >= 0 ? lockedDeparture(model, r) : request.pickedUpAtS;
    model.due[model.delivery[r]!] = boundDue(request, pickedUpAt);
  }
}

/** Undefined when breaks decide it: then the ride is counted from wherever they leave it. */
function lockedDeparture(model: Model, r: number): number | undefined {
  const v = model.lockedVehicle.get(model.origin[r]!)!;
  if (model.breaks[v] === undefined) return model.lockedDeparture.get(model.origin[r]!);
  model.boundRide[r] = model.problem.requests[r]!.maxRideS ?? Infinity;
  return undefined;
}

/** What the first stop of a vehicle costs besides the detour. */
export function openingCost(m: Model, v: number): number {
  const [start, end] = [m.tasks + v, m.tasks + m.vehicles + v];
  if (m.plain) return m.fixed[v]! / m.plain.costPerS + travelS(m, v, start, end);
  return (
    m.fixed[v]! + travelS(m, v, start, end) * m.perSecond[v]! + distanceM(m, v, start, end) * m.perMetre[v]!
  );
}
