import type { Model } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import { restore } from './restore.ts';
import type { OrderKeys } from './recreate.ts';
import { stopsOf, totalCost, unservedWorth, type State } from './state.ts';
import type { Problem } from './problem.ts';
import type { Stop } from './stop.ts';

/** A plan as node lists per vehicle, with what it is worth. */
export interface Snapshot {
  routes: number[][];
  /** Routes with stops. */
  vehicles: number;
  unserved: number;
  cost: number;
}

/** What plans are compared by. */
export type Worth = Omit<Snapshot, 'routes'>;

/** What a running search knows. */
export interface Search {
  s: State;
  stop: Stop;
  near: Neighbours;
  keys: OrderKeys;
  iterations: number;
  best: Snapshot;
  /** How often each request was left out: what is hard to place counts more. */
  absences: Float64Array;
  onBetter: ((best: Snapshot) => void) | undefined;
  /** Shows the best plan to the other threads; a better one of theirs comes back. */
  exchange: ((best: Snapshot) => Snapshot | undefined) | undefined;
  /** Share of the budget used when threads compare next. */
  exchangeAt: number;
}

/** Threads compare their plans after each such share of the budget, while they take vehicles away more often. */
const EXCHANGE_EVERY = 0.45;
const EXCHANGE_FLEET_EVERY = 0.01;

/** Goes on from another thread's plan when it is better; true when it was. */
export function compareNotes(x: Search, used: number): boolean {
  const theirs = ask(x, used, EXCHANGE_EVERY);
  if (theirs) take(x, theirs);
  return theirs !== undefined;
}

/** Goes on from another thread's plan when it needs fewer vehicles; true when it did. */
export function takeFewerVehicles(x: Search, used: number): boolean {
  const theirs = ask(x, used, EXCHANGE_FLEET_EVERY);
  if (!theirs || theirs.vehicles >= x.best.vehicles) return false;
  take(x, theirs);
  return true;
}

function ask(x: Search, used: number, every: number): Snapshot | undefined {
  if (!x.exchange || used < x.exchangeAt) return undefined;
  x.exchangeAt = used + every;
  return x.exchange(x.best);
}

function take(x: Search, theirs: Snapshot): void {
  restore(x.s, theirs.routes);
  keepBest(x);
}

/** Is plan a better than plan b: fewer left behind, then (for the fleet) fewer vehicles, then cheaper? */
export function isBetter(a: Worth, b: Worth, objective: Problem['objective']): boolean {
  if (a.unserved !== b.unserved) return a.unserved < b.unserved;
  if (objective === 'fleet' && a.vehicles !== b.vehicles) return a.vehicles < b.vehicles;
  return a.cost < b.cost - 1e-9;
}

/** The budget is looked at every so many iterations: plain ones take microseconds, others up to a millisecond. */
export const lookEvery = (m: Model): number => (m.plain ? 32 : 4);

/**
 * How much harder to place, by their absence counters, those left out now are than those left out before. Counts them
 * (Christiaens & Vanden Berghe 2020, section 5.5).
 */
export function hardnessAdded({ s, absences }: Search): number {
  let now = 0;
  let before = 0;
  for (let k = 0; k < s.absentCount; k++) now += absences[s.absent[k]!]!;
  for (let k = 0; k < s.savedAbsentCount; k++) before += absences[s.savedAbsent[k]!]!;
  for (let k = 0; k < s.absentCount; k++) absences[s.absent[k]!]!++;
  return now - before;
}

/** Stands at the best plan again, with as many vehicles as it has and no more: for the fleet objective. */
export function returnToBest({ s, best }: Search): void {
  restore(s, best.routes);
  s.maxActive = Math.max(1, best.vehicles);
}

/**
 * What stands now is the best plan. For the fleet objective none with more vehicles is looked at any more, once all are
 * served.
 */
export function keepBest(x: Search): void {
  const { s } = x;
  x.best = snapshot(s);
  if (s.m.problem.objective === 'fleet' && s.absentCount === 0) s.maxActive = Math.max(1, x.best.vehicles);
  x.onBetter?.(x.best);
}

export function snapshot(s: State): Snapshot {
  const routes: number[][] = [];
  for (let v = 0; v < s.m.vehicles; v++) routes.push(stopsOf(s, v));
  const vehicles = routes.filter((nodes) => nodes.length > 0).length;
  return { routes, vehicles, unserved: unservedWorth(s), cost: totalCost(s) };
}
