import type {
  PlannedBreak,
  PlannedStop,
  Problem,
  Solution,
} from '../../../../src/logistics/dispatch/solver/problem.ts';
import type { VroomAnswer, VroomStepView } from '../../../../src/logistics/solve/vroom.view.ts';

interface Given {
  jobs: { id: number; priority?: number; due?: number; late_cost?: number }[];
  shipments: {
    pickup: { id: number };
    delivery: { id: number; due?: number; late_cost?: number };
    priority?: number;
  }[];
  vehicles: { id: number }[];
}

/** When it leaves: breaks before that are taken at the start. */
function left([start, ...steps]: VroomStepView[]): number {
  const first = steps.find(({ type, duration }) => type !== 'break' || duration > 0);
  return first ? first.arrival - first.duration : start!.arrival;
}

/**
 * When it could have driven all its way: breaks after that are taken at the end. Where one of them makes it wait, the answer may
 * let it wait before an earlier break instead, since nobody is hurt by that.
 */
function reachedEnd(steps: VroomStepView[]): number {
  const end = steps.at(-1)!;
  const lastTask = steps.findLastIndex(({ type }) => type !== 'break' && type !== 'end');
  const home = steps.findIndex(({ duration }, k) => k > lastTask && duration === end.duration);
  const { type, arrival } = steps[home]!;
  if (type === 'end') return arrival;
  return steps.slice(lastTask + 1, home).reduce((at, { waiting_time: waiting }) => at - waiting, arrival);
}

/** What an answer says, as a solution that the independent checker can judge: nothing but the answer's own numbers. */
export function readBack(given: Given, problem: Problem, answer: VroomAnswer, originS: number): Solution {
  const requestOf = (type: string, id: unknown): string => {
    const index =
      type === 'job'
        ? given.jobs.findIndex((job) => job.id === id)
        : given.jobs.length + given.shipments.findIndex((one) => one[type as 'pickup'].id === id);
    return problem.requests[index]!.id;
  };
  let lateness = 0;
  const stopOf = (step: VroomStepView): PlannedStop => {
    const requestId = requestOf(step.type, step.id);
    const startS = step.arrival + step.waiting_time + step.setup - originS;
    const task = problem.requests.find(({ id }) => id === requestId)![step.type as 'job']!;
    const latenessS = Math.max(0, startS - (task.dueS ?? Infinity));
    lateness += latenessS * (task.lateCostPerS ?? 1);
    return {
      requestId,
      kind: step.type as PlannedStop['kind'],
      place: step.location_index!,
      arriveS: step.arrival - originS,
      startS,
      departS: startS + step.service,
      latenessS,
      loadAfter: step.load ?? [],
    };
  };
  const routes = answer.routes.map((route) => {
    const tasks = route.steps.filter(({ type }) => ['job', 'pickup', 'delivery'].includes(type));
    const breaks = route.steps.flatMap((step, k): PlannedBreak[] => {
      if (step.type !== 'break') return [];
      const startS = step.arrival + step.waiting_time - originS;
      const before = route.steps.slice(0, k).filter(({ type }) => !['start', 'break'].includes(type)).length;
      return [{ id: String(step.id), startS, endS: startS + step.service, before }];
    });
    return {
      vehicleId: problem.vehicles[given.vehicles.findIndex(({ id }) => id === route.vehicle)]!.id,
      departS: left(route.steps) - originS,
      endS: reachedEnd(route.steps) - originS,
      travelS: route.duration,
      distanceM: route.distance ?? 0,
      waitingS: route.waiting_time,
      stops: tasks.map(stopOf),
      breaks,
      cost: route.cost,
    };
  });
  const behind = new Set(answer.unassigned.map(({ type, id }) => requestOf(type, id)));
  const unserved = problem.requests.reduce(
    (sum, { id, priority = 0 }) => sum + (behind.has(id) ? priority + 1 : 0),
    0,
  );
  const cost = { fixed: 0, travel: 0, distance: 0, duty: 0, lateness, change: 0, unserved };
  return {
    routes,
    unassigned: [...behind].map((requestId) => ({ requestId, reasons: [] })),
    cost: { ...cost, total: answer.summary.cost + lateness },
    iterations: 0,
    feasible: answer.summary.violations.length === 0,
  };
}
