import { compile } from './compile.ts';
import type { Model } from './model.ts';
import type { Plan, Problem } from './problem.ts';
import { refresh } from './refresh.ts';
import { emptyState, listActive, makeAbsent, setStops, stopsOf, type State } from './state.ts';
import { openAt, setupS, travelS } from './travel.ts';
import { wantedNodes } from './warm-start.ts';
import { UNREACHABLE } from './windows.ts';

/**
 * The plan exactly as it stands, ready for questions. Stops that already break a limit stay where they are and the limit is
 * stretched to what they need and no further: nothing may be put where it would make them worse. `without` leaves one
 * request out of the plan.
 */
export function openPlan(problem: Problem, plan: Plan, without?: string): State {
  const m = compile(problem, false);
  const s = emptyState(m, 1, false);
  for (const route of plan.routes) {
    const v = m.vehicleAt.get(route.vehicleId);
    if (v === undefined) continue;
    const stops = route.stops.filter((stop) => stop.requestId !== without);
    const nodes = wantedNodes(s, v, stops, true);
    for (const node of nodes) s.isAbsent[m.requestOf[node]!] = 0;
    setStops(s, v, [...stopsOf(s, v), ...nodes]);
  }
  for (let v = 0; v < m.vehicles; v++) {
    refresh(s, v);
    if (stretch(s, v)) refresh(s, v);
  }
  s.absentCount = 0;
  for (let r = 0; r < m.requests; r++) if (s.isAbsent[r]) makeAbsent(s, r);
  listActive(s);
  return s;
}

/** Stretches every limit that the refreshed route breaks; true when one was. */
function stretch(s: State, v: number): boolean {
  const { m } = s;
  const base = v * s.stride;
  const length = s.len[v]!;
  let stretched = false;
  for (let k = 1; k <= length; k++) {
    const x = s.seq[base + k]!;
    if (stretchStop(s, x, s.seq[base + k - 1]!, v)) stretched = true;
  }
  if (length === 0) return false;
  const end = s.seq[base + length + 1]!;
  if (s.start[end]! > m.late[end]!) {
    m.late[end] = s.start[end]!;
    stretched = true;
  }
  m.maxTasks[v] = Math.max(m.maxTasks[v]!, length);
  m.maxTravel[v] = Math.max(m.maxTravel[v]!, s.travel[v]!);
  m.maxDistance[v] = Math.max(m.maxDistance[v]!, s.distance[v]!);
  for (let k = 0; k <= length; k++) stretchLoad(s, s.seq[base + k]!, v);
  return stretched;
}

function stretchStop(s: State, x: number, prev: number, v: number): boolean {
  const { m } = s;
  const r = m.requestOf[x]!;
  const ready = s.dep[prev]! + travelS(m, v, prev, x) + setupS(m, prev, x);
  if (m.delivery[r] === x && m.maxRide[r]! < Infinity && !m.bound[r])
    m.maxRide[r] = Math.max(m.maxRide[r]!, s.start[x]! - s.dep[m.origin[r]!]!);
  if (openAt(m, x, ready) < Infinity) return false;
  // Served on arrival, as the forward pass already assumed.
  m.windows[x] = undefined;
  m.early[x] = Math.min(m.early[x]!, ready);
  m.late[x] = ready;
  return true;
}

function stretchLoad(s: State, x: number, v: number): void {
  const { dims, capacity } = s.m;
  for (let k = 0; k < dims; k++)
    capacity[v * dims + k] = Math.max(capacity[v * dims + k]!, s.load[x * dims + k]!);
}

export const unreachable = (m: Model, v: number, from: number, to: number): boolean =>
  travelS(m, v, from, to) >= UNREACHABLE;
