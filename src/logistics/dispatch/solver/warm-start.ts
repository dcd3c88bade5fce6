import { holds } from './feasible.ts';
import { nodeOf, type Model } from './model.ts';
import type { Plan, StopRef } from './problem.ts';
import { refresh } from './refresh.ts';
import { sequencesHold, sharesRoute } from './related.ts';
import { scan, mayTake } from './scan.ts';
import { emptyState } from './empty-state.ts';
import { listActive, place, setStops, stopsOf, type State } from './state.ts';

/**
 * A state that holds the given plan as far as it still stands: unknown requests and vehicles are passed over, locked stops
 * come first whatever the plan says, and what no longer fits its route is left absent for the search to place.
 */
export function warmStart(m: Model, seed: number, plan: Plan | undefined): State {
  const s = emptyState(m, seed);
  for (let v = 0; v < m.vehicles; v++) refresh(s, v);
  for (const route of plan?.routes ?? []) {
    const v = m.vehicleAt.get(route.vehicleId);
    if (v !== undefined) loadRoute(s, v, wantedNodes(s, v, route.stops));
  }
  let count = 0;
  for (let r = 0; r < m.requests; r++) if (s.isAbsent[r]) s.absent[count++] = r;
  s.absentCount = count;
  listActive(s);
  return s;
}

/** Movable nodes of the route in its order: complete requests only, pickup first, each once. */
export function wantedNodes(s: State, v: number, stops: StopRef[], anyVehicle = false): number[] {
  const { m } = s;
  const seen = new Set<number>();
  for (const stop of stops) {
    const node = nodeOf(m, stop);
    if (node === undefined || m.isLocked[node] || seen.has(node)) continue;
    const r = m.requestOf[node]!;
    if (!s.isAbsent[r] || !(anyVehicle || m.allowed[r * m.vehicles + v])) continue;
    if (node === m.delivery[r] && m.pickup[r]! >= 0 && !seen.has(m.pickup[r]!)) continue;
    seen.add(node);
  }
  return [...seen].filter((node) => {
    const r = m.requestOf[node]!;
    return seen.has(m.delivery[r]!);
  });
}

const keepsRelations = (s: State, v: number, requests: readonly number[]): boolean =>
  sequencesHold(s, v) && requests.every((r) => sharesRoute(s, r, v));

/** Takes the route as it is when it holds; otherwise request by request, each at its cheapest place while it fits. */
function loadRoute(s: State, v: number, nodes: number[]): void {
  const { m } = s;
  if (nodes.length === 0) return;
  const kept = stopsOf(s, v);
  const requests = [...new Set(nodes.map((node) => m.requestOf[node]!))];
  setStops(s, v, [...kept, ...nodes]);
  for (const r of requests) s.isAbsent[r] = 0;
  refresh(s, v);
  if (holds(s, v) && (!m.relations || keepsRelations(s, v, requests))) return;
  for (const node of nodes) s.route[node] = -1;
  setStops(s, v, kept);
  refresh(s, v);
  for (const r of requests) {
    s.isAbsent[r] = 1;
    if (!mayTake(s, r, v) || !(scan(s, r, v, Infinity) < Infinity)) continue;
    place(s, r, v, s.foundI, s.foundJ);
    s.isAbsent[r] = 0;
    refresh(s, v);
  }
}
