import { distanceM } from '../../../shared/geo.ts';
import type { LonLat } from '../../../shared/geo.ts';
import type { TracePoint } from '../routing-engine.ts';
import type { Search } from './search.ts';
import { edgePointsOf } from './snap.ts';
import type { EdgePoint, Snap, Snapper } from './snap.ts';
import { quickest } from './way.ts';

const SIGMA_M = 8;
const WORST_SIGMA_M = 100;
/** Mean of |street distance - straight distance| between fixes. */
const BETA_M = 15;
const CANDIDATES = 10;
const MIN_RADIUS_M = 30;

/** A fix taken to be at a place on a street, travelling one way. */
export interface State extends EdgePoint {
  snap: Snap;
  /** Negative log-likelihood of the best way up to here. */
  cost: number;
  before: State | undefined;
}

/** The fix `index` of the trace with all it could mean. */
export interface Layer {
  index: number;
  at: LonLat;
  states: State[];
  /** Fixes after this one that are too near to it to tell anything new. */
  followers: number[];
}

/**
 * The trace as runs of layers, each joined to the one before by the streets; a new run starts where no way joins two
 * fixes. Newson & Krumm, "Hidden Markov Map Matching Through Noise and Sparseness" (2009), with their thinning of fixes
 * closer together than twice their noise.
 */
export function layersOf(search: Search, snapper: Snapper, trace: readonly TracePoint[]): Layer[][] {
  const runs: Layer[][] = [];
  let last: Layer | undefined;
  trace.forEach((point, index) => {
    if (last && distanceM(last.at, point.at) < 2 * SIGMA_M && index < trace.length - 1) {
      last.followers.push(index);
      return;
    }
    const states = candidates(search, snapper, point);
    if (states.length === 0) return;
    const layer: Layer = { index, at: point.at, states, followers: [] };
    if (last && link(search, last, layer)) runs.at(-1)!.push(layer);
    else runs.push([layer]);
    last = layer;
  });
  return runs;
}

/** The likeliest state of each layer of a run. */
export function likeliest(run: readonly Layer[]): State[] {
  let state = run.at(-1)!.states.reduce((best, other) => (other.cost < best.cost ? other : best));
  const states = [state];
  while (state.before) {
    state = state.before;
    states.push(state);
  }
  return states.reverse();
}

/** Noise can put a standing vehicle a little behind its last place: that is no trip round the block. */
export function steppedBack(from: EdgePoint, to: EdgePoint): boolean {
  return from.edge === to.edge && to.m < from.m && from.m - to.m < 3 * SIGMA_M;
}

function candidates(search: Search, snapper: Snapper, point: TracePoint): State[] {
  const sigma = Math.max(SIGMA_M, Math.min(WORST_SIGMA_M, point.accuracyM ?? SIGMA_M));
  const near = snapper.around(point.at, search.network, Math.max(MIN_RADIUS_M, 3.5 * sigma), CANDIDATES);
  return near.flatMap((snap) => {
    const cost = 0.5 * (snap.distanceM / sigma) ** 2;
    return edgePointsOf(search.network, snap).map((place) => ({ ...place, snap, cost, before: undefined }));
  });
}

/** Gives each state of `layer` its likeliest predecessor and drops those without; false (and no change) when none has one. */
function link(search: Search, last: Layer, layer: Layer): boolean {
  const straightM = distanceM(last.at, layer.at);
  const goals = layer.states.map((state) => state.edge);
  const best = layer.states.map(() => ({ cost: Infinity, before: undefined as State | undefined }));
  for (const from of last.states) {
    search.run([from], { goals, withinM: 2 * straightM + 500 });
    layer.states.forEach((to, i) => {
      const streetM = steppedBack(from, to) ? 0 : (quickest(search, [from], [to])?.m ?? Infinity);
      const cost = from.cost + Math.abs(streetM - straightM) / BETA_M;
      if (cost < best[i]!.cost) best[i] = { cost, before: from };
    });
  }
  const joined = layer.states.flatMap((state, i) =>
    best[i]!.before ? [{ ...state, cost: state.cost + best[i]!.cost, before: best[i]!.before }] : [],
  );
  if (joined.length > 0) layer.states = joined;
  return joined.length > 0;
}
