import type { Fact } from './fact.ts';
import type { Fix } from './fix.ts';
import { plannedSecondsAt } from './planned-time.ts';
import type { Derived, Pace } from './state.ts';
import { type Target } from './target.ts';

const MEMORY_S = 600;
/** Seconds of driving exactly as planned that every courier is credited with. */
const PRIOR_S = 120;
const LONGEST_HOP_MS = 600_000;
const SLOWEST = 3;
const FASTEST = 0.5;

/** Driven time over planned time lately: 1 as planned, 2 twice as slow; within 0.5..3. */
export function slowness(pace: Pace | null): number {
  if (!pace) return 1;
  return Math.min(SLOWEST, Math.max(FASTEST, (pace.drivenS + PRIOR_S) / (pace.plannedS + PRIOR_S)));
}

/**
 * Learns the courier's pace against the router's, forgetting over ten minutes. Time spent at stops is no driving; a
 * standstill elsewhere counts as a whole once it has ended untold, as at a traffic light.
 */
export function pace(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const { progress, last } = state;
  if (!progress || progress.offRoute)
    return [state.pace ? { ...state, pace: pauseOf(state.pace) } : state, []];
  const plannedAtS = plannedSecondsAt(target, progress.alongM);
  const before = state.pace ?? { routeId: '', plannedAtS: 0, drivenS: 0, plannedS: 0 };
  const start = { ...before, routeId: progress.routeId, plannedAtS, at: fix.at };
  const goesOn = before.routeId === progress.routeId && last !== null && fix.at - last.at <= LONGEST_HOP_MS;
  if (!goesOn || isDwelling(state, target)) return [{ ...state, pace: start }, []];
  if (isStanding(state, fix)) return [state, []];
  const gainedS = plannedAtS - before.plannedAtS;
  const tookS = (fix.at - (before.at ?? last.at)) / 1000;
  return [{ ...state, pace: gainedS < 0 ? start : learnt(start, tookS, gainedS) }, []];
}

function learnt(pace: Pace, tookS: number, gainedS: number): Pace {
  const keep = Math.exp(-tookS / MEMORY_S);
  return { ...pace, drivenS: pace.drivenS * keep + tookS, plannedS: pace.plannedS * keep + gainedS };
}

/** The fix that begins a standstill still ends a drive. */
const isStanding = ({ motion }: Derived, fix: Fix): boolean =>
  !!motion?.anchor && motion.anchor.since < fix.at;

/** The next fix on the route starts afresh; what was learnt stays. */
const pauseOf = (pace: Pace): Pace => ({ ...pace, routeId: '' });

const isDwelling = (state: Derived, target: Target): boolean =>
  state.motion?.anchor?.told === true ||
  target.stops.some((stop) => state.fences[stop.stopId]?.phase === 'inside');
