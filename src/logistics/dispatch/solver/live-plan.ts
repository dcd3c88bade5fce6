import { bestInsertions, insertionsOf, refOf, type Insertion } from './best-insertions.ts';
import { compileEnds, compileRequest, openingCost } from './compile.ts';
import { nodeOf } from './model.ts';
import { openPlan, openRoute } from './open-plan.ts';
import type { Plan, Problem, Profile, Request, StopRef, Vehicle } from './problem.ts';
import { relationsAmong } from './relation-rules.ts';
import { setStops, stopsOf, type State } from './state.ts';

/** New requests that fit in before everything is opened anew. */
const ROOM = 64;

/** A slot for a request that is no longer, or not yet, there: its index and the first of its two nodes. */
interface Slot {
  r: number;
  node: number;
}

/**
 * A plan kept open between questions: what an event changes is one route, so only that is worked out again. Its answers are
 * those of `bestInsertions` on `problem` and `plan` as they are then. Changes it can not take in place (a vehicle with locked
 * stops, goods aboard) open everything anew, at the next question, once for any number of them. The problem must be valid,
 * also with what is added; the one given is never changed.
 */
export class LivePlan {
  #problem!: Problem;
  #s!: State;
  #free!: Slot[];
  #stale = false;

  constructor(problem: Problem, plan: Plan) {
    this.#open(problem, plan);
  }

