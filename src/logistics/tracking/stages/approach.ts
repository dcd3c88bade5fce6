import { distanceM } from '../../../shared/geo.ts';
import type { Fact } from './fact.ts';
import type { Fix } from './fix.ts';
import { isAhead } from './forecast.ts';
import { newFence } from './geofence.ts';
import { metresTo } from './progress.ts';
import type { Derived, Fence } from './state.ts';
import type { Target, TargetStop } from './target.ts';

const NEAR_M = 500;
const SOON_MS = 5 * 60_000;

/**
 * Tells once per stop that the courier is coming: 5 minutes away, or 500 m if it is the next stop. Armed again only when
 * the way was planned anew and the courier is well away (twice those limits).
 */
export function approach(state: Derived, fix: Fix, target: Target): [Derived, Fact[]] {
  const facts: Fact[] = [];
  let { fences } = state;
  let isNext = true;
  for (const stop of target.stops) {
    if (!isAhead(state, stop)) continue;
    const before = fences[stop.stopId] ?? newFence();
    const after = come(before, stop, state, fix, target, isNext, facts);
    if (after !== before) fences = { ...fences, [stop.stopId]: after };
    isNext = false;
  }
  return [fences === state.fences ? state : { ...state, fences }, facts];
}

function come(
  fence: Fence,
  stop: TargetStop,
  state: Derived,
  fix: Fix,
  target: Target,
  isNext: boolean,
  facts: Fact[],
): Fence {
  const metres = wayTo(stop, state, fix);
  const leftMs = (state.eta[stop.stopId]?.current.p50Ms ?? Infinity) - fix.at;
  if (!fence.armed) return isComingAnew(fence, target, metres, leftMs) ? { ...fence, armed: true } : fence;
  const isHere = fence.phase === 'inside' || fence.phase === 'leaving';
  const isComing = leftMs <= SOON_MS || (isNext && metres <= NEAR_M);
  if (isHere || !isComing) return fence;
  const ordinal = fence.told.approaching + 1;
  facts.push({
    kind: 'stop.approaching',
    eventId: `${stop.stopId}:approaching:${ordinal}`,
    at: fix.at,
    detectedAt: fix.at,
    stopId: stop.stopId,
    deliveryId: stop.deliveryId,
    orderId: stop.orderId,
    distanceM: Math.round(metres),
  });
  const told = { ...fence.told, approaching: ordinal };
  return {
    ...fence,
    since: fence.since || fix.at,
    told,
    armed: false,
    approachedOn: target.route?.id ?? null,
  };
}

const isComingAnew = (fence: Fence, target: Target, metres: number, leftMs: number): boolean =>
  target.route !== null &&
  fence.approachedOn !== target.route.id &&
  metres > 2 * NEAR_M &&
  leftMs > 2 * SOON_MS;

/** Metres of road where the route tells, else straight. */
function wayTo(stop: TargetStop, state: Derived, fix: Fix): number {
  const straight = distanceM(fix, stop.at);
  if (!state.progress || state.progress.offRoute) return straight;
  return Math.max(straight, metresTo(state.progress, stop));
}
