import { invalid } from '../../../shared/errors.ts';
import type { Problem, Request, Task, Vehicle } from './problem.ts';
import { checkBreaks } from './validate-breaks.ts';
import { checkRelations } from './validate-relations.ts';
import { checkWindows } from './validate-windows.ts';

/** Throws DomainError `invalid_input` naming the field when a problem contradicts itself. Matrix entries are not looked at. */
export function validate(problem: Problem): void {
  const cells = problem.places * problem.places;
  problem.profiles.forEach(({ durationsS, distancesM }, k) => {
    if (durationsS.length !== cells)
      throw invalid(`profiles.${k}.durationsS`, `The matrix must have ${cells} entries.`);
    if (distancesM && distancesM.length !== cells)
      throw invalid(`profiles.${k}.distancesM`, `The matrix must have ${cells} entries.`);
  });
  unique(problem.requests, 'requests');
  unique(problem.vehicles, 'vehicles');
  const vehicleIds = new Set(problem.vehicles.map((vehicle) => vehicle.id));
  problem.requests.forEach((request, k) => checkRequest(problem, request, `requests.${k}`, vehicleIds));
  const requests = new Map(problem.requests.map((request) => [request.id, request]));
  const locked = new Set<string>();
  problem.vehicles.forEach((vehicle, k) => {
    checkVehicle(problem, vehicle, `vehicles.${k}`, requests, locked);
    checkBreaks(vehicle, `vehicles.${k}`);
  });
  checkRelations(problem, requests, vehicleIds);
}

function unique(list: { id: string }[], field: string): void {
  const seen = new Set<string>();
  list.forEach(({ id }, k) => {
    if (seen.has(id)) throw invalid(`${field}.${k}.id`, `The id ${id} is used twice.`);
    seen.add(id);
  });
}

function checkRequest(problem: Problem, request: Request, field: string, vehicleIds: Set<string>): void {
  const { pickup, delivery, job, aboard } = request;
  const shape = job
    ? !pickup && !delivery && aboard === undefined
    : delivery && (pickup ? aboard === undefined : aboard !== undefined);
  if (!shape)
    throw invalid(field, 'A request is a pickup and a delivery, or a job, or a delivery aboard a vehicle.');
  if (aboard !== undefined && !vehicleIds.has(aboard))
    throw invalid(`${field}.aboard`, `There is no vehicle ${aboard}.`);
  for (const [kind, task] of Object.entries({ pickup, delivery, job }))
    if (task) checkTask(problem, task, `${field}.${kind}`);
}

function checkTask(problem: Problem, task: Task, field: string): void {
  placeExists(problem, task.place, `${field}.place`);
  if ((task.serviceS ?? 0) < 0 || (task.setupS ?? 0) < 0)
    throw invalid(field, 'Times at a stop cannot be negative.');
  checkWindows(task.windows, `${field}.windows`);
}

function checkVehicle(
  problem: Problem,
  vehicle: Vehicle,
  field: string,
  requests: Map<string, Request>,
  locked: Set<string>,
): void {
  if (!problem.profiles[vehicle.profile ?? 0]) throw invalid(`${field}.profile`, 'There is no such profile.');
  if (vehicle.start !== undefined) placeExists(problem, vehicle.start, `${field}.start`);
  if (vehicle.end !== undefined) placeExists(problem, vehicle.end, `${field}.end`);
  if (!(vehicle.shift[0] <= vehicle.shift[1]))
    throw invalid(`${field}.shift`, 'A shift cannot end before it starts.');
  const picked = new Set<string>();
  vehicle.locked?.forEach((stop, k) => {
    const request = requests.get(stop.requestId);
    const at = `${field}.locked.${k}`;
    if (!request?.[stop.kind]) throw invalid(at, 'There is no such stop.');
    if (locked.has(`${stop.kind}:${stop.requestId}`)) throw invalid(at, 'A stop can be locked only once.');
    locked.add(`${stop.kind}:${stop.requestId}`);
    if (stop.kind === 'pickup') picked.add(stop.requestId);
    const carried = request.aboard === undefined ? picked.has(stop.requestId) : request.aboard === vehicle.id;
    if (stop.kind === 'delivery' && !carried)
      throw invalid(at, 'A locked delivery needs its pickup before it, or its goods aboard.');
  });
}

function placeExists(problem: Problem, place: number, field: string): void {
  if (!(Number.isInteger(place) && place >= 0 && place < problem.places))
    throw invalid(field, 'There is no such place.');
}
