import type { Model } from './model.ts';
import type { KeptLabels } from './break-trial.ts';
import { newDesk } from './model-breaks.ts';
import type { Sequence } from './model-relations.ts';
import { Random } from './random.ts';
import { makeAbsent, setStops, type KnownPlaces, type State } from './state.ts';

const scanScratch = (gaps: number) => ({
  legIn: new Float64Array(gaps),
  legOut: new Float64Array(gaps),
  legDetour: new Float64Array(gaps),
  legMin: new Float64Array(gaps),
});

const trialScratch = (m: Model) => ({
  trialStart: new Float64Array(m.nodes),
  trialRound: new Int32Array(m.nodes),
  trialCount: 0,
});

const togetherScratch = (m: Model) => ({
  breakless: new Uint8Array(m.vehicles),
  breakDesk: m.breaks.some(Boolean) ? newDesk(m) : undefined,
  labels: Array.from<KeptLabels | undefined>({ length: m.vehicles }),
  direct: Array.from({ length: m.relations ? m.vehicles : 0 }, (): Sequence[] => []),
});

const undoLog = (m: Model, stride: number, searching: boolean) => ({
  touched: new Int32Array(m.vehicles),
  touchedCount: 0,
  isTouched: new Uint8Array(m.vehicles),
  savedSeq: new Int32Array(searching ? m.vehicles * stride : 0),
  savedLen: new Int32Array(m.vehicles),
  savedAbsent: new Int32Array(m.requests),
  savedAbsentCount: 0,
  savedVersion: new Float64Array(m.vehicles),
});

const MOST_KNOWN = 4_000_000;

function knownPlaces(m: Model): KnownPlaces | undefined {
  const size = m.requests * m.vehicles;
  if (size > MOST_KNOWN) return undefined;
  return {
    version: new Float64Array(size),
    cost: new Float64Array(size),
    i: new Int32Array(size),
    j: new Int32Array(size),
  };
}

/**
 * A state that holds the locked stops and has everything else absent. One that is only asked, not searched, needs less: give it
 * the most stops that a route may come to.
 */
export function emptyState(m: Model, seed: number, mostStops?: number): State {
  const V = m.vehicles;
  const searching = mostStops === undefined;
  const stride = (mostStops ?? m.tasks) + 2;
  const perNode = () => new Float64Array(m.nodes);
  const perLoad = () => new Float64Array(m.nodes * m.dims);
  const s: State = {
    m,
    random: new Random(seed),
    blink: 0x3fffffff,
    seq: new Int32Array(V * stride),
    stride,
    len: new Int32Array(V),
    locked: new Int32Array(V),
    cost: new Float64Array(V),
    travel: new Float64Array(V),
    distance: new Float64Array(V),
    careful: new Uint8Array(V),
    ...togetherScratch(m),
    route: new Int32Array(m.nodes).fill(-1),
    pos: new Int32Array(m.nodes),
    start: perNode(),
    dep: perNode(),
    latest: perNode(),
    arcTime: perNode(),
    arcDistance: perNode(),
    load: perLoad(),
    peakBefore: perLoad(),
    peakAfter: perLoad(),
    active: new Int32Array(V),
    activeCount: 0,
    spare: new Int32Array(m.groups),
    maxActive: V,
    absent: new Int32Array(m.requests),
    absentCount: 0,
    isAbsent: new Uint8Array(m.requests),
    lookedAt: new Int32Array(V),
    looks: 0,
    nearby: false,
    foundI: -1,
    foundJ: -1,
    savable: new Float64Array(V),
    ...scanScratch(stride),
    ...trialScratch(m),
    stretched: [],
    ...undoLog(m, stride, searching),
    version: new Float64Array(V),
    versions: 0,
    known: searching ? knownPlaces(m) : undefined,
  };
  for (let v = 0; v < V; v++) setStops(s, v, m.lockedNodes[v]!);
  for (let v = 0; v < V; v++) s.locked[v] = s.len[v]!;
  for (let r = 0; r < m.requests; r++) if (!m.settled[r]) makeAbsent(s, r);
  return s;
}
