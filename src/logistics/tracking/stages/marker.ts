import { accuracyOf, type Fix } from './fix.ts';
import type { Fact } from './fact.ts';
import type { Derived } from './state.ts';

const SHOWN_ACCURACY_M = 1_000;
const BETTER_THAN_NOTHING_MS = 60_000;

/** What watchers see of a fix on the path: smoothed while moving, held at the anchor while standing. */
export function showOnPath(state: Derived, fix: Fix): [Derived, Fact[]] {
  const { motion, progress } = state;
  if (!motion) return [state, []];
  const { lon, lat } = motion.anchor ?? motion.filter;
  const marker = {
    at: fix.at,
    lon,
    lat,
    accuracyM: accuracyOf(fix),
    speedMps: motion.speedMps,
    headingDeg: motion.headingDeg,
    moving: motion.anchor === null,
    stoppedSince: motion.anchor?.since ?? null,
    alongM: progress && !progress.offRoute ? progress.alongM : null,
  };
  return [{ ...state, marker }, []];
}

/** An inaccurate fix is shown only where nothing better came for a minute, and beyond 1 km of error never. */
export function showRough(state: Derived, fix: Fix): Derived {
  const isTooRough = accuracyOf(fix) > SHOWN_ACCURACY_M;
  if (isTooRough || (state.marker && fix.at - state.marker.at <= BETTER_THAN_NOTHING_MS)) return state;
  const { lon, lat } = fix;
  const rough = { speedMps: 0, headingDeg: null, moving: false, stoppedSince: null, alongM: null };
  return { ...state, marker: { at: fix.at, lon, lat, accuracyM: accuracyOf(fix), ...rough } };
}
