import { nodeOf, type Model } from './model.ts';
import { distanceM, setupS, travelS } from './travel.ts';
import { HORIZON_S } from './windows.ts';

/**
 * Locked stops are beyond dispute: they are driven as they stand, and every limit they break is stretched just so far that
 * the rest of the route can still be planned around them.
 */
export function freezeLocked(model: Model): void {
  model.problem.vehicles.forEach((vehicle, v) => {
    const nodes = (vehicle.locked ?? []).map((stop) => nodeOf(model, stop)!);
    model.lockedNodes[v] = Int32Array.from(nodes);
    for (const node of nodes) model.isLocked[node] = 1;
  });
  for (let r = 0; r < model.requests; r++) {
    const pickup = model.pickup[r]!;
    model.settled[r] = model.isLocked[model.delivery[r]!]!;
    if (pickup < 0 || !model.isLocked[pickup]) continue;
    // The pickup stays where it is; from here on the request is a delivery bound to that vehicle.
    model.pickup[r] = -1;
    model.bound[r] = 1;
  }
  for (let v = 0; v < model.vehicles; v++) if (model.lockedNodes[v]!.length > 0) drivePrefix(model, v);
}

function drivePrefix(model: Model, v: number): void {
  const nodes = model.lockedNodes[v]!;
  const end = model.tasks + model.vehicles + v;
  let at = model.tasks + v;
  let t = model.startAt[v]!;
  let travel = 0;
  let distance = 0;
  for (const node of nodes) {
    travel += travelS(model, v, at, node);
    distance += distanceM(model, v, at, node);
    t = Math.max(t + travelS(model, v, at, node) + setupS(model, at, node), model.early[node]!);
    // Breaks move locked stops, however late that makes them.
    stretchWindow(model, node, model.breaks[v] ? HORIZON_S : t);
    t += model.service[node]!;
    model.lockedDeparture.set(node, t);
    model.lockedVehicle.set(node, v);
    onlyVehicle(model, model.requestOf[node]!, v);
    at = node;
  }
  travel += travelS(model, v, at, end);
  distance += distanceM(model, v, at, end);
  model.endBy[v] = Math.max(model.endBy[v]!, t + travelS(model, v, at, end));
  model.late[end] = model.endBy[v]!;
  model.maxTasks[v] = Math.max(model.maxTasks[v]!, nodes.length);
  model.maxTravel[v] = Math.max(model.maxTravel[v]!, travel);
  model.maxDistance[v] = Math.max(model.maxDistance[v]!, distance);
  stretchCapacity(model, v);
}

/** A locked stop opens as its first window does and never closes: in plain numbers, one window. */
function stretchWindow(model: Model, node: number, startS: number): void {
  model.windows[node] = undefined;
  model.late[node] = Math.min(Math.max(model.late[node]!, startS), HORIZON_S);
}

function onlyVehicle(model: Model, r: number, v: number): void {
  for (let w = 0; w < model.vehicles; w++) model.allowed[r * model.vehicles + w] = w === v ? 1 : 0;
}

function stretchCapacity(model: Model, v: number): void {
  for (let k = 0; k < model.dims; k++) {
    let load = model.aboard[v * model.dims + k]!;
    for (const node of model.lockedNodes[v]!) load += model.before[node * model.dims + k]!;
    let peak = load;
    for (const node of model.lockedNodes[v]!) {
      load += model.change[node * model.dims + k]!;
      peak = Math.max(peak, load);
    }
    model.capacity[v * model.dims + k] = Math.max(model.capacity[v * model.dims + k]!, peak);
  }
}
