import type { PlanningDelivery } from './snapshot.ts';

/**
 * When the goods may be fetched at the soonest (epoch ms; null: any time): when they are ready, and no more than `aheadMs`
 * before a courier who brings them straight to the door, which takes `rideS`, would be there as its window opens. A courier
 * who is under way to them fetches them when he comes.
 */
export function fetchFromMs(delivery: PlanningDelivery, rideS: number, aheadMs: number): number | null {
  const { readyAtMs, stops } = delivery;
  const pickup = stops.find(({ kind }) => kind === 'pickup');
  const opensMs = stops.find(({ kind }) => kind === 'dropoff')?.windowFromMs ?? null;
  if (opensMs === null || pickup?.state !== 'pending' || !Number.isFinite(rideS)) return readyAtMs;
  // The setup at the store comes before they are fetched, but there is one at the door too.
  const busyS = pickup.serviceS + rideS;
  return Math.max(readyAtMs ?? -Infinity, opensMs - busyS * 1000 - aheadMs);
}
