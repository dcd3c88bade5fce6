import { approach } from './stages/approach.ts';
import { eta } from './stages/eta.ts';
import type { Fact } from './stages/fact.ts';
import { fixKey, orderOf, type Fix } from './stages/fix.ts';
import { geofence } from './stages/geofence.ts';
import { judge, USABLE_ACCURACY_M, type Judged } from './stages/judge.ts';
import { showOnPath, showRough } from './stages/marker.ts';
import { motion } from './stages/motion.ts';
import { pace } from './stages/pace.ts';
import { followPath } from './stages/path.ts';
import { progress } from './stages/progress.ts';
import type { CourierState, Derived, Marker } from './stages/state.ts';
import { inForce, VEHICLES, type Target } from './stages/target.ts';

/** What happens to a fix on the courier's path, in this order. */
const STAGES: readonly ((state: Derived, fix: Fix, target: Target) => [Derived, Fact[]])[] = [
  geofence,
  motion,
  progress,
  pace,
  eta,
  approach,
  showOnPath,
];

export interface Advanced extends Judged {
  state: CourierState;
  facts: Fact[];
  /** What to show watchers now; null when this fix shows nothing newer. */
  marker: Marker | null;
  /** Key of an earlier fix labelled `jump` that turned out to be right. */
  reinstated: string | null;
}

/**
 * Takes in one fix as it arrives. A `late` one changes nothing here: collect the batch's late fixes and give them to
 * `rederive`. Facts are in event time; `now` only serves to judge the fix's own time.
 */
export function advance(state: CourierState, raw: Fix, target: Target, now: number): Advanced {
  const [judged, arrivals] = judge(state, raw, now);
  if (judged.verdict === 'invalid' || judged.verdict === 'duplicate' || judged.verdict === 'late') {
    return { ...judged, state: { ...state, arrivals }, facts: [], marker: null, reinstated: null };
  }
  const step = derive(state.derived, judged.fix, target);
  const jumped = step.state.suspect !== null && step.state.suspect === judged.fix;
  const marker = step.state.marker && step.state.marker.at > arrivals.shownAt ? step.state.marker : null;
  return {
    ...judged,
    ...(jumped ? { verdict: 'jump', reason: 'faster_than_the_vehicle' } : {}),
    state: { derived: step.state, arrivals: marker ? { ...arrivals, shownAt: marker.at } : arrivals },
    facts: step.facts,
    marker,
    reinstated: step.reinstated,
  };
}

/** One step of the fold over a courier's valid fixes in event order: everything that is derived comes from here. */
export function derive(
  state: Derived,
  fix: Fix,
  target: Target,
): { state: Derived; facts: Fact[]; reinstated: string | null } {
  const taken: Derived = { ...state, newest: orderOf(fix) };
  if ((fix.accuracyM ?? 0) > USABLE_ACCURACY_M)
    return { state: showRough(taken, fix), facts: [], reinstated: null };
  const path = followPath(taken, fix, VEHICLES[target.vehicle].maxMps);
  const facts: Fact[] = [];
  let derived: Derived = { ...taken, suspect: path.suspect, last: path.broken ? null : taken.last };
  for (const next of path.take) {
    const course = inForce(target, next.at);
    for (const stage of STAGES) {
      const [changed, told] = stage(derived, next, course);
      derived = changed;
      facts.push(...told);
    }
    derived = { ...derived, last: next };
  }
  return { state: derived, facts, reinstated: path.take.length > 1 ? fixKey(path.take[0]!) : null };
}
