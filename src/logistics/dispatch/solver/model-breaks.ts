import { closing, type Ending } from './break-closing.ts';
import { newLabels, type Labels } from './break-labels.ts';
import { goTo, newVisit, setOut, type Terms, type Visit } from './break-visits.ts';
import { flatBreaks, keepable, someBreaks, type Breaks } from './breaks.ts';
import type { Model } from './model.ts';
import type { Problem } from './problem.ts';
import { setupS, travelS } from './travel.ts';

/** The breaks of each vehicle; undefined when it has none. */
export const breaksOf = ({ vehicles }: Problem, dims: number): (Breaks | undefined)[] =>
  vehicles.map(({ breaks }) => (breaks?.length ? flatBreaks(breaks, dims) : undefined));

/** What working out the breaks of one route needs; sized once. */
export interface BreakDesk {
  visit: Visit;
  ending: Ending;
  /** Position of each stop passed. */
  at: Int32Array;
  /** Aboard on the way to the next stop; only kept when a break minds. */
  load: Float64Array;
}

export function newDesk({ nodes, dims }: { nodes: number; dims: number }): BreakDesk {
  const load = new Float64Array(dims);
  return { visit: newVisit(), ending: { home: 0, endBy: 0, load }, at: new Int32Array(nodes), load };
}

export const termsOf = (m: Model, v: number, breaks: Breaks, limit = Infinity): Terms => ({
  breaks,
  dutyPerS: m.perDutySecond[v]!,
  limit,
});

/** Goes on from `prev` to x; false when there is no way to be there. */
export function goToNode(
  m: Model,
  v: number,
  labels: Labels,
  desk: BreakDesk,
  terms: Terms,
  prev: number,
  x: number,
): boolean {
  const { visit, at, load } = desk;
  const r = m.requestOf[x]!;
  visit.hop = travelS(m, v, prev, x) + setupS(m, prev, x);
  visit.service = m.service[x]!;
  visit.early = m.early[x]!;
  visit.late = m.late[x]!;
  visit.windows = m.windows[x];
  visit.due = m.due[x]!;
  visit.lateCost = m.lateCost[x]!;
  const isTimed = hasRide(m, r);
  visit.opensRide = isTimed && m.origin[r] === x;
  visit.origin = isTimed && m.delivery[r] === x ? at[m.origin[r]!]! : 0;
  visit.maxRide = m.bound[r] ? Infinity : m.maxRide[r]!;
  visit.dueRide = m.boundRide[r]!;
  const goes = goTo(labels, visit, terms, load);
  at[x] = labels.position;
  if (terms.breaks.maxLoad) for (let d = 0; d < m.dims; d++) load[d]! += m.change[x * m.dims + d]!;
  return goes;
}

/** Does how long the goods ride matter? */
export const hasRide = (m: Model, r: number): boolean =>
  m.origin[r]! >= 0 && ((m.maxRide[r]! < Infinity && !m.bound[r]) || m.boundRide[r]! < Infinity);

/** Lateness and duty cost of ending the route behind x; Infinity when the shift or the breaks forbid it. */
export function closeAfter(
  m: Model,
  v: number,
  labels: Labels,
  desk: BreakDesk,
  terms: Terms,
  x: number,
): number {
  const end = m.tasks + m.vehicles + v;
  desk.ending.home = travelS(m, v, x, end);
  desk.ending.endBy = m.late[end]!;
  return closing(labels, desk.ending, terms);
}

/** What is aboard on setting out to serve these stops. */
export function loadUp(
  m: Model,
  v: number,
  { load }: BreakDesk,
  nodes: ArrayLike<number>,
  from: number,
  to: number,
): void {
  for (let d = 0; d < m.dims; d++) {
    load[d] = m.aboard[v * m.dims + d]!;
    for (let k = from; k < to; k++) load[d]! += m.before[nodes[k]! * m.dims + d]!;
  }
}

/** Waives the breaks that the locked stops of v alone leave no room for. */
export function waiveBreaks(m: Model, v: number): void {
  const breaks = m.breaks[v];
  const locked = m.lockedNodes[v]!;
  if (!breaks || locked.length === 0) return;
  const [desk, labels] = [newDesk(m), newLabels()];
  const kept = keepable(breaks, (some) => {
    const terms = termsOf(m, v, some);
    loadUp(m, v, desk, locked, 0, locked.length);
    setOut(labels, m.startAt[v]!);
    let prev = m.tasks + v;
    for (const x of locked) {
      if (!goToNode(m, v, labels, desk, terms, prev, x)) return false;
      prev = x;
    }
    return closeAfter(m, v, labels, desk, terms, prev) < Infinity;
  });
  m.breaks[v] = kept.length > 0 ? someBreaks(breaks, kept) : undefined;
}
