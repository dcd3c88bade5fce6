import type { Window } from '../dispatch/solver/problem.ts';
import type { Travel } from './travel.ts';
import type { VroomBreak } from './vroom.input.ts';
import { serviceS, setupS, type Task, type TaskKind, type Van, type World } from './world.ts';

/** What a vehicle does at one point of its route, in VROOM's terms: setup and service begin inside a window. */
export interface Visit {
  kind: TaskKind | 'start' | 'break' | 'end';
  task?: Task;
  pause?: VroomBreak;
  place?: number;
  /** When it may begin; none: any time. */
  windows: Window[];
  /** When it must begin whatever the windows say. */
  fromS?: number;
  toS?: number;
  setupS: number;
  serviceS: number;
  /** From the visit before. */
  travelS: number;
  distanceM: number;
  travelCost: number;
}

export type Wanted = ({ task: Task } | { pause: VroomBreak }) & { fromS?: number; toS?: number };

/** The whole route of a vehicle: its start and end are visits too, also where it has no place for them. */
export function visitsOf(world: World, travel: Travel, v: number, wanted: readonly Wanted[]): Visit[] {
  const van = world.vans[v]!;
  const hours = van.window ? [van.window] : [];
  const visits: Visit[] = [still('start', van.start, hours)];
  let place = van.start;
  for (const one of wanted) {
    const visit =
      'task' in one
        ? taskVisit(one.task, van, place)
        : { ...still('break', undefined, windowsOf(one.pause)), pause: one.pause };
    if ('pause' in one) visit.serviceS = one.pause.service ?? 0;
    if (one.fromS !== undefined) visit.fromS = one.fromS;
    if (one.toS !== undefined) visit.toS = one.toS;
    visits.push(drivenTo(world, travel, v, place, visit));
    place = visit.place ?? place;
  }
  visits.push(drivenTo(world, travel, v, place, still('end', van.end, hours)));
  return visits;
}

const windowsOf = ({ time_windows: windows }: VroomBreak): Window[] => windows ?? [];

/** Begin to begin, without waiting. */
export const actionS = ({ setupS: setup, serviceS: service }: Visit): number => setup + service;

function still(kind: Visit['kind'], place: number | undefined, windows: Window[]): Visit {
  const nothing = { setupS: 0, serviceS: 0, travelS: 0, distanceM: 0, travelCost: 0 };
  return { kind, ...(place !== undefined && { place }), windows, ...nothing };
}

function taskVisit(task: Task, van: Van, from: number | undefined): Visit {
  const visit = still(task.kind, task.place, task.windows);
  visit.task = task;
  visit.setupS = from === task.place ? 0 : setupS(task, van);
  visit.serviceS = serviceS(task, van);
  return visit;
}

function drivenTo(world: World, travel: Travel, v: number, from: number | undefined, visit: Visit): Visit {
  const to = visit.place;
  if (from === undefined || to === undefined) return visit;
  const { durations, distances, costs } = travel.legs[travel.of[v]!]!;
  const cell = from * world.places.list.length + to;
  const { perHour, perKm } = world.vans[v]!.costs;
  visit.travelS = durations[cell]!;
  visit.distanceM = distances?.[cell] ?? 0;
  visit.travelCost = costs?.[cell] ?? (visit.travelS / 3_600) * perHour + (visit.distanceM / 1_000) * perKm;
  return visit;
}

/** Puts part of the way to the next place in front of a break: the vehicle drives on until it opens. */
export function driveBeforeBreak(visits: Visit[], at: number, seconds: number): void {
  const next = visits.findIndex((visit, k) => k > at && visit.kind !== 'break');
  const [pause, place] = [visits[at]!, visits[next]!];
  const share = place.travelS > 0 ? Math.min(1, seconds / place.travelS) : 0;
  const metres = Math.round(place.distanceM * share);
  const cost = place.travelCost * share;
  pause.travelS += Math.min(seconds, place.travelS);
  pause.distanceM += metres;
  pause.travelCost += cost;
  place.travelS -= Math.min(seconds, place.travelS);
  place.distanceM -= metres;
  place.travelCost -= cost;
}
