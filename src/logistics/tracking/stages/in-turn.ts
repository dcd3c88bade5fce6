import { distanceM } from '../../../shared/geo.ts';
import type { Fix } from './fix.ts';
import type { Derived } from './state.ts';
import type { Target, TargetStop } from './target.ts';

/** Longer than most waits at a red light. */
const VISIT_MS = 45_000;

/**
 * Whether the courier has been to every earlier stop that is elsewhere. Fences alone say so, not what state those stops
 * are in by now: an old fix must be read as it was when it was new.
 */
export function isInTurn(stop: TargetStop, state: Derived, target: Target): boolean {
  for (const earlier of target.stops) {
    if (earlier.stopId === stop.stopId) return true;
    const hasBeen = (state.fences[earlier.stopId]?.told.arrived ?? 0) > 0;
    if (!hasBeen && distanceM(earlier.at, stop.at) > stop.radiusM) return false;
  }
  return true;
}

/** Whether the courier has stood still, since `since` at the soonest, for as long as a visit takes. */
export function hasStood({ last, motion }: Derived, fix: Fix, since: number): boolean {
  const anchor = last && motion?.anchor;
  return !!anchor && fix.at - Math.max(anchor.since, since) >= VISIT_MS;
}
