import type { PlannedRoute, Solution, StopRef, Unassigned } from './solver/problem.ts';
import { justInTime } from './just-in-time.rules.ts';
import { hasAddress } from './problem.rules.ts';
import {
  bySequence,
  opensMs,
  routeOf,
  type PlanningCourier,
  type PlanningDelivery,
  type PlanningStop,
  type Snapshot,
} from './snapshot.ts';

export interface PlannedVisit {
  stopId: string;
  deliveryId: string;
  plannedArrival: Date;
  plannedDeparture: Date;
  /** When the courier sets out for it, and how much sooner he could, only to wait. */
  setOut: Date;
  spareMs: number;
}

/** What one courier is to do, all open stops in order. */
export interface CourierPlan {
  courierId: string;
  visits: PlannedVisit[];
  /** Whether the stops or their order differ from what the courier does now. */
  changed: boolean;
}

/** A gain below this is not worth a changed route: three minutes of work, and a share of what the changed routes cost. */
const LEAST_GAIN = { cost: 10, share: 0.02 };

/** The solution as routes of stops with instants, driven just in time; one per courier of the snapshot. */
export function toCourierPlans(snapshot: Snapshot, solution: Pick<Solution, 'routes'>): CourierPlan[] {
  const deliveries = new Map(snapshot.deliveries.map((delivery) => [delivery.deliveryId, delivery]));
  const routes = new Map(solution.routes.map((route) => [route.vehicleId, route]));
  return snapshot.couriers.map(({ courierId }) => {
    const visits = visitsOf(snapshot, deliveries, routes.get(courierId));
    const present = routeOf(snapshot, courierId)
      .toSorted(bySequence)
      .map(({ stop }) => stop.stopId);
    const changed =
      present.length !== visits.length || present.some((stopId, index) => stopId !== visits[index]!.stopId);
    return { courierId, visits, changed };
  });
}

function visitsOf(
  { nowMs }: Snapshot,
  deliveries: ReadonlyMap<string, PlanningDelivery>,
  route: PlannedRoute | undefined,
): PlannedVisit[] {
  if (!route) return [];
  const stopOf = (ref: StopRef): PlanningStop =>
    deliveries
      .get(ref.requestId)!
      .stops.find((stop) => (stop.kind === 'pickup') === (ref.kind === 'pickup'))!;
  const at = (seconds: number) => new Date(nowMs + seconds * 1000);
  const times = justInTime(route, (stop) => stopOf(stop).state !== 'pending');
  return route.stops.map((stop, k) => {
    const { arriveS, departS, setOutS, spareS } = times[k]!;
    return {
      stopId: stopOf(stop).stopId,
      deliveryId: stop.requestId,
      plannedArrival: at(arriveS),
      plannedDeparture: at(departS),
      setOut: at(setOutS),
      spareMs: spareS * 1000,
    };
  });
}

/** Whether a delivery waits for a place on a route. */
export const waits = (delivery: PlanningDelivery): boolean =>
  delivery.courierId === null && hasAddress(delivery);

type Priced = Pick<Solution, 'cost' | 'routes'>;

/**
 * Whether a plan is worth telling the couriers: it serves more, or the routes it changes become clearly cheaper, however many
 * other routes the zone has.
 */
export function isWorthIt(present: Priced, found: Priced): boolean {
  if (found.cost.unserved !== present.cost.unserved) return found.cost.unserved < present.cost.unserved;
  const gain = present.cost.total - found.cost.total;
  return gain > LEAST_GAIN.cost + LEAST_GAIN.share * changedCost(present, found);
}

/** What the routes cost now that would change. */
function changedCost(present: Priced, found: Priced): number {
  const wayOf = ({ stops }: Solution['routes'][number]) =>
    stops.map(({ requestId, kind }) => `${kind} ${requestId}`).join();
  const after = new Map(found.routes.map((route) => [route.vehicleId, wayOf(route)]));
  return present.routes
    .filter((route) => after.get(route.vehicleId) !== wayOf(route))
    .reduce((sum, { cost }) => sum + cost, 0);
}

/** Why orders stay on no route, as far as they were not told so before. */
export function newlyUnplanned(
  snapshot: Snapshot,
  { unassigned }: Pick<Solution, 'unassigned'>,
): { deliveryId: string; code: string; message: string }[] {
  const working = snapshot.couriers.filter((courier) => courier.takesMore);
  const reasons = new Map(unassigned.map((one) => [one.requestId, one]));
  return snapshot.deliveries
    .filter((delivery) => delivery.state === 'confirmed')
    .filter(({ deliveryId, stops }) => reasons.has(deliveryId) || stops.some((stop) => stop.at === null))
    .map((delivery) => ({
      delivery,
      why: explainUnassigned(delivery, reasons.get(delivery.deliveryId), working),
    }))
    .filter(({ delivery, why }) => delivery.unplannedCode !== why.code)
    .map(({ delivery, why }) => ({ deliveryId: delivery.deliveryId, ...why }));
}

/** Why an order is on no route: a code for programs, a sentence for the dispatcher. */
export function explainUnassigned(
  delivery: PlanningDelivery,
  found: Unassigned | undefined,
  working: readonly PlanningCourier[],
): { code: string; message: string } {
  if (delivery.stops.some((stop) => stop.at === null))
    return { code: 'address_unknown', message: 'The address could not be found on the map.' };
  if (working.length === 0) return { code: 'no_courier', message: 'No courier is on shift in this zone.' };
  const opens = opensMs(delivery);
  // Time does not make a street.
  const isCutOff = found?.reasons[0]?.name === 'unreachable';
  if (!isCutOff && working.every(({ shiftToMs }) => shiftToMs <= opens))
    return { code: 'no_shift_yet', message: 'It is for later than any shift reaches.' };
  const first = found?.reasons[0];
  if (!first) return { code: 'no_room', message: 'No courier has room for it before their shifts end.' };
  const later = found.fitsIfLaterS ? ` It would fit ${Math.ceil(found.fitsIfLaterS / 60)} min later.` : '';
  return { code: CODES[first.name], message: `${SENTENCES[first.name]}${later}` };
}

type ReasonName = Unassigned['reasons'][number]['name'];
const CODES: Record<ReasonName, string> = {
  skill: 'skill',
  timeWindow: 'time_window',
  capacity: 'capacity',
  maxDistance: 'max_distance',
  relation: 'relation',
  allowedVehicles: 'allowed_couriers',
  maxRide: 'max_ride',
  forbiddenVehicles: 'refused_by_couriers',
  maxTravel: 'max_travel',
  maxTasks: 'resting',
  break: 'break',
  unreachable: 'unreachable',
};
const SENTENCES: Record<ReasonName, string> = {
  skill: 'No courier on shift has the skills it needs.',
  timeWindow: 'No courier can be there in time.',
  capacity: 'It does not fit into any vehicle on shift.',
  maxDistance: 'It is too far for the couriers on shift.',
  relation: 'It belongs with other orders that leave no room for it.',
  allowedVehicles: 'The couriers it is meant for are not on shift.',
  maxRide: 'It would be under way for too long.',
  forbiddenVehicles: 'Every courier on shift has turned it down.',
  maxTravel: 'The couriers on shift would drive too long.',
  break: 'The breaks of the couriers on shift leave no time for it.',
  // Only who takes nothing more has a number of stops to keep to.
  maxTasks: 'Who could take it is on a break, or going off duty.',
  unreachable: 'No street leads there.',
};
