import { breaksOnTheWayHome, closing, lastOf, type Ending } from './break-closing.ts';
import { newLabels, type Labels } from './break-labels.ts';
import { goTo, serviceFrom, setOut, type Terms, type Visit } from './break-visits.ts';
import { flatBreaks, keepable, someBreaks, type Breaks } from './breaks.ts';
import { freeAtS, legsOf, serviceStart, type Driver, type Leg } from './drive-legs.ts';
import { changeOf, loadAtStart } from './drive-load.ts';
import type { StopRef, Vehicle } from './problem.ts';
import { boundDue, HORIZON_S } from './windows.ts';

/** The breaks a route takes, and where: the stop each comes before, and how many of the last come before reaching the end. */
export interface TakenBreaks {
  breaks: Breaks;
  gap: number[];
  onTheWayHome: number;
  /** Ids of those that find no place. */
  missing: string[];
}

/** A route as its breaks see it. */
interface Line {
  startAt: number;
  dutyPerS: number;
  visits: Visit[];
  /** Aboard on the way to each stop. */
  loads: Float64Array[];
  ending: Ending;
}

/**
 * Chooses the places of a vehicle's breaks as the search does: cheapest without breaking a rule. A route that breaks rules
 * anyhow may break those as far, and no further; breaks that still find no place are missing.
 */
export function takeBreaks(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): TakenBreaks {
  const all = flatBreaks(vehicle.breaks ?? [], look.dims);
  if (all.count === 0 || stops.length === 0)
    return { breaks: someBreaks(all, []), gap: [], onTheWayHome: 0, missing: [] };
  const kept = standing(look, vehicle, all);
  const line = lineOf(look, vehicle, stops);
  if (!holds(line, kept)) stretch(line);
  const breaks = holds(line, kept)
    ? kept
    : someBreaks(
        kept,
        keepable(kept, (some) => holds(line, some)),
      );
  const missing = all.ids.filter((id) => !breaks.ids.includes(id));
  return { breaks, ...placed(line, breaks), missing };
}

/** Ids of the breaks that the locked stops alone leave no room for. */
export function waivedBreaks(look: Driver, vehicle: Vehicle): string[] {
  const all = flatBreaks(vehicle.breaks ?? [], look.dims);
  const kept = standing(look, vehicle, all);
  return all.ids.filter((id) => !kept.ids.includes(id));
}

function standing(look: Driver, vehicle: Vehicle, breaks: Breaks): Breaks {
  if (!vehicle.locked?.length) return breaks;
  const line = lineOf(look, vehicle, vehicle.locked);
  return someBreaks(
    breaks,
    keepable(breaks, (some) => holds(line, some)),
  );
}

const termsOf = ({ dutyPerS }: Line, breaks: Breaks): Terms => ({ breaks, dutyPerS, limit: Infinity });

/** The departures of every stop, as far as they go. */
function run(line: Line, breaks: Breaks): Labels | undefined {
  const labels = newLabels();
  setOut(labels, line.startAt);
  for (const [k, visit] of line.visits.entries())
    if (!goTo(labels, visit, termsOf(line, breaks), line.loads[k]!)) return undefined;
  return labels;
}

function holds(line: Line, breaks: Breaks): boolean {
  const labels = run(line, breaks);
  return labels !== undefined && closing(labels, line.ending, termsOf(line, breaks)) < Infinity;
}

function placed(line: Line, breaks: Breaks): { gap: number[]; onTheWayHome: number } {
  const labels = run(line, breaks);
  let a = labels ? lastOf(labels, line.ending, termsOf(line, breaks)) : -1;
  if (!labels || a < 0) return { gap: [], onTheWayHome: 0 };
  const { taken, time, parent } = labels;
  const onTheWayHome = breaksOnTheWayHome(line.ending, termsOf(line, breaks), taken[a]!, time[a]!);
  const gap = breaks.ids.map(() => line.visits.length);
  for (let k = line.visits.length - 1; k >= 0; k--) {
    const before = parent[a]!;
    gap.fill(k, taken[before], taken[a]);
    a = before;
  }
  return { gap, onTheWayHome };
}

function lineOf(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): Line {
  const { legs, home } = legsOf(look, vehicle, stops);
  const load = Float64Array.from(loadAtStart(look, vehicle, stops));
  const loads = legs.map(({ request, stop }) => {
    const before = load.slice();
    load.forEach((_, dim) => (load[dim]! += changeOf(request, stop.kind, dim)));
    return before;
  });
  const endBy = Math.max(vehicle.shift[1], endAlone(look, vehicle, vehicle.locked ?? []));
  return {
    startAt: freeAtS(vehicle),
    dutyPerS: ((vehicle.costs?.perDutyHour ?? 0) / 3600) * look.weights.money,
    visits: legs.map((leg, k) => visitOf(look, legs, leg, k)),
    loads,
    ending: { home, endBy, load },
  };
}

function visitOf(look: Driver, legs: readonly Leg[], leg: Leg, k: number): Visit {
  const { request, task, windows, always, bound, stop } = leg;
  const ride = request.maxRideS ?? Infinity;
  const pickup = legs.slice(0, k).findIndex((one) => one.request === request && one.stop.kind === 'pickup');
  return {
    hop: leg.travelS + leg.setupS,
    service: task.serviceS ?? 0,
    early: windows[0]?.[0] ?? -HORIZON_S,
    late: HORIZON_S,
    windows: always ? undefined : Float64Array.from(windows.flat()),
    due: bound ? boundDue(request, request.pickedUpAtS) : (task.dueS ?? Infinity),
    lateCost: (task.lateCostPerS ?? 1) * look.weights.lateness,
    opensRide: stop.kind === 'pickup' && ride < Infinity,
    origin: stop.kind === 'delivery' && ride < Infinity ? pickup + 1 : 0,
    maxRide: bound ? Infinity : ride,
    dueRide: bound ? ride : Infinity,
  };
}

/** When the stops alone, without any break, end. */
function endAlone(look: Driver, vehicle: Vehicle, stops: readonly StopRef[]): number {
  const { legs, home } = legsOf(look, vehicle, stops);
  let t = stops.length === 0 ? -Infinity : freeAtS(vehicle);
  for (const leg of legs) t = serviceStart(leg, t + leg.travelS + leg.setupS) + (leg.task.serviceS ?? 0);
  return t + home;
}

/** Lets every limit that the route breaks without any break be broken as far. */
function stretch({ startAt, visits, ending }: Line): void {
  const left: number[] = [];
  let t = startAt;
  for (const visit of visits) {
    const ready = t + visit.hop;
    let start = serviceFrom(visit, ready);
    if (start === Infinity) {
      Object.assign(visit, { windows: undefined, early: ready, late: ready });
      start = ready;
    }
    if (visit.origin > 0) visit.maxRide = Math.max(visit.maxRide, start - left[visit.origin - 1]!);
    t = start + visit.service;
    left.push(t);
  }
  ending.endBy = Math.max(ending.endBy, t + ending.home);
}
