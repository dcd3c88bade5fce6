import type { Matrix } from '../routing-engine.ts';
import type { Search } from './search.ts';
import { edgePointsOf } from './snap.ts';
import type { EdgePoint, Snap } from './snap.ts';

type Places = readonly (Snap | undefined)[];

/**
 * Fills a matrix with one search per source, or per target when those are fewer; yields after each, so that a caller can
 * serve others in between. Places without a snap keep Infinity.
 */
export function* matrixRows(search: Search, sources: Places, targets: Places): Generator<undefined, Matrix> {
  const durationsS = new Float64Array(sources.length * targets.length).fill(Infinity);
  const distancesM = new Float64Array(sources.length * targets.length).fill(Infinity);
  const points = (places: Places) =>
    places.map((place) => (place ? edgePointsOf(search.network, place) : []));
  const from = points(sources);
  const to = points(targets);
  const backward = targets.length < sources.length;
  const [roots, leaves] = backward ? [to, from] : [from, to];
  const goals = [...new Set(leaves.flatMap((ends) => ends.map((end) => end.edge)))];
  for (const [r, root] of roots.entries()) {
    if (root.length === 0) continue;
    search.run(root, { goals, backward });
    for (const [l, leaf] of leaves.entries()) {
      const cell = backward ? l * targets.length + r : r * targets.length + l;
      settle(search, root, leaf, backward, (ms, m) => {
        durationsS[cell] = ms / 1000;
        distancesM[cell] = m;
      });
    }
    yield;
  }
  const missing = (places: Places) => places.flatMap((place, index) => (place ? [] : [index]));
  return { durationsS, distancesM, unsnapped: { sources: missing(sources), targets: missing(targets) } };
}

function settle(
  search: Search,
  roots: readonly EdgePoint[],
  leaves: readonly EdgePoint[],
  backward: boolean,
  found: (ms: number, m: number) => void,
): void {
  const { edgeMs, edgeM } = search.network;
  let bestMs = Infinity;
  let bestM = Infinity;
  for (const leaf of leaves) {
    const ms = search.ms[leaf.edge]! + (backward ? edgeMs[leaf.edge]! - leaf.ms : leaf.ms);
    if (ms < bestMs) {
      bestMs = ms;
      bestM = search.m[leaf.edge]! + (backward ? edgeM[leaf.edge]! - leaf.m : leaf.m);
    }
    for (const root of roots) {
      const aheadM = backward ? root.m - leaf.m : leaf.m - root.m;
      const aheadMs = backward ? root.ms - leaf.ms : leaf.ms - root.ms;
      // At a dead end both directions of one place share an edge, the turn between them: ahead is ahead in time too.
      if (root.edge !== leaf.edge || aheadM < 0 || aheadMs < 0 || aheadMs > bestMs) continue;
      bestMs = aheadMs;
      bestM = aheadM;
    }
  }
  if (bestMs < Infinity) found(bestMs, bestM);
}
