import { distanceM } from '../../../shared/geo.ts';
import type { Fix } from './fix.ts';
import { density, forecastOf, phi } from './lognormal.ts';
import { slowness } from './pace.ts';
import { plannedSecondsAt } from './planned-time.ts';
import { metresTo } from './progress.ts';
import type { Derived, Forecast } from './state.ts';
import { isFinished, VEHICLES, type Target, type TargetStop } from './target.ts';

/** Relative error of a driving time, shared by all legs ahead (one traffic, one courier). */
const DRIVE_CV = 0.25;
const OFF_ROUTE_CV = 0.35;
/** Relative error of a service time, each stop's own. */
const SERVICE_CV = 0.5;
const LEAST_SD_S = 25;
const DETOUR = 1.35;
/** How fast today's pace stops telling about later legs. */
const PACE_FADES_S = 1800;
const LEAST_SERVICE_SHARE = 0.25;
const OVERSHOT_M = 100;

/** Seconds from now until something, as mean and variance; `driveSd` is the part that all driving shares. */
interface Span {
  mean: number;
  variance: number;
  driveSd: number;
}

/** Whether the courier still has to come here: not finished, and not been and gone. */
export const isAhead = (state: Derived, stop: TargetStop): boolean => {
  const told = state.fences[stop.stopId]?.told;
  return !isFinished(stop) && !(told && told.departed > 0 && told.departed === told.arrived);
};

/**
 * When the courier will be at each stop still ahead, by driving order: the router's time for the rest of the way times
 * the courier's pace, setting out just in time, waiting for windows to open, service times between, and an error that grows along the way.
 */
export function forecastStops(state: Derived, fix: Fix, target: Target): Map<string, Forecast> {
  const forecasts = new Map<string, Forecast>();
  let span: Span = { mean: 0, variance: LEAST_SD_S ** 2, driveSd: 0 };
  let previous: TargetStop | null = null;
  for (const stop of target.stops) {
    if (!isAhead(state, stop)) continue;
    const fence = state.fences[stop.stopId];
    if (!previous && (fence?.phase === 'inside' || fence?.phase === 'leaving')) {
      const { arrivedAt } = fence;
      forecasts.set(stop.stopId, { at: fix.at, p10Ms: arrivedAt, p50Ms: arrivedAt, p90Ms: arrivedAt });
      span = serve(
        waitUntil(span, stop.windowFrom, fix.at),
        stop,
        (fix.at - Math.max(arrivedAt, stop.windowFrom ?? 0)) / 1000,
      );
    } else {
      span = previous
        ? drive(span, legS(target, previous, stop), DRIVE_CV, state)
        : driveToFirst(span, state, fix, target, stop);
      if (stop.state === 'pending') span = waitUntil(span, stop.notBefore, fix.at);
      forecasts.set(stop.stopId, forecastOf(fix.at, span.mean, Math.sqrt(span.variance)));
      span = serve(waitUntil(span, stop.windowFrom, fix.at), stop, 0);
    }
    previous = stop;
  }
  return forecasts;
}

const legS = (target: Target, from: TargetStop, to: TargetStop): number =>
  Math.max(0, plannedSecondsAt(target, to.alongM) - plannedSecondsAt(target, from.alongM));

function driveToFirst(span: Span, state: Derived, fix: Fix, target: Target, stop: TargetStop): Span {
  const { progress } = state;
  if (progress && !progress.offRoute && metresTo(progress, stop) > -OVERSHOT_M) {
    const plannedS = plannedSecondsAt(target, stop.alongM) - plannedSecondsAt(target, progress.alongM);
    return drive(span, Math.max(0, plannedS), DRIVE_CV, state);
  }
  const plannedS = (DETOUR * distanceM(fix, stop.at)) / VEHICLES[target.vehicle].cruiseMps;
  return drive(span, plannedS, OFF_ROUTE_CV, state);
}

function drive(span: Span, plannedS: number, cv: number, state: Derived): Span {
  const factor = 1 + (slowness(state.pace) - 1) * Math.exp(-span.mean / PACE_FADES_S);
  const seconds = plannedS * factor;
  // A pace far from the router's says that the router knows these streets badly.
  const sd = Math.hypot(cv, Math.log(slowness(state.pace)) / 2) * seconds;
  const driveSd = span.driveSd + sd;
  return { mean: span.mean + seconds, variance: span.variance + driveSd ** 2 - span.driveSd ** 2, driveSd };
}

/** Mean and variance of the later of arrival and opening (Clark 1961, "The greatest of a finite set of random variables"). */
function waitUntil(span: Span, opensAt: number | null | undefined, at: number): Span {
  if (opensAt == null) return span;
  const open = (opensAt - at) / 1000;
  const sd = Math.sqrt(span.variance);
  const z = (span.mean - open) / sd;
  if (z > 6) return span;
  const mean = span.mean * phi(z) + open * phi(-z) + sd * density(z);
  const square =
    (span.mean ** 2 + span.variance) * phi(z) + open ** 2 * phi(-z) + (span.mean + open) * sd * density(z);
  const variance = Math.max(1, square - mean ** 2);
  return { mean, variance, driveSd: span.driveSd * Math.sqrt(variance / span.variance) };
}

/** However long a courier has been at a stop, a quarter of the service time may still be to come. */
function serve(span: Span, stop: TargetStop, servedS: number): Span {
  const restS = Math.max(stop.serviceS - Math.max(0, servedS), stop.serviceS * LEAST_SERVICE_SHARE);
  return { ...span, mean: span.mean + restS, variance: span.variance + (SERVICE_CV * restS) ** 2 };
}
