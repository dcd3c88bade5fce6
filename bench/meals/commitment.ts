import type { PlannedRoute, PlannedStop } from '../../src/logistics/dispatch/solver/problem.ts';

/** What a courier fetches first in one go: the pickups at the head of the route, as far as they are at one place. */
export function firstErrand({ stops }: Pick<PlannedRoute, 'stops'>): PlannedStop[] {
  const end = stops.findIndex(({ kind, place }) => kind !== 'pickup' || place !== stops[0]!.place);
  return end < 0 ? [...stops] : stops.slice(0, end);
}

/** Where the goods of these pickups go, in the order of the route. */
export function dropsOf(
  { stops }: Pick<PlannedRoute, 'stops'>,
  errand: readonly PlannedStop[],
): PlannedStop[] {
  const fetched = new Set(errand.map(({ requestId }) => requestId));
  return stops.filter(({ kind, requestId }) => kind === 'delivery' && fetched.has(requestId));
}

/**
 * The latest second at which the courier must set out so that the errand is done when planned: leaving with the first pickup
 * in mind alone, he would wait at the counter for the last. Until then nothing about it need be firm.
 */
export function leaveByS(route: Pick<PlannedRoute, 'departS' | 'stops'>): number {
  const errand = firstErrand(route);
  const waitedS = errand.slice(1).reduce((sum, stop, k) => sum + (stop.startS - errand[k]!.departS), 0);
  return route.departS + waitedS;
}
