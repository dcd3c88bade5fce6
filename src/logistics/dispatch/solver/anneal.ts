import { Excursions } from './excursion.ts';
import { joinNear } from './join-near.ts';
import { restore } from './restore.ts';
import { recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { compareNotes, hardnessAdded, isBetter, keepBest, lookEvery, snapshot } from './search.ts';
import type { Search, Snapshot } from './search.ts';
import { listActive, totalCost, unservedWorth, type State } from './state.ts';
import { begin, rollback, routesBefore } from './undo.ts';

/** Start temperature in mean costs per request, and the end temperature as a share of it. */
const HOT = 1;
const COLD = 0.01;
/** A plan squeezed into the fewest vehicles is a bad start: it takes more heat to leave it. */
const HOT_AFTER_SQUEEZE = 6;
/** Stops removed in each iteration, in the mean, as in the paper. */
const REMOVED = 10;
/** Share of a walk after which it leaves nobody out any more: it would end with a cold plan that does not count. */
const HOME_AFTER = 0.7;
/** Near stops tried to be joined in each iteration. */
const JOINS = 6;

interface Walk {
  temperature: number;
  cost: number;
  unserved: number;
  excursions: Excursions | undefined;
  /** Where it goes home to: its best plan, or another thread's, that serves as many as the best of all. */
  served: Snapshot | undefined;
}

/** Temperatures at the start and at the end of a search, in units of cost. */
export interface Heat {
  hot: number;
  cold: number;
}

const meanCost = (s: State): number => totalCost(s) / Math.max(1, s.m.requests - s.absentCount);

/** From the mean cost of a request down; `warmth` scales it: 1 from scratch, less when the state holds a plan worth keeping. */
export function heatOf(s: State, warmth: number): Heat {
  const hot = warmth * (s.m.problem.objective === 'fleet' ? HOT_AFTER_SQUEEZE : HOT) * meanCost(s);
  return { hot, cold: hot * COLD };
}

/**
 * Slack induction by string removals under simulated annealing (Christiaens & Vanden Berghe 2020): ruin, recreate, accept or
 * undo, hot to cold until that share of the budget is used, with a few tries to join near stops in between. Unserved worth is
 * compared before cost, but for excursions with a squeezed fleet; every state on the way is a feasible plan.
 */
export function anneal(x: Search, heat: Heat, until = 1): void {
  const { s, stop } = x;
  const price = s.m.problem.objective === 'fleet' ? meanCost(s) : 0;
  const walk: Walk = {
    temperature: heat.hot,
    cost: totalCost(s),
    unserved: unservedWorth(s),
    excursions: price > 0 ? new Excursions(price) : undefined,
    served: undefined,
  };
  const from = Math.min(until - 0.001, stop(x.iterations));
  const look = lookEvery(s.m);
  for (let k = 0; ; k++) {
    if (k % look === 0) {
      const used = stop(x.iterations);
      if (used >= until) return;
      goOn(x, walk, heat, used, (used - from) / (until - from));
    }
    x.iterations++;
    if (s.m.plain && s.m.tasks > 0) for (let j = 0; j < JOINS; j++) tryJoin(x, walk);
    begin(s);
    ruin(s, x.near, REMOVED);
    recreate(s, x.keys, x.near);
    judge(x, walk);
    const home = walk.excursions?.next(walk.unserved > x.best.unserved);
    if (home === undefined) continue;
    restore(s, home);
    standAt(x, walk);
  }
}

/** Now and then: colder, with what another thread found, and home when it is time. */
function goOn(x: Search, walk: Walk, { hot, cold }: Heat, used: number, share: number): void {
  // Cooling follows the budget, not the count, so that a slow machine still ends cold.
  walk.temperature = hot * (cold / hot) ** share;
  if (compareNotes(x, used)) {
    walk.served = x.best;
    standAt(x, walk);
  }
  if (walk.excursions && share >= HOME_AFTER) goHome(x, walk);
}

/** Keeps the new plan or puts the old one back. */
function judge(x: Search, walk: Walk): void {
  const { s } = x;
  const unserved = unservedWorth(s);
  const cost = totalCost(s);
  if (!accepts(x, walk, cost, unserved)) {
    rollback(s);
    return;
  }
  if (walk.unserved <= x.best.unserved && unserved > x.best.unserved) walk.excursions?.leave(routesBefore(s));
  walk.unserved = unserved;
  walk.cost = cost;
  if (emptiedOne(x)) listActive(s);
  keepIfBest(x, walk);
}

function accepts(x: Search, walk: Walk, cost: number, unserved: number): boolean {
  const { s } = x;
  const slack = slackOf(x, walk);
  if (walk.excursions)
    return walk.excursions.priced(cost, unserved) < walk.excursions.priced(walk.cost, walk.unserved) + slack;
  const wins = unserved === walk.unserved ? cost < walk.cost + slack : unserved < walk.unserved;
  const easier = s.absentCount > 0 && hardnessAdded(x) < 0 && unserved === walk.unserved;
  return wins || easier;
}

/** How much dearer the next plan may be, at random: the warmer the more. */
const slackOf = ({ s }: Search, { temperature }: Walk): number => -temperature * Math.log(s.random.next());

function tryJoin(x: Search, walk: Walk): void {
  const { s } = x;
  if (!joinNear(s, s.m.plain!, x.near, slackOf(x, walk))) return;
  walk.cost = totalCost(s);
  keepIfBest(x, walk);
}

function keepIfBest(x: Search, walk: Walk): void {
  const { activeCount, m } = x.s;
  const { objective } = m.problem;
  const now = { vehicles: activeCount, cost: walk.cost, unserved: walk.unserved };
  if (isBetter(now, x.best, objective)) {
    keepBest(x);
    walk.served = x.best;
  } else if (walk.excursions && now.unserved <= x.best.unserved) {
    if (!walk.served || isBetter(now, walk.served, objective)) walk.served = snapshot(x.s);
  }
}

/** No more excursions: the rest of the walk is spent on the best of its plans that count. */
function goHome(x: Search, walk: Walk): void {
  walk.excursions = undefined;
  restore(x.s, (walk.served ?? x.best).routes);
  standAt(x, walk);
}

/** The state was overwritten: the walk goes on from there. */
function standAt({ s }: Search, walk: Walk): void {
  walk.cost = totalCost(s);
  walk.unserved = unservedWorth(s);
}

function emptiedOne({ s }: Search): boolean {
  for (let t = 0; t < s.touchedCount; t++) if (s.len[s.touched[t]!] === 0) return true;
  return false;
}
