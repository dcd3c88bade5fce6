import { newLabels, type Labels } from './break-labels.ts';
import { setOut, type Terms } from './break-visits.ts';
import type { Breaks } from './breaks.ts';
import { closeAfter, goToNode, hasRide, loadUp, termsOf } from './model-breaks.ts';
import type { State } from './state.ts';

/** The departures of a route as it is: a trial goes on from where the route changes. */
export interface KeptLabels extends Labels {
  /** Where the layer of each position begins; one entry more than positions reached. */
  layers: number[];
  /** Lateness and duty cost of the route; Infinity when its breaks find no place. */
  total: number;
  /** Some ride is timed. */
  rides: boolean;
}

const newKept = (): KeptLabels => ({ ...newLabels(), layers: [], total: 0, rides: false });

/** Works out the route as it is; its lateness and duty cost, Infinity when its breaks find no place. */
export function routeWithBreaks(s: State, v: number, breaks: Breaks): number {
  const { m, seq } = s;
  const desk = s.breakDesk!;
  const labels = (s.labels[v] ??= newKept());
  const base = v * s.stride;
  const length = s.len[v]!;
  const terms = termsOf(m, v, breaks);
  setOut(labels, m.startAt[v]!);
  loadUp(m, v, desk, seq, base + 1, base + length + 1);
  labels.layers.length = 0;
  labels.layers.push(0, labels.count);
  labels.total = Infinity;
  labels.rides = false;
  for (let k = 1; k <= length; k++) {
    const x = seq[base + k]!;
    labels.rides ||= hasRide(m, m.requestOf[x]!);
    if (!goToNode(m, v, labels, desk, terms, seq[base + k - 1]!, x)) return Infinity;
    labels.layers.push(labels.count);
  }
  labels.total = length === 0 ? 0 : closeAfter(m, v, labels, desk, terms, seq[base + length]!);
  return labels.total;
}

/**
 * `trial` for a vehicle with breaks: they are placed anew behind position i. Infinity also when it comes to `limit` or more.
 */
export function trialWithBreaks(
  s: State,
  r: number,
  v: number,
  i: number,
  j: number,
  breaks: Breaks,
  limit: number,
): number {
  const { m } = s;
  const labels = s.labels[v]!;
  const terms = termsOf(m, v, breaks, limit + s.savable[v]!);
  const whole = labels.layers.at(-1)!;
  const from = reloads(s, r, breaks) ? 0 : i;
  if (labels.layers.length < from + 2) return Infinity;
  resume(s, r, v, from, breaks, labels);
  const cost = goOn(s, r, v, i, j, from, terms);
  labels.count = whole;
  return cost - s.savable[v]!;
}

function goOn(s: State, r: number, v: number, i: number, j: number, from: number, terms: Terms): number {
  const { m, seq } = s;
  const labels = s.labels[v]!;
  const desk = s.breakDesk!;
  const base = v * s.stride;
  const added = m.pickup[r]! < 0 ? 1 : 2;
  const deliveryAt = added === 1 ? i + 1 : j + 2;
  const last = s.len[v]! + added;
  const mayReturn = !reloads(s, r, terms.breaks);
  let prev = seq[base + from]!;
  for (let k = from + 1; k <= last; k++) {
    const x = k === deliveryAt ? m.delivery[r]! : stopAt(s, r, base, i, j, k);
    if (!goToNode(m, v, labels, desk, terms, prev, x)) return Infinity;
    if (mayReturn && k > deliveryAt && isOnTrack(labels, k - added))
      return labels.total + labels.cost[labels.from]! - labels.cost[labels.layers[k - added]!]!;
    prev = x;
  }
  return closeAfter(m, v, labels, desk, terms, prev);
}

/** Does r change what the breaks mind along the whole route? */
const reloads = ({ m }: State, r: number, { maxLoad }: Breaks): boolean =>
  maxLoad !== undefined && m.pickup[r]! < 0;

/** The k-th stop of the route with the pair (or single task) put in; not its delivery. */
function stopAt({ m, seq }: State, r: number, base: number, i: number, j: number, k: number): number {
  const pickup = m.pickup[r]!;
  if (pickup < 0) return seq[base + (k > i ? k - 1 : k)]!;
  if (k === i + 1) return pickup;
  return seq[base + (k <= i ? k : k <= j + 1 ? k - 1 : k - 2)]!;
}

/** Takes up the route at position `from`, leaving its layers as they are. */
function resume(s: State, r: number, v: number, from: number, breaks: Breaks, labels: KeptLabels): void {
  const { m, seq } = s;
  const base = v * s.stride;
  const { at, load } = s.breakDesk!;
  labels.from = labels.layers[from]!;
  labels.to = labels.layers[from + 1]!;
  labels.position = from;
  labels.open.length = 0;
  for (let k = 1; labels.rides && k <= from; k++) {
    const x = seq[base + k]!;
    const other = m.requestOf[x]!;
    at[x] = k;
    if (!hasRide(m, other)) continue;
    if (m.origin[other] === x) labels.open.push(k);
    else labels.open.splice(labels.open.indexOf(at[m.origin[other]!]!), 1);
  }
  if (!breaks.maxLoad) return;
  for (let d = 0; d < m.dims; d++) {
    load[d] = s.load[seq[base + from]! * m.dims + d]!;
    if (m.pickup[r]! < 0) load[d]! += m.before[m.delivery[r]! * m.dims + d]!;
  }
}

/** Are the departures those of the route as it was at position k, but for what all of them cost more or less? */
function isOnTrack(labels: KeptLabels, k: number): boolean {
  const { layers, from, to, time, taken, cost } = labels;
  const old = layers[k]!;
  if (labels.total === Infinity || labels.open.length > 0 || layers[k + 1]! - old !== to - from) return false;
  const more = cost[from]! - cost[old]!;
  for (let a = from, b = old; a < to; a++, b++) {
    if (time[a] !== time[b] || taken[a] !== taken[b]) return false;
    if (Math.abs(cost[a]! - cost[b]! - more) > 1e-9) return false;
  }
  return true;
}
