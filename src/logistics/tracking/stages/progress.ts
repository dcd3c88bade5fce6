import { cumulativeM, distanceM } from '../../../shared/geo.ts';
import type { Fact, RouteLeft } from './fact.ts';
import { accuracyOf, type Fix } from './fix.ts';
import { snap, type MeasuredLine, type Sighting, type Snapped } from './snap.ts';
import type { Derived, Progress } from './state.ts';
import { isFinished, type Target, type TargetStop } from './target.ts';

const SIGMA_M = 10;
const LEFT_M = 120;
const LEFT_FIXES = 3;
const LEFT_AFTER_MS = 30_000;
const BACK_M = 60;
const BACK_FIXES = 2;
const WINDOW_BEHIND_M = 50;
const WINDOW_AHEAD_M = 250;
const DRIVING_MPS = 2;
/** Streets are longer than the crow flies between two fixes. */
const DETOUR = 1.5;

type Route = NonNullable<Target['route']>;

// A memo, not a state: the same line always has the same lengths.
const measured = new WeakMap<Route['line'], MeasuredLine>();

/** The route's line with its running lengths; reckoned once per line object. */
export function measure(route: Route): MeasuredLine {
  let way = measured.get(route.line);
  if (!way) measured.set(route.line, (way = { line: route.line, sums: cumulativeM(route.line) }));
  return way;
}

/** Metres of route from here to a stop; negative once it lies behind. */
export const metresTo = (progress: Progress, stop: TargetStop): number => stop.alongM - progress.alongM;

/**
 * How far along the planned line the courier is: looked for in a window around the last place, so a fix costs the same
 * on any length of route, and never pushed back by noise. Only where the window fails is the whole line searched.
 * Off route is raised beyond 120 m + accuracy for 3 fixes or 30 s and cleared within 60 m for 2 fixes, or when the route
 * that was left is followed no more.
 */
export function progress(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const { route } = target;
  if (!route || route.line.length < 2)
    return state.progress ? [{ ...state, progress: null }, endOf(state.progress, fix)] : [state, []];
  const before = state.progress?.routeId === route.id ? state.progress : null;
  const ended = before || !state.progress ? [] : endOf(state.progress, fix);
  const found = find(state, before, fix, target, measure(route));
  const [after, facts] = decideOffRoute(before ?? startOn(route.id), found, fix);
  return [{ ...state, progress: after }, [...ended, ...facts]];
}

const startOn = (routeId: string): Progress => ({
  routeId,
  alongM: 0,
  segment: 0,
  lateralM: 0,
  offRoute: false,
  against: { fixes: 0, since: 0 },
  timesLeft: 0,
});

function find(state: Derived, before: Progress | null, fix: Fix, target: Target, way: MeasuredLine): Snapped {
  const sighting = sightingOf(state, fix);
  const anywhere = (): Snapped => snap(way, sighting, floorM(target, way), way.sums.at(-1)!);
  if (!before) return anywhere();
  const near = nearby(way, sighting, before, state.last ? distanceM(state.last, fix) : null);
  const stay = { segment: before.segment, alongM: before.alongM };
  if (near.lateralM <= leftM(fix)) {
    const isForward = !state.motion?.anchor && near.alongM > before.alongM;
    return isForward ? near : { ...stay, lateralM: near.lateralM };
  }
  const far = anywhere();
  return far.lateralM <= BACK_M ? far : { ...stay, lateralM: Math.min(near.lateralM, far.lateralM) };
}

function sightingOf(state: Derived, fix: Fix): Sighting {
  const { motion } = state;
  const isDriving = motion !== null && !motion.anchor && motion.speedMps > DRIVING_MPS;
  return {
    lon: fix.lon,
    lat: fix.lat,
    sigmaM: Math.max(SIGMA_M, accuracyOf(fix)),
    headingDeg: isDriving ? motion.headingDeg : null,
    expectedM: null,
  };
}

function nearby(way: MeasuredLine, sighting: Sighting, before: Progress, movedM: number | null): Snapped {
  const fromM = Math.max(0, before.alongM - WINDOW_BEHIND_M);
  const toM = before.alongM + WINDOW_AHEAD_M + DETOUR * (movedM ?? 0);
  let start = before.segment;
  while (start > 0 && way.sums[start]! > fromM) start--;
  const expectedM = before.offRoute || movedM === null ? null : before.alongM + movedM;
  return snap(way, { ...sighting, expectedM }, fromM, toM, start);
}

/** What is finished lies behind: the last finished stop before the first open one. */
function floorM(target: Target, way: MeasuredLine): number {
  let floor = 0;
  for (const stop of target.stops) {
    if (!isFinished(stop)) break;
    floor = stop.alongM;
  }
  return Math.max(0, Math.min(floor, way.sums.at(-1)!) - WINDOW_BEHIND_M);
}

const leftM = (fix: Fix): number => LEFT_M + accuracyOf(fix);

/** Whoever left a route is not off it once he is sent on another way, or on none. */
const endOf = (left: Progress, fix: Fix): Fact[] =>
  left.offRoute ? [turnOf(left, left.timesLeft, fix.at, left.lateralM, fix)] : [];

const turnOf = (before: Progress, timesLeft: number, at: number, lateralM: number, fix: Fix): RouteLeft => ({
  kind: before.offRoute ? 'route.rejoined' : 'route.left',
  eventId: `${before.routeId}:${before.offRoute ? 'rejoined' : 'left'}:${timesLeft}`,
  at,
  detectedAt: fix.at,
  routeId: before.routeId,
  distanceM: Math.round(lateralM),
});

function decideOffRoute(before: Progress, found: Snapped, fix: Fix): [Progress, Fact[]] {
  const here: Progress = { ...before, ...found };
  const speaksAgainst = before.offRoute ? found.lateralM < BACK_M : found.lateralM > leftM(fix);
  if (!speaksAgainst) return [{ ...here, against: { fixes: 0, since: 0 } }, []];
  const fixes = before.against.fixes + 1;
  const since = before.against.fixes === 0 ? fix.at : before.against.since;
  const enough = before.offRoute
    ? fixes >= BACK_FIXES
    : fixes >= LEFT_FIXES || fix.at - since >= LEFT_AFTER_MS;
  if (!enough) return [{ ...here, against: { fixes, since } }, []];
  const timesLeft = before.timesLeft + (before.offRoute ? 0 : 1);
  const fact = turnOf(before, timesLeft, since, found.lateralM, fix);
  return [{ ...here, offRoute: !before.offRoute, against: { fixes: 0, since: 0 }, timesLeft }, [fact]];
}
