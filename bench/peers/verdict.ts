import { readFileSync } from 'node:fs';
import { check } from '../../src/logistics/dispatch/solver/check.ts';
import { unservedIds } from '../../src/logistics/dispatch/solver/explain.ts';
import type { Plan, Problem, StopRef, Window } from '../../src/logistics/dispatch/solver/problem.ts';
import { readInstance } from '../../src/logistics/dispatch/solver/read/read.ts';
import { schedule } from '../../src/logistics/dispatch/solver/schedule.ts';

/** What a plan given as lists of places is worth in double precision. */
export interface Worth {
  vehicles: number;
  distance: number;
  unassigned: number;
  feasible: boolean;
  faults: string[];
}

/** Peers count in whole numbers: that much may a clock be off by rounding. */
const ROUNDING = 0.05;

/** Says the independent checker of this repository, the same for everybody. */
export function worthOf(path: string, routes: readonly (readonly number[])[]): Worth {
  const { problem } = readInstance(readFileSync(path, 'utf8'), path, 'cost');
  const lenient = withRounding(problem);
  const stops = stopsByPlace(problem);
  const plan: Plan = {
    routes: routes.map((places, v) => ({
      vehicleId: problem.vehicles[v]?.id ?? 'one too many',
      stops: places.map((place) => stops.get(place)!),
    })),
  };
  if (routes.length > problem.vehicles.length)
    return {
      vehicles: routes.length,
      distance: NaN,
      unassigned: 0,
      feasible: false,
      faults: ['too many vehicles'],
    };
  const missing = unservedIds(lenient, plan);
  const driven = schedule(lenient, plan);
  const verdict = check(lenient, {
    routes: driven.routes,
    cost: { ...driven.cost, unserved: missing.length },
    unassigned: missing.map((requestId) => ({ requestId, reasons: [] })),
    iterations: 0,
    feasible: true,
  });
  return {
    vehicles: verdict.vehicles,
    distance: Number(verdict.distanceM.toFixed(2)),
    unassigned: missing.length,
    feasible: verdict.feasible && missing.length === 0,
    faults: verdict.faults,
  };
}

/** Every place of a published instance has one stop. */
function stopsByPlace(problem: Problem): Map<number, StopRef> {
  const stops = new Map<number, StopRef>();
  for (const request of problem.requests)
    for (const kind of ['pickup', 'delivery', 'job'] as const)
      if (request[kind]) stops.set(request[kind].place, { requestId: request.id, kind });
  return stops;
}

function withRounding(problem: Problem): Problem {
  const later = ([from, to]: Window): Window => [from, to + ROUNDING];
  const windowed = <T extends { windows?: Window[] }>(task: T): T => ({
    ...task,
    ...(task.windows && { windows: task.windows.map(later) }),
  });
  return {
    ...problem,
    requests: problem.requests.map((request) => ({
      ...request,
      ...(request.pickup && { pickup: windowed(request.pickup) }),
      ...(request.delivery && { delivery: windowed(request.delivery) }),
      ...(request.job && { job: windowed(request.job) }),
    })),
    vehicles: problem.vehicles.map((vehicle) => ({ ...vehicle, shift: later(vehicle.shift) })),
  };
}