  get problem(): Problem {
    const { requestAt } = this.#s.m;
    const isThere = ({ id }: Request, r: number) => requestAt.get(id) === r;
    return {
      ...this.#problem,
      requests: this.#problem.requests.filter(isThere),
      vehicles: [...this.#problem.vehicles],
    };
  }

  get plan(): Plan {
    return {
      routes: this.#problem.vehicles.map(({ id }, v) => ({
        vehicleId: id,
        stops: stopsOf(this.#s, v).map((node) => refOf(this.#s.m, node)),
      })),
    };
  }

  /** The request's cheapest place in each vehicle's route, cheapest first, at most `k`; nothing when it can not be moved. */
  best(requestId: string, k: number): Insertion[] {
    if (this.#isTied) return bestInsertions(this.problem, this.plan, requestId, k);
    const s = this.#ready();
    const r = this.#slotOf(requestId);
    if (s.isAbsent[r]) return insertionsOf(s, r, k);
    if (s.m.settled[r]) return [];
    const v = s.route[s.m.delivery[r]!]!;
    const stops = stopsOf(s, v);
    this.#takeOut(r);
    const found = insertionsOf(s, r, k);
    s.isAbsent[r] = 0;
    this.#setRoute(v, stops);
    return found;
  }

  /** A request without a place. */
  add(request: Request): void {
    const s = this.#ready();
    const { m } = s;
    if (m.requestAt.has(request.id)) throw new Error(`the plan has a request ${request.id} already`);
    const dims = Math.max(request.load?.length ?? 0, request.collects?.length ?? 0);
    const isNewKind = (request.job && !m.hasSingles) || request.aboard !== undefined || dims > m.dims;
    const slot = isNewKind || this.#isTied ? undefined : this.#free.pop();
    if (!slot) {
      const problem = this.problem;
      this.#open({ ...problem, requests: [...problem.requests, request] }, this.plan);
      return;
    }
    this.#problem.requests[slot.r] = request;
    compileRequest(m, slot.r, request, slot.node);
    m.settled[slot.r] = 0;
    s.isAbsent[slot.r] = 1;
  }

  /** Puts the request where the insertion says; wherever else it was it leaves. */
  accept({ vehicleId, stops }: Insertion): void {
    this.setRoute(vehicleId, stops);
  }

  /** Gives a vehicle these stops, its locked ones first among them; what it had besides is without a place. */
  setRoute(vehicleId: string, stops: readonly StopRef[]): void {
    const s = this.#ready();
    const v = this.#vehicleOf(vehicleId);
    // With two stops more there must still be room for an insertion.
    if (stops.length + 4 > s.stride || this.#isTied) {
      this.#open(this.problem, withRoute(this.plan, vehicleId, stops));
      return;
    }
    const nodes = stops.map((stop) => nodeOf(s.m, stop)!);
    for (const node of stopsOf(s, v)) if (!s.m.isLocked[node]) s.isAbsent[s.m.requestOf[node]!] = 1;
    for (const node of nodes) {
      const r = s.m.requestOf[node]!;
      if (!s.isAbsent[r] && s.route[s.m.delivery[r]!] !== v && !s.m.isLocked[node]) this.#takeOut(r);
    }
    // Goods whose pickup is locked may still have no place for their delivery.
    for (const node of nodes) {
      const r = s.m.requestOf[node]!;
      if (s.m.delivery[r] === node) s.isAbsent[r] = 0;
    }
    this.#setRoute(v, nodes);
  }

  /** Served, or cancelled: it is gone, from the locked stops too. */
  remove(requestId: string): void {
    const s = this.#ready();
    const { m } = s;
    const r = this.#slotOf(requestId);
    if (m.bound[r] || m.settled[r] || this.#isTied) {
      this.#forget(requestId);
      return;
    }
    if (!s.isAbsent[r]) this.#takeOut(r);
    s.isAbsent[r] = 0;
    m.settled[r] = 1;
    m.requestAt.delete(requestId);
    if (m.origin[r]! >= 0) this.#free.push({ r, node: m.origin[r]! });
  }

  /** The vehicle with this id is now so: elsewhere, later, with other limits or other locked stops. */
  update(vehicle: Vehicle): void {
    const v = this.#vehicleOf(vehicle.id);
    const old = this.#problem.vehicles[v]!;
    this.#problem.vehicles[v] = vehicle;
    if (this.#stale || !isOnlyElsewhere(old, vehicle)) {
      this.#stale = true;
      return;
    }
    const { m } = this.#s;
    m.startAt[v] = Math.max(vehicle.shift[0], vehicle.availableAtS ?? vehicle.shift[0]);
    compileEnds(m, v);
    m.opening[v] = openingCost(m, v);
    openRoute(this.#s, v);
  }

  /** There are more places now: those there were keep their numbers and their times. */
  extend(places: number, profiles: Profile[]): void {
    const { m } = this.#s;
    Object.assign(this.#problem, { places, profiles });
    m.columns.clear();
    this.#problem.vehicles.forEach((vehicle, v) => {
      m.durations[v] = profiles[vehicle.profile ?? 0]!.durationsS;
      m.distances[v] = profiles[vehicle.profile ?? 0]!.distancesM;
    });
  }

  /** Relations tie routes to one another: what holds in one is not told by it alone, so everything is opened anew. */
  get #isTied(): boolean {
    return (this.#problem.relations?.length ?? 0) > 0;
  }

  #open(problem: Problem, plan: Plan): void {
    const count = problem.requests.length;
    this.#problem = { ...problem, requests: [...problem.requests], vehicles: [...problem.vehicles] };
    this.#s = openPlan(this.#problem, plan, undefined, ROOM);
    const first = this.#s.m.tasks - 2 * ROOM;
    this.#free = Array.from({ length: ROOM }, (_, k) => ({ r: count + k, node: first + 2 * k }));
    this.#stale = false;
  }

  #ready(): State {
    if (this.#stale) this.#open(this.problem, this.plan);
    return this.#s;
  }

  #takeOut(r: number): void {
    const s = this.#s;
    const v = s.route[s.m.delivery[r]!]!;
    const nodes = stopsOf(s, v).filter((node) => s.m.requestOf[node] !== r || s.m.isLocked[node]);
    s.isAbsent[r] = 1;
    this.#setRoute(v, nodes);
  }

  #setRoute(v: number, nodes: number[]): void {
    setStops(this.#s, v, nodes);
    openRoute(this.#s, v);
  }

  #forget(requestId: string): void {
    const stays = (stop: StopRef) => stop.requestId !== requestId;
    const { problem, plan } = this;
    const requests = problem.requests.filter(({ id }) => id !== requestId);
    const vehicles = problem.vehicles.map((vehicle) =>
      vehicle.locked ? { ...vehicle, locked: vehicle.locked.filter(stays) } : vehicle,
    );
    const routes = plan.routes.map((route) => ({ ...route, stops: route.stops.filter(stays) }));
    const relations = relationsAmong(problem.relations, requests);
    this.#open({ ...problem, requests, vehicles, ...(problem.relations && { relations }) }, { routes });
  }

  #slotOf(requestId: string): number {
    const r = this.#s.m.requestAt.get(requestId);
    if (r === undefined) throw new Error(`the problem has no request ${requestId}`);
    return r;
  }

  #vehicleOf(vehicleId: string): number {
    const v = this.#s.m.vehicleAt.get(vehicleId);
    if (v === undefined) throw new Error(`the problem has no vehicle ${vehicleId}`);
    return v;
  }
}

function withRoute({ routes }: Plan, vehicleId: string, stops: readonly StopRef[]): Plan {
  const taken = new Set(stops.map(({ requestId }) => requestId));
  const others = routes.filter((route) => route.vehicleId !== vehicleId);
  const rest = others.map((route) => ({
    ...route,
    stops: route.stops.filter(({ requestId }) => !taken.has(requestId)),
  }));
  return { routes: [...rest, { vehicleId, stops: [...stops] }] };
}

/** Nothing but where and when it is free has changed, and nothing is locked to it. */
function isOnlyElsewhere(old: Vehicle, vehicle: Vehicle): boolean {
  // Which breaks there is time for depends on when the vehicle is free.
  if (old.locked?.length || vehicle.locked?.length || vehicle.breaks?.length) return false;
  const rest = (one: Vehicle) => JSON.stringify({ ...one, start: 0, availableAtS: 0 });
  return rest(old) === rest(vehicle);
}
