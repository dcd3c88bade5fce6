import { distanceM } from '../../../shared/geo.ts';
import type { Fact, MotionChanged } from './fact.ts';
import { accuracyOf, type Fix } from './fix.ts';
import { track } from './kalman.ts';
import type { Anchor, Derived, Kalman, Motion } from './state.ts';
import { VEHICLES, type Target } from './target.ts';

const STILL_MPS = 1;
/** Reported speed at which one fix outside is enough to leave the anchor. */
const DRIVING_MPS = 2;
const HOLD_M = 25;
const LEAVE_FIXES = 2;
const STOPPED_AFTER_MS = 120_000;
/** The filter's own speed means something from here on. */
const SETTLED_FIXES = 4;
/** An anchor does not creep with a courier who creeps. */
const ANCHOR_WEIGHT = 50;

/**
 * Moving or standing, with speed and heading for display. Standing is an anchor, the mean of the slow fixes; drift
 * within max(25 m, accuracy) of it is no motion. Tells of stops from two minutes on.
 */
export function motion(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const facts: Fact[] = [];
  const before = state.last ? state.motion : endStand(state.motion, fix, facts);
  const filter = track(before?.filter ?? null, fix, VEHICLES[target.vehicle].accelMps2);
  const speed = fix.speedMps ?? (filter.fixes >= SETTLED_FIXES ? speedOfFilter(filter) : null);
  const anchor = stand(before?.anchor ?? null, fix, speed, facts);
  const speedMps = anchor ? 0 : (speed ?? speedOfFilter(filter));
  const headingDeg = headingOf(fix, filter, speedMps) ?? state.motion?.headingDeg ?? null;
  return [{ ...state, motion: { filter, anchor, speedMps, headingDeg } }, facts];
}

/** Where the path is broken the courier is elsewhere: the stand ended with the fix that shows it. */
function endStand(before: Motion | null, fix: Fix, facts: Fact[]): null {
  if (before?.anchor?.told) facts.push(changed('motion.moved', before.anchor, fix.at, fix));
  return null;
}

function stand(before: Anchor | null, fix: Fix, speed: number | null, facts: Fact[]): Anchor | null {
  const isSlow = speed !== null && speed < STILL_MPS;
  const held = before ? hold(before, fix, isSlow, facts) : null;
  const anchor = held ?? (isSlow ? anchorAt(fix) : null);
  return anchor && tellStopped(anchor, fix, facts);
}

function hold(anchor: Anchor, fix: Fix, isSlow: boolean, facts: Fact[]): Anchor | null {
  if (distanceM(fix, anchor) <= Math.max(HOLD_M, accuracyOf(fix))) {
    return { ...(isSlow ? withMember(anchor, fix) : anchor), outsideSince: null };
  }
  const outsideSince = anchor.outsideSince ?? fix.at;
  const outside = anchor.outsideSince === null ? 1 : LEAVE_FIXES;
  if (outside < LEAVE_FIXES && (fix.speedMps ?? 0) < DRIVING_MPS) return { ...anchor, outsideSince };
  if (anchor.told) facts.push(changed('motion.moved', anchor, outsideSince, fix));
  return null;
}

function tellStopped(anchor: Anchor, fix: Fix, facts: Fact[]): Anchor {
  if (anchor.told || fix.at - anchor.since < STOPPED_AFTER_MS) return anchor;
  facts.push(changed('motion.stopped', anchor, anchor.since, fix));
  return { ...anchor, told: true };
}

const changed = (kind: MotionChanged['kind'], anchor: Anchor, at: number, fix: Fix): MotionChanged => ({
  kind,
  eventId: `${kind}:${anchor.since}`,
  at,
  detectedAt: fix.at,
  lon: anchor.lon,
  lat: anchor.lat,
  stoppedForMs: (kind === 'motion.moved' ? at : fix.at) - anchor.since,
});

const anchorAt = (fix: Fix): Anchor => ({
  lon: fix.lon,
  lat: fix.lat,
  fixes: 1,
  since: fix.at,
  outsideSince: null,
  told: false,
});

function withMember(anchor: Anchor, fix: Fix): Anchor {
  const fixes = Math.min(anchor.fixes + 1, ANCHOR_WEIGHT);
  const weight = 1 / fixes;
  return {
    ...anchor,
    fixes,
    lon: anchor.lon + (fix.lon - anchor.lon) * weight,
    lat: anchor.lat + (fix.lat - anchor.lat) * weight,
  };
}

const speedOfFilter = (filter: Kalman): number => Math.hypot(filter.eastMps, filter.northMps);

/** Degrees, null while too slow to have a direction. */
function headingOf(fix: Fix, filter: Kalman, speedMps: number): number | null {
  if (speedMps < STILL_MPS) return null;
  if (fix.headingDeg !== undefined && fix.speedMps !== undefined) return fix.headingDeg;
  return ((Math.atan2(filter.eastMps, filter.northMps) * 180) / Math.PI + 360) % 360;
}
