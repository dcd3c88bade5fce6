import { distanceM, nearestOnSegment } from '../../../shared/geo.ts';
import type { Fact, StopReached } from './fact.ts';
import { accuracyOf, speedOf, type Fix } from './fix.ts';
import { shareInside } from './overlap.ts';
import { hasStood, isInTurn } from './in-turn.ts';
import type { Derived, Fence } from './state.ts';
import { isFinished, type Target, type TargetStop } from './target.ts';

const ENTER_SHARE = 0.75;
const EXIT_SHARE = 0.25;
const ARRIVED_AFTER_MS = 20_000;
const ARRIVED_SLOW_FIXES = 2;
const SLOW_MPS = 3;
const DEPARTED_AFTER_MS = 30_000;
const DEPARTED_FIXES = 2;
const SEGMENT_MS = 120_000;
/** Phones save power by silence at a standstill: one slow fix inside and then nothing for so long is a visit. */
const SILENT_STOP_MS = 60_000;
const FORGET_AFTER_MS = 86_400_000;

/** The fence to leave is wider than the one to enter, so that standing on the edge is not coming and going. */
const outerRadiusM = (stop: TargetStop): number => stop.radiusM + Math.max(20, stop.radiusM / 4);

export const newFence = (): Fence => ({
  phase: 'outside',
  since: 0,
  fixes: 0,
  arrivedAt: 0,
  told: { arrived: 0, departed: 0, passed: 0, approaching: 0 },
  armed: true,
  approachedOn: null,
});

/**
 * Arrivals at, departures from and passages through the stops' fences. In and out are decided by the share of the
 * accuracy circle within the fence (Google Play services' rule), arrived and departed by staying so; where another stop
 * comes first, arrived by standing still.
 */
export function geofence(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const facts: Fact[] = [];
  let fences = forgetOld(state.fences, fix, target);
  for (const stop of target.stops) {
    const before = fences[stop.stopId] ?? newFence();
    const isVisit = isInTurn(stop, state, target) || hasStood(state, fix, before.since);
    const after = cross(before, stop, state.last, fix, isVisit, facts);
    if (after === before) continue;
    if (fences === state.fences) fences = { ...fences };
    fences[stop.stopId] = after;
  }
  return [fences === state.fences ? state : { ...state, fences }, facts];
}

function cross(
  fence: Fence,
  stop: TargetStop,
  last: Fix | null,
  fix: Fix,
  isVisit: boolean,
  facts: Fact[],
): Fence {
  const d = distanceM(fix, stop.at);
  const accuracyM = accuracyOf(fix);
  const isIn = shareInside(accuracyM, stop.radiusM, d) >= ENTER_SHARE;
  const isOut = shareInside(accuracyM, outerRadiusM(stop), d) <= EXIT_SHARE;
  const slow = Number((speedOf(last, fix) ?? 0) < SLOW_MPS);
  switch (fence.phase) {
    case 'outside':
      if (isIn) return { ...fence, phase: 'entering', since: fix.at, fixes: slow };
      return isOut ? throughBetween(fence, stop, last, fix, facts) : fence;
    case 'entering':
      return isOut
        ? passOn(fence, stop, last, fix, isVisit, facts)
        : settle({ ...fence, fixes: fence.fixes + slow }, stop, fix, isVisit, facts);
    case 'inside':
      return isOut ? { ...fence, phase: 'leaving', since: fix.at, fixes: 1 } : fence;
    case 'leaving':
      if (!isOut) return { ...fence, phase: 'inside' };
      return leave({ ...fence, fixes: fence.fixes + 1 }, stop, fix, facts);
  }
}

function settle(fence: Fence, stop: TargetStop, fix: Fix, isVisit: boolean, facts: Fact[]): Fence {
  if (!isVisit) return fence;
  if (fix.at - fence.since < ARRIVED_AFTER_MS && fence.fixes < ARRIVED_SLOW_FIXES) return fence;
  return arrive(fence, stop, fix, facts);
}

/** Seen inside and then outside: a passage, unless the phone fell silent at a standstill in between. */
function passOn(
  fence: Fence,
  stop: TargetStop,
  last: Fix | null,
  fix: Fix,
  isVisit: boolean,
  facts: Fact[],
): Fence {
  if (!isVisit || !last || fence.fixes === 0 || fix.at - last.at <= SILENT_STOP_MS) {
    return tell({ ...fence, phase: 'outside' }, stop, 'passed', fence.since, fix, facts);
  }
  return { ...arrive(fence, stop, fix, facts), phase: 'leaving', since: fix.at, fixes: 1 };
}

const arrive = (fence: Fence, stop: TargetStop, fix: Fix, facts: Fact[]): Fence =>
  tell({ ...fence, phase: 'inside', arrivedAt: fence.since }, stop, 'arrived', fence.since, fix, facts);

function leave(fence: Fence, stop: TargetStop, fix: Fix, facts: Fact[]): Fence {
  if (fix.at - fence.since < DEPARTED_AFTER_MS && fence.fixes < DEPARTED_FIXES) return fence;
  return tell({ ...fence, phase: 'outside' }, stop, 'departed', fence.since, fix, facts);
}

/** Both ends outside, the straight way between them through the fence: passed, never arrived. */
function throughBetween(fence: Fence, stop: TargetStop, last: Fix | null, fix: Fix, facts: Fact[]): Fence {
  if (!last || fix.at - last.at > SEGMENT_MS || distanceM(last, stop.at) <= stop.radiusM) return fence;
  const nearest = nearestOnSegment(stop.at, last, fix);
  if (nearest.distanceM >= stop.radiusM || nearest.t === 0 || nearest.t === 1) return fence;
  return tell(fence, stop, 'passed', Math.round(last.at + nearest.t * (fix.at - last.at)), fix, facts);
}

function tell(
  fence: Fence,
  stop: TargetStop,
  what: 'arrived' | 'departed' | 'passed',
  at: number,
  fix: Fix,
  facts: Fact[],
): Fence {
  if (!isNews(fence, stop, what)) return fence;
  const ordinal = fence.told[what] + 1;
  const { stopId, deliveryId, orderId } = stop;
  const kind: StopReached['kind'] = `stop.${what}`;
  facts.push({
    kind,
    eventId: `${stopId}:${what}:${ordinal}`,
    at,
    detectedAt: fix.at,
    stopId,
    deliveryId,
    orderId,
  });
  return { ...fence, told: { ...fence.told, [what]: ordinal } };
}

/** A finished stop was reached once: driving by later is no news, nor is leaving where no arrival was told. */
function isNews(fence: Fence, stop: TargetStop, what: 'arrived' | 'departed' | 'passed'): boolean {
  if (what === 'departed') return fence.told.departed < fence.told.arrived;
  return !isFinished(stop) || (what === 'arrived' && fence.told.arrived === 0);
}

/** Fences of stops that left the target are kept a day, so that a stop that comes back goes on counting. */
function forgetOld(fences: Derived['fences'], fix: Fix, target: Target): Derived['fences'] {
  if (Object.keys(fences).length <= target.stops.length) return fences;
  const known = new Set(target.stops.map((stop) => stop.stopId));
  const old = Object.keys(fences).filter(
    (id) => !known.has(id) && fences[id]!.since < fix.at - FORGET_AFTER_MS,
  );
  if (old.length === 0) return fences;
  return Object.fromEntries(Object.entries(fences).filter(([id]) => !old.includes(id)));
}
