import type { State } from './state.ts';
import { UNREACHABLE } from './windows.ts';

/** Some vehicles with all their stops, and requests without a place that one of them could take; indexes of the whole. */
export interface Part {
  vehicles: number[];
  requests: number[];
}

/** A second between two stops' times counts as so many seconds of way. */
const APART = 0.5;
/** Stops have somewhere to go. */
const FEWEST_ROUTES = 2;
/** At most so many vehicles without stops take part, of interchangeable ones so many. */
const IDLE = 5;
const IDLE_OF_GROUP = 2;
/** At most so many requests without a place. */
const ABSENT = 20;
/** Share of the parts that are chosen around a request without a place, while there is one. */
const AROUND_ABSENT = 0.5;

/**
 * The routes that come nearest to a random stop, until together they have `most` stops: whole routes, so that what the rest
 * of the plan costs does not change. Some vehicles without stops, and requests without a place, come along.
 */
export function choosePart(s: State, most: number): Part {
  const { m } = s;
  const around = s.absentCount > 0 && s.random.next() < AROUND_ABSENT;
  const lost = around ? s.absent[s.random.int(s.absentCount)]! : -1;
  const seed = around ? m.delivery[lost]! : s.random.int(m.tasks);
  const list = besideOf(s, seed);
  const vehicles = new Set<number>();
  const nearby = new Set<number>(around ? [lost] : []);
  let stops = 0;
  for (let k = 0; k < list.length && (stops < most || vehicles.size < FEWEST_ROUTES); k++) {
    const x = list[k]!;
    const v = s.route[x]!;
    if (v < 0) nearby.add(m.requestOf[x]!);
    else if (!vehicles.has(v)) {
      vehicles.add(v);
      stops += s.len[v]!;
    }
  }
  for (const v of idleNear(s, seed)) vehicles.add(v);
  return { vehicles: [...vehicles], requests: requestsOf(s, vehicles, nearby) };
}

/** All stops, those first that are near a stop both in travel time and in the time of the day. */
function besideOf(s: State, stop: number): Int32Array {
  const { m } = s;
  const matrix = m.durations[0]!;
  const row = m.place[stop]! * m.problem.places;
  const when = (x: number) => (s.route[x]! < 0 ? m.early[x]! : s.dep[x]!);
  const at = when(stop);
  const keys = Float64Array.from({ length: m.tasks }, (_, x) =>
    Math.min(UNREACHABLE, matrix[row + m.place[x]!]! + APART * Math.abs(when(x) - at)),
  );
  return Int32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
}

/** Vehicles without stops, those first that start nearest to a stop. */
function idleNear(s: State, x: number): number[] {
  const { m } = s;
  if (m.problem.objective === 'fleet') return [];
  const taken = new Map<number, number>();
  const found: { v: number; away: number }[] = [];
  for (let v = 0; v < m.vehicles; v++) {
    const count = taken.get(m.group[v]!) ?? 0;
    if (s.len[v]! > 0 || count >= IDLE_OF_GROUP) continue;
    taken.set(m.group[v]!, count + 1);
    const from = m.place[m.tasks + v]!;
    found.push({
      v,
      away: from < 0 ? 0 : m.durations[v]![from * m.problem.places + m.place[x]!]! * m.factor[v]!,
    });
  }
  return found
    .sort((a, b) => a.away - b.away)
    .slice(0, IDLE)
    .map(({ v }) => v);
}

/** What these vehicles serve or must serve, and of the `nearby` requests without a place those that they may take. */
function requestsOf(s: State, vehicles: ReadonlySet<number>, nearby: ReadonlySet<number>): number[] {
  const { m } = s;
  const requests = new Set<number>();
  for (const v of vehicles)
    for (let k = 1; k <= s.len[v]!; k++) requests.add(m.requestOf[s.seq[v * s.stride + k]!]!);
  let absent = 0;
  for (let k = 0; k < s.absentCount; k++) {
    const r = s.absent[k]!;
    if (m.bound[r]) {
      if (vehicles.has(carrierOf(s, r))) requests.add(r);
    } else if (nearby.has(r) && absent < ABSENT && mayComeIn(s, r, vehicles)) {
      requests.add(r);
      absent++;
    }
  }
  return [...requests];
}

/** The only vehicle that a request bound to one may be served by. */
function carrierOf({ m }: State, r: number): number {
  const pickup = m.origin[r]!;
  return pickup < 0 ? m.vehicleAt.get(m.problem.requests[r]!.aboard!)! : m.lockedVehicle.get(pickup)!;
}

/** Nothing it is tied to is served elsewhere, and no relation of it names a vehicle elsewhere. */
function mayComeIn({ m, route }: State, r: number, vehicles: ReadonlySet<number>): boolean {
  if (!m.relations) return true;
  const only = m.relations.vehicle[r]!;
  if (only !== -1 && !vehicles.has(only)) return false;
  return m.relations.partners[r]!.every((node) => route[node]! < 0 || vehicles.has(route[node]!));
}
