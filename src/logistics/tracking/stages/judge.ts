import { correctClock, learnClock } from './clock.ts';
import { compareOrder, fixKey, orderOf, type Fix } from './fix.ts';
import type { CourierState } from './state.ts';

export type Verdict = 'ok' | 'duplicate' | 'late' | 'skewed' | 'inaccurate' | 'jump' | 'invalid';

export interface Judged {
  verdict: Verdict;
  /** For people and logs, snake_case; null when there is nothing to say. */
  reason: string | null;
  /** The fix with nonsense members dropped and its time corrected: what is to be stored. */
  fix: Fix;
}

const DAY_MS = 86_400_000;
export const OLDEST_MS = 7 * DAY_MS;
export const FURTHEST_AHEAD_MS = DAY_MS;
/** Less accurate fixes feed neither geofences nor ETA. */
export const USABLE_ACCURACY_M = 100;

/**
 * Labels a fix by itself and by its place behind those taken before; whether it jumps is for the path to say
 * (`path.ts`). Only `invalid` ones need not be stored. Also returns what the fix tells about the device's clock.
 */
export function judge(state: CourierState, raw: Fix, now: number): [Judged, CourierState['arrivals']] {
  const fault = faultOf(raw, now);
  if (fault) return [{ verdict: 'invalid', reason: fault, fix: raw }, state.arrivals];
  const { newest } = state.derived;
  const cleaned = withoutNonsense(raw);
  if (newest?.key === fixKey(cleaned)) {
    return [{ verdict: 'duplicate', reason: 'same_as_last', fix: cleaned }, state.arrivals];
  }
  const clock = learnClock(state.arrivals.clock, cleaned);
  const fix = correctClock(clock, cleaned, now);
  const arrivals = clock === state.arrivals.clock ? state.arrivals : { ...state.arrivals, clock };
  return [{ ...labelOf(state, fix), fix }, arrivals];
}

function labelOf(state: CourierState, fix: Fix): { verdict: Verdict; reason: string | null } {
  const { newest } = state.derived;
  if (newest && compareOrder(orderOf(fix), newest) < 0)
    return { verdict: 'late', reason: 'older_than_newest' };
  if ((fix.accuracyM ?? 0) > USABLE_ACCURACY_M) {
    return { verdict: 'inaccurate', reason: `accuracy_over_${USABLE_ACCURACY_M}_m` };
  }
  return fix.deviceAt === undefined
    ? { verdict: 'ok', reason: null }
    : { verdict: 'skewed', reason: 'device_clock_ahead' };
}

function faultOf(fix: Fix, now: number): string | null {
  if (![fix.lon, fix.lat, fix.at].every(Number.isFinite)) return 'not_a_number';
  if (Math.abs(fix.lon) > 180 || Math.abs(fix.lat) > 90) return 'out_of_range';
  if (fix.lon === 0 && fix.lat === 0) return 'zero_zero';
  if (fix.at > now + FURTHEST_AHEAD_MS) return 'over_24_h_ahead';
  if (fix.at < now - OLDEST_MS) return 'over_7_days_old';
  return null;
}

const LIMITS = {
  accuracyM: [0, 1e7],
  speedMps: [0, 400],
  headingDeg: [0, 360],
  altitudeM: [-20_000, 100_000],
  batteryPct: [0, 100],
} as const;

/** A bad extra must not cost the fix: members that cannot be true (often -1 for "unknown") are left out. */
function withoutNonsense(raw: Fix): Fix {
  let fix = raw;
  for (const [member, [least, most]] of Object.entries(LIMITS)) {
    const value = raw[member as keyof typeof LIMITS];
    if (value === undefined || (value >= least && value <= most)) continue;
    fix = { ...fix, [member]: undefined };
  }
  return fix;
}
