import { compile } from './compile.ts';
import type { Model } from './model.ts';
import type { Plan, Problem } from './problem.ts';
import { standingRelations } from './relation-rules.ts';
import { refresh } from './refresh.ts';
import { emptyState } from './empty-state.ts';
import { listActive, makeAbsent, setStops, stopsOf, type State } from './state.ts';
import { stretch, waiveInRoute } from './stretch.ts';
import { travelS } from './travel.ts';
import { wantedNodes } from './warm-start.ts';
import { UNREACHABLE } from './windows.ts';

/** Stops that a route may get on top of its present ones. */
const GROWTH = 12;

/**
 * The plan exactly as it stands, ready for questions. Stops that already break a limit stay where they are and the limit is
 * stretched to what they need and no further: nothing may be put where it would make them worse. Breaks that find no place
 * and relations that are broken are out of the question. `without` leaves one
 * request out of the plan; `room` keeps empty slots for requests to come.
 */
export function openPlan(problem: Problem, plan: Plan, without?: string, room = 0): State {
  const routes = plan.routes.map((route) => ({
    ...route,
    stops: route.stops.filter((stop) => stop.requestId !== without),
  }));
  const m = compile(problem, false, room, standingRelations(problem, routes));
  const s = emptyState(m, 1, longest(problem, plan) + GROWTH);
  for (const route of routes) {
    const v = m.vehicleAt.get(route.vehicleId);
    if (v === undefined) continue;
    const nodes = wantedNodes(s, v, route.stops, true);
    for (const node of nodes) s.isAbsent[m.requestOf[node]!] = 0;
    setStops(s, v, [...stopsOf(s, v), ...nodes]);
  }
  for (let v = 0; v < m.vehicles; v++) openRoute(s, v);
  s.absentCount = 0;
  for (let r = 0; r < m.requests; r++) if (s.isAbsent[r]) makeAbsent(s, r);
  listActive(s);
  return s;
}

/** Works out a route whose stops or vehicle have changed, with the limits of its problem stretched just to what it breaks. */
export function openRoute(s: State, v: number): void {
  for (const restore of (s.stretched[v] ?? []).toReversed()) restore();
  refresh(s, v);
  const log = stretch(s, v);
  s.stretched[v] = log;
  if (log.length > 0) refresh(s, v);
  if (!s.breakless[v]) return;
  log.push(waiveInRoute(s, v));
  refresh(s, v);
}

function longest(problem: Problem, plan: Plan): number {
  const stops = plan.routes.reduce((most, route) => Math.max(most, route.stops.length), 0);
  const locked = problem.vehicles.reduce((most, { locked: of }) => Math.max(most, of?.length ?? 0), 0);
  return stops + locked;
}

export const unreachable = (m: Model, v: number, from: number, to: number): boolean =>
  travelS(m, v, from, to) >= UNREACHABLE;
