import { dropRoute } from './drop-route.ts';
import { pack } from './pack.ts';
import { isBetter, keepBest, lookEvery, returnToBest, snapshot, type Search } from './search.ts';
import { listActive } from './state.ts';

/**
 * Another plan with as many vehicles as the best one, packed in another way: without one of the vehicles for that share of the
 * budget, then with it again until all have a place. Where both take more than `most` of it, it is the best plan again.
 */
export function repack(x: Search, without: number, most: number): void {
  const { s, best } = x;
  returnToBest(x);
  if (!dropRoute(x)) return;
  const from = x.stop(x.iterations);
  const look = lookEvery(s.m);
  for (let k = 0; ; k++) {
    const used = k % look === 0 ? x.stop(x.iterations) : from;
    if (used >= Math.min(1, from + most)) break;
    if (used >= from + without) s.maxActive = best.vehicles;
    if (pack(x, k) && s.absentCount === 0) return settle(x);
  }
  returnToBest(x);
}

/** All have a place: perhaps even with a vehicle less. */
function settle(x: Search): void {
  const { s } = x;
  listActive(s);
  if (isBetter(snapshot(s), x.best, s.m.problem.objective)) keepBest(x);
  s.maxActive = x.best.vehicles;
}
