import type { PlannedRoute, PlannedStop } from './solver/problem.ts';
import { SETUP_S } from './service-times.ts';

/** A stop of a route on which nobody waits who could set out later; seconds as in the plan. */
export interface Timed {
  arriveS: number;
  departS: number;
  /** When the courier sets out for it; for pickups at one place in one go, for the first of them. */
  setOutS: number;
  /** How much sooner he could set out, only to wait for it. */
  spareS: number;
}

/**
 * The times of a route that is driven as late as serves every customer no later: waiting for a window or for goods is done
 * before setting out for the store, not at the counter or at the door. What has begun is not put off.
 */
export function justInTime(
  { departS, stops }: Pick<PlannedRoute, 'departS' | 'stops'>,
  hasBegun: (stop: PlannedStop) => boolean = () => false,
): Timed[] {
  const waits = stops.map((stop, k) => (k === 0 ? 0 : waitS(stops[k - 1]!, stop)));
  const delays = stops.map(() => 0);
  for (let k = stops.length - 2; k >= 0; k--)
    if (stops[k]!.kind === 'pickup' && !hasBegun(stops[k]!)) delays[k] = waits[k + 1]! + delays[k + 1]!;
  const times: Timed[] = [];
  stops.forEach((stop, k) => {
    const before = stops[k - 1];
    const lateS = waits[k]! + delays[k]!;
    const setOutS = (before?.departS ?? departS) + lateS;
    const own = { setOutS, spareS: before ? lateS : setOutS };
    const { setOutS: together, spareS } = before && isSameErrand(before, stop) ? times[k - 1]! : own;
    const departsS = stop.departS + delays[k]!;
    times.push({ arriveS: stop.arriveS + lateS, departS: departsS, setOutS: together, spareS });
  });
  return times;
}

const isSameErrand = (before: PlannedStop, stop: PlannedStop): boolean =>
  before.kind === 'pickup' && stop.kind === 'pickup' && before.place === stop.place;

function waitS(before: PlannedStop, { place, arriveS, startS }: PlannedStop): number {
  return Math.max(0, startS - arriveS - (place === before.place ? 0 : SETUP_S));
}
