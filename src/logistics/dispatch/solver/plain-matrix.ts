import type { Model } from './model.ts';
import { finite } from './windows.ts';

/**
 * The one matrix of a plain problem: one vehicle profile, cost proportional to travel time, one load dimension, single hard
 * windows, no limits on ride, travel or distance, no breaks, no relations. Padded with a last place that is next to everything
 * (open starts and ends) and kept in both orientations, so that a scan reads rows only.
 */
export interface PlainMatrix {
  stride: number;
  out: Float64Array;
  into: Float64Array;
  /** Per node; never negative. */
  place: Int32Array;
  /** Cost of one second of travel in the units of the problem. */
  costPerS: number;
  /** Every stop only takes goods out: a route is fullest at its start. */
  onlyDrops: boolean;
}

/** The plain form of a model, or undefined when the problem needs the full scans. */
export function plainMatrix(m: Model): PlainMatrix | undefined {
  const costPerS = uniformCost(m);
  if (costPerS === undefined || !isPlain(m) || m.relations || m.breaks.some(Boolean)) return undefined;
  const places = m.problem.places;
  const stride = places + 1;
  const from = m.durations[0]!;
  const out = new Float64Array(stride * stride);
  for (let a = 0; a < places; a++)
    for (let b = 0; b < places; b++) out[a * stride + b] = finite(from[a * places + b]!);
  const into = turned(out, stride);
  const place = m.place.map((p) => (p < 0 ? places : p));
  const onlyDrops = m.change.every((change, k) => change === -m.before[k]!);
  return { stride, out, into, place, costPerS, onlyDrops };
}

/** Transposed; the same matrix when it is symmetric, so that scans read half the memory. */
function turned(out: Float64Array, stride: number): Float64Array {
  const into = new Float64Array(stride * stride);
  let symmetric = true;
  for (let a = 0; a < stride; a++)
    for (let b = 0; b < stride; b++) {
      into[b * stride + a] = out[a * stride + b]!;
      symmetric &&= out[a * stride + b] === out[b * stride + a];
    }
  return symmetric ? out : into;
}

function uniformCost(m: Model): number | undefined {
  const costs = new Set<number>();
  for (let v = 0; v < m.vehicles; v++) {
    const byDistance = m.distances[v] === m.durations[v] ? m.perMetre[v]! : 0;
    if (m.perMetre[v] !== byDistance) return undefined;
    costs.add(m.perSecond[v]! + byDistance);
  }
  const [only] = costs;
  return costs.size === 1 && only! > 0 ? only : undefined;
}

function isPlain(m: Model): boolean {
  if (m.dims !== 1 || m.windows.some((w) => w !== undefined) || m.setup.some((s) => s > 0)) return false;
  if (m.due.some(Number.isFinite) || m.maxRide.some(Number.isFinite) || m.changeCost.some((c) => c > 0))
    return false;
  for (let v = 0; v < m.vehicles; v++) {
    if (m.durations[v] !== m.durations[0] || m.factor[v] !== 1 || m.perDutySecond[v]! > 0) return false;
    if (m.maxTravel[v]! < Infinity || m.maxDistance[v]! < Infinity) return false;
  }
  return true;
}
