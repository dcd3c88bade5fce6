import type { Model } from './model.ts';
import { insertCheapest } from './insert-cheapest.ts';
import type { Neighbours } from './neighbours.ts';
import type { State } from './state.ts';

/**
 * Recreate by greedy insertion with blinks (Christiaens & Vanden Berghe 2020, section 5.3): absent requests in a random
 * order rule, or the hardest first when `hardness` is given, each at its cheapest place over all routes (in large plans: over
 * those near it, when `near` is given); what fits nowhere stays absent.
 */
export function recreate(s: State, keys: OrderKeys, near?: Neighbours, hardness?: Float64Array): void {
  sortAbsent(s, keys, hardness);
  const count = s.absentCount;
  s.absentCount = 0;
  for (let k = 0; k < count; k++) {
    const r = s.absent[k]!;
    if (insertCheapest(s, r, near)) s.isAbsent[r] = 0;
    else s.absent[s.absentCount++] = r;
  }
}

/** Sort keys per request that never change: how far, how tight, how big. Smaller goes first. */
export interface OrderKeys {
  weights: { key: Float64Array | undefined; until: number }[];
  total: number;
  worth: Float64Array | undefined;
}

/** Random 4, demand 4, far 2, close 1, window length 2, window start 2, window end 2, after section 5.3 of the paper. */
export function orderKeys(m: Model): OrderKeys {
  const per = (value: (r: number) => number) => Float64Array.from({ length: m.requests }, (_, r) => value(r));
  const first = (r: number) => (m.pickup[r]! < 0 ? m.delivery[r]! : m.pickup[r]!);
  const demand = per((r) => {
    let sum = 0;
    for (let k = 0; k < m.dims; k++) sum += Math.abs(m.change[first(r) * m.dims + k]!);
    return -sum;
  });
  const far = per((r) => awayS(m, first(r)) + awayS(m, m.delivery[r]!));
  const span = per(
    (r) => m.late[first(r)]! - m.early[first(r)]! + m.late[m.delivery[r]!]! - m.early[m.delivery[r]!]!,
  );
  const choices: [Float64Array | undefined, number][] = [
    [undefined, 4],
    [demand, 4],
    [far.map((x) => -x), 2],
    [far, 1],
    [span, 2],
    [per((r) => m.early[first(r)]!), 2],
    [per((r) => -m.late[m.delivery[r]!]!), 2],
  ];
  let until = 0;
  const weights = choices.map(([key, weight]) => ({ key, until: (until += weight) }));
  const worth = per((r) => -m.worth[r]!);
  const mixed = worth.some((w) => w !== worth[0]);
  return { weights, total: until, worth: mixed ? worth : undefined };
}

/** Seconds from the nearest start of a vehicle. */
function awayS(m: Model, node: number): number {
  let away = Infinity;
  for (let v = 0; v < m.vehicles; v++)
    away = Math.min(
      away,
      m.durations[v]![Math.max(0, m.place[m.tasks + v]!) * m.problem.places + m.place[node]!]!,
    );
  return away;
}

function sortAbsent(s: State, keys: OrderKeys, hardness?: Float64Array): void {
  const draw = s.random.next() * keys.total;
  const rule = keys.weights.find(({ until }) => draw < until)!;
  const { absent, absentCount } = s;
  for (let k = absentCount - 1; k > 0; k--) {
    const other = s.random.int(k + 1);
    const r = absent[k]!;
    absent[k] = absent[other]!;
    absent[other] = r;
  }
  if (hardness) stableSort(absent, absentCount, hardness, -1);
  else if (rule.key) stableSort(absent, absentCount, rule.key);
  // What must not stay behind goes first half of the time (always when goods are aboard: their worth is beyond any other).
  if (keys.worth && (s.random.next() < 0.5 || hasBound(s))) stableSort(absent, absentCount, keys.worth);
}

function hasBound(s: State): boolean {
  for (let k = 0; k < s.absentCount; k++) if (s.m.bound[s.absent[k]!]) return true;
  return false;
}

/** Insertion sort: short lists, no allocation. Smaller keys first, or with `sign` -1 larger ones. */
function stableSort(list: Int32Array, count: number, key: Float64Array, sign = 1): void {
  for (let k = 1; k < count; k++) {
    const r = list[k]!;
    const value = sign * key[r]!;
    let at = k - 1;
    while (at >= 0 && sign * key[list[at]!]! > value) {
      list[at + 1] = list[at]!;
      at--;
    }
    list[at + 1] = r;
  }
}
