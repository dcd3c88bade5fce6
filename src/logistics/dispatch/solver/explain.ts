import { refusal } from './eligible.ts';
import type { Model } from './model.ts';
import { openPlan, unreachable } from './open-plan.ts';
import { REASON, type Plan, type Problem, type Reason, type ReasonName, type Unassigned } from './problem.ts';
import { sharesRoute } from './related.ts';
import { RELAXABLE, relaxed } from './relax.ts';
import { scan } from './scan.ts';
import type { State } from './state.ts';

/**
 * How much is said about what has no place: nothing, the codes (looking closely at a few vehicles only, for days with hundreds
 * left behind), or every vehicle's reasons and the delay that would help.
 */
export type Explaining = 'none' | 'codes' | 'full';

/** Why each request without a place in the plan has none. */
export function explainAll(problem: Problem, plan: Plan, how: Explaining = 'full'): Unassigned[] {
  const missing = unservedIds(problem, plan);
  if (missing.length === 0) return [];
  if (how === 'none') return missing.map((requestId) => ({ requestId, reasons: [] }));
  const s = openPlan(problem, plan);
  if (how === 'full') return missing.map((id) => explainIn(s, id));
  const indexOf = new Map(problem.requests.map(({ id }, r) => [id, r]));
  const byRoom = Array.from({ length: s.m.vehicles }, (_, v) => v).sort((a, b) => s.len[a]! - s.len[b]!);
  return missing.map((requestId) => ({ requestId, reasons: codesIn(s, indexOf.get(requestId)!, byRoom) }));
}

/** Of the vehicles that may take it at all, those with the fewest stops tell best what is in the way. */
const CLOSE_LOOKS = 3;

function codesIn(s: State, r: number, byRoom: readonly number[]): Reason[] {
  const { m } = s;
  const open = byRoom.filter((v) => m.allowed[r * m.vehicles + v]);
  // Who takes nothing more says nothing about the others.
  const taking = open.filter((v) => mayTakeMore(s, r, v));
  const looked = (taking.length > 0 ? taking : open).slice(0, CLOSE_LOOKS);
  return asReasons(m, reasonsIn(s, r, looked.length > 0 ? looked : byRoom));
}

/** Ids of the requests whose last stop is not in the plan. */
export function unservedIds(problem: Problem, plan: Plan): string[] {
  const served = new Set<string>();
  for (const { stops } of plan.routes)
    for (const stop of stops) if (stop.kind !== 'pickup') served.add(stop.requestId);
  return problem.requests.filter(({ id }) => !served.has(id)).map(({ id }) => id);
}

/**
 * Why a request fits into no route of the plan as it stands: the rules in its way, each with the vehicles it holds for, and
 * the smallest delay of its limits that would let it in, when that alone is enough (whole minutes, up to four hours). No
 * reasons: it fits somewhere. A request that is in the plan is looked at as if it were not.
 */
export function explain(problem: Problem, plan: Plan, requestId: string): Unassigned {
  return explainIn(openPlan(problem, plan, requestId), requestId);
}

function explainIn(s: State, requestId: string): Unassigned {
  const { problem } = s.m;
  const r = problem.requests.findIndex(({ id }) => id === requestId);
  if (r < 0) throw new Error(`the problem has no request ${requestId}`);
  const byVehicle = reasonsIn(s, r, problem.vehicles.keys());
  let later = Infinity;
  for (const [v, names] of byVehicle)
    if (names.includes('timeWindow') || names.includes('maxRide'))
      later = Math.min(later, fitsLaterS(s, r, v, later));
  return { requestId, reasons: asReasons(s.m, byVehicle), ...(later < Infinity && { fitsIfLaterS: later }) };
}

/** What keeps r out of each of these vehicles' routes; empty as soon as it fits into one. */
function reasonsIn(s: State, r: number, vehicles: Iterable<number>): Map<number, ReasonName[]> {
  const byVehicle = new Map<number, ReasonName[]>();
  for (const v of vehicles) {
    const names = obstacles(s, r, v);
    if (names.length === 0) return new Map();
    byVehicle.set(v, names);
  }
  return byVehicle;
}

