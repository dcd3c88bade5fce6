import type { Model } from './model.ts';
import { openPlan } from './open-plan.ts';
import type { Plan, Problem, StopRef } from './problem.ts';
import { mayTake, scan } from './scan.ts';
import { place, stopsOf, type State } from './state.ts';

export interface Insertion {
  vehicleId: string;
  /** What it adds to the weighted cost of the plan. */
  cost: number;
  /** The vehicle's whole route with the request in it; `schedule` gives the times. */
  stops: StopRef[];
}

/**
 * The cheapest place of one request in each vehicle's route, cheapest vehicle first, at most `k` of them; exact under all
 * constraints, nothing else moves. For a request that is in the plan: where else it could be, and at what price.
 */
export function bestInsertions(problem: Problem, plan: Plan, requestId: string, k: number): Insertion[] {
  const s = openPlan(problem, plan, requestId);
  const r = problem.requests.findIndex(({ id }) => id === requestId);
  if (r < 0) throw new Error(`the problem has no request ${requestId}`);
  return insertionsOf(s, r, k);
}

/** The same on an open plan, whose state it leaves as it was. */
export function insertionsOf(s: State, r: number, k: number): Insertion[] {
  const { m } = s;
  if (!s.isAbsent[r]) return [];
  const found: { v: number; cost: number; i: number; j: number }[] = [];
  for (let v = 0; v < m.vehicles; v++) {
    if (!mayTake(s, r, v)) continue;
    // Beyond the k-th best nothing is interesting: its cost bounds the rest.
    const bound = found.length < k ? Infinity : found[k - 1]!.cost;
    const cost = scan(s, r, v, bound);
    if (!(cost < bound)) continue;
    let at = found.length;
    while (at > 0 && found[at - 1]!.cost > cost) at--;
    found.splice(at, 0, { v, cost, i: s.foundI, j: s.foundJ });
    if (found.length > k) found.pop();
  }
  return found.map(({ v, cost, i, j }) => ({
    vehicleId: m.problem.vehicles[v]!.id,
    cost,
    stops: withRequest(s, r, v, i, j),
  }));
}

function withRequest(s: State, r: number, v: number, i: number, j: number): StopRef[] {
  const before = s.len[v]!;
  const saved = stopsOf(s, v);
  place(s, r, v, i, j);
  const stops = stopsOf(s, v).map((node) => refOf(s.m, node));
  s.seq.set(saved, v * s.stride + 1);
  s.seq[v * s.stride + before + 1] = s.m.tasks + s.m.vehicles + v;
  s.len[v] = before;
  return stops;
}

export const refOf = (m: Model, node: number): StopRef => ({
  requestId: m.problem.requests[m.requestOf[node]!]!.id,
  kind: m.kind[node]!,
});
