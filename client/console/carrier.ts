import type { RouteView } from '../../src/shared/route-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import type { ConsoleState } from './console-store.ts';

/** Who has a delivery. */
export interface Carrier {
  id: string;
  name: string;
  /** False while it is planned on his route and he has not accepted it yet. */
  accepted: boolean;
}

type Routes = ConsoleState['routes'];

const planned = new WeakMap<Routes, ReadonlyMap<string, RouteView>>();

/** Which route holds each delivery; kept for as long as the routes stay the same. */
function routesByDelivery(routes: Routes): ReadonlyMap<string, RouteView> {
  let known = planned.get(routes);
  if (!known) {
    const pairs = [...routes.values()].flatMap((route) =>
      route.stops.map((stop) => [stop.deliveryId, route] as const),
    );
    planned.set(routes, (known = new Map(pairs)));
  }
  return known;
}

/** The delivery's courier, or the one it is planned on while he is asked; null when it is on no route. */
export function carrierOf(state: Pick<ConsoleState, 'routes'>, delivery: DeliveryView): Carrier | null {
  if (delivery.courier) return { id: delivery.courier.id, name: delivery.courier.name, accepted: true };
  if (delivery.outcome) return null;
  const route = routesByDelivery(state.routes).get(delivery.id);
  return route ? { id: route.courierId, name: route.courierName, accepted: false } : null;
}

/** Whether somebody must find a courier for it. */
export const isUnassigned = (state: Pick<ConsoleState, 'routes'>, delivery: DeliveryView): boolean =>
  delivery.outcome === null && carrierOf(state, delivery) === null;