/** The rule in most vehicles' way first. */
function asReasons(m: Model, byVehicle: ReadonlyMap<number, ReasonName[]>): Reason[] {
  const byReason = new Map<ReasonName, string[]>();
  for (const [v, names] of byVehicle)
    for (const name of names) byReason.set(name, [...(byReason.get(name) ?? []), m.problem.vehicles[v]!.id]);
  return [...byReason]
    .map(([name, vehicleIds]) => ({ code: REASON[name], name, vehicleIds }))
    .sort((a, b) => b.vehicleIds.length - a.vehicleIds.length || a.code - b.code);
}

/** Rules that keep r out of route v; none when it fits. Those whose lifting alone is enough, else those broken on their own. */
function obstacles(s: State, r: number, v: number): ReasonName[] {
  const { m } = s;
  if (!m.allowed[r * m.vehicles + v])
    return [refusal(m.problem.requests[r]!, m.problem.vehicles[v]!) ?? listedAway(m, r, v)];
  if (m.relations && !sharesRoute(s, r, v)) return ['relation'];
  if (cannotReach(s, r, v)) return ['unreachable'];
  if (fits(s, r, v)) return [];
  const enough = RELAXABLE.filter((name) => relaxed(m, r, v, [name], () => fits(s, r, v)));
  if (enough.length > 0) return enough;
  // Not even with all lifted: the shift's end, or the windows of the stops already in the route.
  if (!relaxed(m, r, v, RELAXABLE, () => fits(s, r, v))) return ['timeWindow'];
  const alone = RELAXABLE.filter((name) => {
    const others = RELAXABLE.filter((other) => other !== name);
    return !relaxed(m, r, v, others, () => fits(s, r, v));
  });
  return alone.length > 0 ? alone : ['timeWindow'];
}

/** A relation's vehicle, or the one that carries it already, is another. */
function listedAway({ relations }: Model, r: number, v: number): ReasonName {
  const only = relations?.vehicle[r] ?? -1;
  return only === -1 || only === v ? 'allowedVehicles' : 'relation';
}

const mayTakeMore = ({ m, len }: State, r: number, v: number): boolean =>
  len[v]! + (m.pickup[r]! < 0 ? 1 : 2) <= m.maxTasks[v]!;

const fits = (s: State, r: number, v: number): boolean =>
  mayTakeMore(s, r, v) && scan(s, r, v, Infinity) < Infinity;

/** No way between its own stops, or from anywhere in the route to them. */
function cannotReach(s: State, r: number, v: number): boolean {
  const { m } = s;
  const d = m.delivery[r]!;
  const p = m.pickup[r]! < 0 ? d : m.pickup[r]!;
  const base = v * s.stride;
  for (let k = 0; k <= s.len[v]!; k++)
    if (!unreachable(m, v, s.seq[base + k]!, p)) return p !== d && isCutOff(s, p, d, v);
  return true;
}

function isCutOff(s: State, p: number, d: number, v: number): boolean {
  if (!unreachable(s.m, v, p, d)) return false;
  const base = v * s.stride;
  for (let k = 1; k <= s.len[v]!; k++) if (!unreachable(s.m, v, s.seq[base + k]!, d)) return false;
  return true;
}

const MINUTE_S = 60;
const LONGEST_S = 4 * 3600;

/** Smallest delay in whole minutes of the ends of r's windows and of its ride limit with which it fits, if below `bound`. */
function fitsLaterS(s: State, r: number, v: number, bound: number): number {
  const fitsWith = (delayS: number) => relaxed(s.m, r, v, [{ laterS: delayS }], () => fits(s, r, v));
  let high = Math.min(bound - MINUTE_S, LONGEST_S);
  if (high < MINUTE_S || !fitsWith(high)) return Infinity;
  let low = 0;
  while (high - low > MINUTE_S) {
    const middle = Math.round((low + high) / 2 / MINUTE_S) * MINUTE_S;
    if (fitsWith(middle)) high = middle;
    else low = middle;
  }
  return high;
}
