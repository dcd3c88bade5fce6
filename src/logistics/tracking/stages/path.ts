import { distanceM } from '../../../shared/geo.ts';
import { accuracyOf, impliedSpeedMps, type Fix } from './fix.ts';
import type { Derived } from './state.ts';

const LEAST_JUMP_M = 50;
const FORGET_AFTER_MS = 60_000;

/** Whether nobody gets from `a` to `b` at `maxMps`, beyond what the accuracies of both excuse. */
const isJump = (a: Fix, b: Fix, maxMps: number): boolean =>
  impliedSpeedMps(a, b) > maxMps &&
  distanceM(a, b) > Math.max(LEAST_JUMP_M, 3 * (accuracyOf(a) + accuracyOf(b)));

/** The fixes to follow now, oldest first; none while the fix is on probation. `broken`: the way to the first is unknown. */
export interface PathStep {
  take: Fix[];
  broken: boolean;
  suspect: Fix | null;
}

/**
 * Decides whether a fix continues the path. A jump is held back; when the next fix agrees with it, the path goes on
 * from there with both (real receivers seldom come back after a jump), and after a minute of silence anything is
 * believed.
 */
export function followPath(state: Derived, fix: Fix, maxMps: number): PathStep {
  const { last, suspect } = state;
  if (!last) return { take: [fix], broken: true, suspect: null };
  if (fix.at - last.at > FORGET_AFTER_MS || !isJump(last, fix, maxMps)) {
    return { take: [fix], broken: false, suspect: null };
  }
  if (suspect && !isJump(suspect, fix, maxMps)) return { take: [suspect, fix], broken: true, suspect: null };
  return { take: [], broken: false, suspect: fix };
}
