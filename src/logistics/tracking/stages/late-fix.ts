import { derive } from '../pipeline.ts';
import { etaChanged } from './eta.ts';
import type { Fact } from './fact.ts';
import { compareOrder, fixKey, inEventOrder, orderOf, type Fix } from './fix.ts';
import type { CourierState, Derived, Marker } from './state.ts';
import type { Target } from './target.ts';

export interface Rederived {
  state: CourierState;
  /** Corrections, all `late`; told ones that did not happen come as `retracted`. */
  facts: Fact[];
  /** Null unless it is newer than any marker shown before: a late fix never moves a marker back. */
  marker: Marker | null;
}

/** The state and facts after all `fixes`, which must be in event order and newer than `from`. */
export function fold(from: Derived, fixes: readonly Fix[], target: Target): [Derived, Fact[]] {
  const facts: Fact[] = [];
  let state = from;
  for (const fix of fixes) {
    const step = derive(state, fix, target);
    state = step.state;
    facts.push(...step.facts);
  }
  return [state, facts];
}

/**
 * Takes in fixes that came after newer ones. The live state is by construction the fold of all fixes in event order;
 * so is this: it folds the window since a checkpoint once without and once with the late fixes, and the difference of
 * the two is what must be corrected. Hence any order of arrival ends in the same state and the same events.
 *
 * `checkpoint` is a derived state older than every late fix (`isBefore`), `window` all stored valid fixes since it,
 * in any order. Checkpoints at or after the first late fix are void afterwards. `target` is today's; what it got only
 * lately (`since`) is not held against older fixes, and what was told of stops it no longer has stays as told.
 */
export function rederive(
  head: CourierState,
  checkpoint: Derived,
  window: readonly Fix[],
  late: readonly Fix[],
  target: Target,
): Rederived {
  const [before, told] = fold(checkpoint, inEventOrder(window), target);
  const [after, found] = fold(checkpoint, inEventOrder([...window, ...late]), target);
  const facts = [...correct(told, found), ...correctEtas(before, after, target)];
  const marker = after.marker && after.marker.at > head.arrivals.shownAt ? after.marker : null;
  const arrivals = marker ? { ...head.arrivals, shownAt: marker.at } : head.arrivals;
  return { state: { derived: after, arrivals }, facts, marker };
}

/** Whether a checkpoint can serve for a late fix. */
export const isBefore = (checkpoint: Derived, fix: Fix): boolean =>
  !checkpoint.newest || compareOrder(checkpoint.newest, orderOf(fix)) < 0;

/** Whether the window already holds the fix, so that it is a duplicate and not late. */
export const isKnown = (window: readonly Fix[], fix: Fix): boolean =>
  window.some((known) => fixKey(known) === fixKey(fix));

function correct(told: readonly Fact[], found: readonly Fact[]): Fact[] {
  const before = eventsOf(told);
  const after = eventsOf(found);
  const gone = [...before.values()].filter((fact) => !after.has(fact.eventId));
  const changed = [...after.values()].filter((fact) => before.get(fact.eventId)?.at !== fact.at);
  return [
    ...gone.map((fact): Fact => ({ ...fact, late: true, retracted: true })),
    ...changed.map((fact): Fact => ({ ...fact, late: true })),
  ];
}

/** Forecasts are no events: what was foretold in the past stays said, only the one that holds now is corrected. */
const eventsOf = (facts: readonly Fact[]): Map<string, Fact> =>
  new Map(facts.filter((fact) => fact.kind !== 'eta.changed').map((fact) => [fact.eventId, fact]));

function correctEtas(before: Derived, after: Derived, target: Target): Fact[] {
  return target.stops.flatMap((stop): Fact[] => {
    const now = after.eta[stop.stopId]?.told;
    const told = before.eta[stop.stopId]?.told;
    if (!now || (now.at === told?.at && now.p50Ms === told.p50Ms)) return [];
    return [{ ...etaChanged(stop, now), late: true }];
  });
}
