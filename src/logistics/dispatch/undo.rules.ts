import type { PlanChangeView, UndoKeptReason, UndoView } from '../../shared/page-views.ts';
import type { Plan, RouteBefore } from './plan.entity.ts';
import { hasAddress, refOf } from './problem.rules.ts';
import { pinnedCount, routeOf, type RouteStop, type Snapshot } from './snapshot.ts';
import type { StopRef } from './solver/problem.ts';

/** What putting a plan back means on a snapshot. */
export interface Undoing extends Pick<UndoView, 'back' | 'kept'> {
  routes: ReadonlyMap<string, StopRef[]>;
  /** Back to being on no route, and not to be given to that courier again at once. */
  off: ReadonlyMap<string, string>;
  /** Their courier had agreed before: nobody is asked again. */
  directed: ReadonlySet<string>;
}

/**
 * The routes as they were before a plan, as far as that still can be: what is over, under way, moved again since, or would
 * return to a courier who is gone stays as it is, with the reason; what came to the routes since stays behind what it follows.
 */
export function undoing(snapshot: Snapshot, { changes, before }: Pick<Plan, 'changes' | 'before'>): Undoing {
  const told = changes.filter(({ kind }) => kind !== 'retimed');
  const faults = new Map(told.map((change) => [change, faultOf(snapshot, change)]));
  const back = told.filter((change) => !faults.get(change));
  const home = new Map(back.map(({ deliveryId, from }) => [deliveryId, from?.courierId ?? null]));
  const couriers = new Set(back.flatMap(({ from, to }) => [from, to].flatMap((one) => one?.courierId ?? [])));
  const routes = before.filter(({ courierId }) => couriers.has(courierId));
  const agreed = new Set(routes.flatMap((route) => route.agreed));
  return {
    routes: new Map(routes.map((route) => [route.courierId, routeBack(snapshot, route, home)])),
    off: new Map(
      back.flatMap(({ deliveryId, from, to }) => (from || !to ? [] : [[deliveryId, to.courierId]])),
    ),
    directed: new Set(back.map(({ deliveryId }) => deliveryId).filter((id) => agreed.has(id))),
    back: back.map(({ deliveryId, number, kind, from }) => ({
      deliveryId,
      number,
      kind,
      courierName: from?.courierName ?? null,
    })),
    kept: told.flatMap((change) => {
      const reason = faults.get(change);
      return reason ? [{ deliveryId: change.deliveryId, number: change.number, reason }] : [];
    }),
  };
}

function faultOf(snapshot: Snapshot, { deliveryId, from, to }: PlanChangeView): UndoKeptReason | null {
  const delivery = snapshot.deliveries.find((one) => one.deliveryId === deliveryId);
  if (!delivery) return 'over';
  if (delivery.courierId !== (to?.courierId ?? null)) return 'moved_since';
  if (delivery.courierId) {
    const route = routeOf(snapshot, delivery.courierId);
    const isPinned = route
      .slice(0, pinnedCount(route))
      .some(({ stop }) => delivery.stops.some(({ stopId }) => stopId === stop.stopId));
    const changesHands = from?.courierId !== to?.courierId;
    if (isPinned || (changesHands && delivery.stops[0]?.kind !== 'pickup')) return 'under_way';
  }
  if (!from) return null;
  const isThere = snapshot.couriers.some(
    ({ courierId, takesMore }) => courierId === from.courierId && takesMore,
  );
  return isThere ? null : 'courier_gone';
}

/** The route of a courier with what returns to it (`home`: whose each delivery is again) and without what leaves it. */
function routeBack(
  snapshot: Snapshot,
  { courierId, stopIds }: RouteBefore,
  home: ReadonlyMap<string, string | null>,
): StopRef[] {
  const open = new Map(
    snapshot.deliveries
      .filter(hasAddress)
      .flatMap((delivery) => delivery.stops.map((stop) => [stop.stopId, { delivery, stop }] as const)),
  );
  const isHere = ({ delivery }: RouteStop) =>
    (home.has(delivery.deliveryId) ? home.get(delivery.deliveryId) : delivery.courierId) === courierId;
  const now = routeOf(snapshot, courierId).filter(({ delivery }) => hasAddress(delivery));
  const pinned = now.slice(0, pinnedCount(now));
  const wanted = stopIds.flatMap((stopId) => open.get(stopId) ?? []).filter(isHere);
  const route = [...pinned, ...wanted.filter((one) => !has(pinned, one))];
  now.forEach((one, index) => {
    if (!isHere(one) || has(route, one)) return;
    const after = [now[index - 1], pickupOf(now, one)].map((other) => other && at(route, other));
    route.splice(Math.max(pinned.length, ...after.map((place) => (place ?? -1) + 1)), 0, one);
  });
  return route.map(({ delivery, stop }) => refOf(delivery, stop));
}

const at = (route: readonly RouteStop[], one: RouteStop): number =>
  route.findIndex(({ stop }) => stop.stopId === one.stop.stopId);
const has = (route: readonly RouteStop[], one: RouteStop): boolean => at(route, one) >= 0;
const pickupOf = (route: readonly RouteStop[], { delivery, stop }: RouteStop): RouteStop | undefined =>
  stop.kind === 'pickup'
    ? undefined
    : route.find(
        (other) => other.delivery.deliveryId === delivery.deliveryId && other.stop.kind === 'pickup',
      );
