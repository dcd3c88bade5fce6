import type { LonLat } from '../../shared/geo.ts';
import type { DeliveryState, StopKind, StopState, VehicleKind } from '../../shared/states.ts';
import type { Profile } from '../routing/routing-engine.ts';

/** A stop as the planner sees it; times are epoch ms. */
export interface PlanningStop {
  stopId: string;
  kind: StopKind;
  state: StopState;
  at: LonLat | null;
  windowFromMs: number | null;
  windowToMs: number | null;
  /** When people were told it will be reached; null when nobody was. */
  toldMs: number | null;
  serviceS: number;
  /** Place in the courier's route, from 0; null when it is on none. */
  sequence: number | null;
  /** The dispatcher pinned it. */
  locked: boolean;
}

export interface PlanningDelivery {
  deliveryId: string;
  /** As people call it. */
  number: string;
  trackingId: string;
  storeId: string;
  state: DeliveryState;
  courierId: string | null;
  readyAtMs: number | null;
  demand: number[];
  skills: string[];
  /** 0..100. */
  priority: number;
  /** Open stops in driving order. */
  stops: PlanningStop[];
  /** Couriers that turned this delivery down or let its offer expire. */
  refusedBy: string[];
  /** Planned, but its courier is to be asked only then; null when he was asked, or there is none. */
  offerAtMs: number | null;
  /** What its unassigned order is told now; null when nothing. */
  unplannedCode: string | null;
}

export interface PlanningCourier {
  courierId: string;
  name: string;
  vehicle: VehicleKind;
  profile: Profile;
  at: LonLat;
  shiftFromMs: number;
  shiftToMs: number;
  capacity: number[];
  skills: string[];
  /** Takes what it is given; others are asked first. */
  autoAccept: boolean;
  /** Whether it may be given other work than it has: on duty, not on a break, shift not over. */
  takesMore: boolean;
}

/** One zone at one moment: all that a plan is made from. */
export interface Snapshot {
  zoneId: string;
  nowMs: number;
  couriers: PlanningCourier[];
  deliveries: PlanningDelivery[];
}

/** A stop that is under way or pinned keeps its place, and so does everything before it. */
const isPinned = (stop: PlanningStop) => stop.locked || isUnderWay(stop);
const isUnderWay = ({ state }: PlanningStop) => state === 'enroute' || state === 'arrived';

export interface RouteStop {
  delivery: PlanningDelivery;
  stop: PlanningStop;
}

/** Snapshots never change: their routes are told apart once, not by looking through a large zone for every courier. */
const routes = new WeakMap<readonly PlanningDelivery[], Map<string, RouteStop[]>>();

/** The open stops of a courier in their present order. */
export function routeOf({ deliveries }: Snapshot, courierId: string): readonly RouteStop[] {
  const known = routes.get(deliveries) ?? routesOf(deliveries);
  routes.set(deliveries, known);
  return known.get(courierId) ?? [];
}

function routesOf(deliveries: readonly PlanningDelivery[]): Map<string, RouteStop[]> {
  const byCourier = new Map<string, RouteStop[]>();
  for (const delivery of deliveries) {
    if (delivery.courierId === null) continue;
    const open = delivery.stops.filter((stop) => stop.sequence !== null);
    const route = byCourier.get(delivery.courierId) ?? [];
    byCourier.set(delivery.courierId, [...route, ...open.map((stop) => ({ delivery, stop }))]);
  }
  return new Map([...byCourier].map(([courierId, route]) => [courierId, asDriven(route)]));
}

/** When its goods are ready and its window is open; -Infinity: at any time. */
export const opensMs = ({ readyAtMs, stops }: PlanningDelivery): number =>
  Math.max(readyAtMs ?? -Infinity, ...stops.map(({ windowFromMs }) => windowFromMs ?? -Infinity));

export const bySequence = (a: RouteStop, b: RouteStop): number => a.stop.sequence! - b.stop.sequence!;

/** In the planned order; but whoever is under way has left behind what he has not been asked for yet. */
function asDriven(planned: readonly RouteStop[]): RouteStop[] {
  const route = planned.toSorted(bySequence);
  const begun = route.findLastIndex(({ stop }) => isUnderWay(stop)) + 1;
  const isLater = ({ delivery }: RouteStop) => delivery.offerAtMs !== null;
  const head = route.slice(0, begun);
  return [...head.filter((one) => !isLater(one)), ...head.filter(isLater), ...route.slice(begun)];
}

/** How many leading stops of a route may not be moved. */
export const pinnedCount = (route: readonly RouteStop[]): number =>
  route.findLastIndex(({ stop }) => isPinned(stop)) + 1;

/** Names what a plan was decided on: a delivery with another key has changed since, and the plan is stale for it. */
export const planningKey = (delivery: PlanningDelivery): string =>
  [
    delivery.state,
    delivery.courierId ?? '-',
    delivery.offerAtMs === null ? 'asked' : 'later',
    ...delivery.stops.map((s) => `${s.stopId}:${s.state}:${s.sequence ?? '-'}:${s.locked}`),
    ...delivery.stops.map((s) => `${s.at?.lon}:${s.at?.lat}:${s.windowFromMs}:${s.windowToMs}`),
  ].join('|');
