import type { News } from '../../src/shared/live.ts';
import type { ConsoleView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import type { CourierView, DeliveryView, StoreView, ZoneView } from '../../src/shared/views.ts';
import { carrierOf } from './carrier.ts';

/** What the console knows about its zone, by id; a value that changes is replaced, never edited. */
export interface ConsoleState {
  zone: ZoneView;
  stores: readonly StoreView[];
  couriers: ReadonlyMap<string, CourierView>;
  /** By courier. */
  routes: ReadonlyMap<string, RouteView>;
  deliveries: ReadonlyMap<string, DeliveryView>;
}

/** Finished deliveries kept beside the open ones, so that a day of work does not fill the page's memory. */
export const FINISHED_KEPT = 300;

export function consoleState(view: ConsoleView): ConsoleState {
  return {
    zone: view.zone,
    stores: view.stores,
    couriers: new Map(view.couriers.map((courier) => [courier.id, courier])),
    routes: new Map(view.routes.map((route) => [route.courierId, route])),
    deliveries: new Map(view.deliveries.map((delivery) => [delivery.id, delivery])),
  };
}

/**
 * The state after one piece of news. Applying the same news twice changes nothing, and a delivery or courier never
 * goes back to an older version (the answer to our own command may overtake the stream).
 */
export function applyNews(state: ConsoleState, news: News): ConsoleState {
  switch (news.kind) {
    case 'delivery':
      return withDelivery(state, news.delivery);
    case 'route':
      return withRoute(state, news.route);
    case 'courier':
      return withCourier(state, news.courier);
    case 'eta':
      return withEta(state, news);
    case 'stop':
      return withStop(state, news);
    default:
      return state;
  }
}

export function withDelivery(state: ConsoleState, delivery: DeliveryView): ConsoleState {
  const known = state.deliveries.get(delivery.id);
  if (known && known.version > delivery.version) return state;
  return { ...state, deliveries: forgetOldest(put(state.deliveries, delivery.id, delivery)) };
}

/** The state after the answer to our own command, which may come when another zone is shown by then. */
export function withAnswer(
  state: ConsoleState,
  { delivery, route }: { delivery?: DeliveryView; route?: RouteView | null },
): ConsoleState {
  const isHere = (one: { zoneId: string }): boolean => one.zoneId === state.zone.id;
  const next = delivery && isHere(delivery) ? withDelivery(state, delivery) : state;
  return route && isHere(route) ? withRoute(next, route) : next;
}

export function withRoute(state: ConsoleState, route: RouteView): ConsoleState {
  const known = state.routes.get(route.courierId);
  if (known && known.version > route.version) return state;
  return { ...state, routes: put(state.routes, route.courierId, route) };
}

function withCourier(state: ConsoleState, courier: CourierView): ConsoleState {
  const known = state.couriers.get(courier.id);
  if (known && known.version > courier.version) return state;
  const position = newest(known?.position ?? null, courier.position);
  return { ...state, couriers: put(state.couriers, courier.id, { ...courier, position }) };
}

function withEta(state: ConsoleState, news: Extract<News, { kind: 'eta' }>): ConsoleState {
  const known = state.deliveries.get(news.deliveryId);
  if (!known) return state;
  const deliveries = put(state.deliveries, known.id, {
    ...known,
    eta: news.eta,
    lateProbability: news.lateProbability,
  });
  const carrier = carrierOf(state, known);
  const route = carrier && state.routes.get(carrier.id);
  if (!route) return { ...state, deliveries };
  const stops = route.stops.map((stop) =>
    stop.deliveryId === known.id && stop.kind === 'dropoff' ? { ...stop, eta: news.eta } : stop,
  );
  return { ...state, deliveries, routes: put(state.routes, route.courierId, { ...route, stops }) };
}

function withStop(state: ConsoleState, news: Extract<News, { kind: 'stop' }>): ConsoleState {
  const route = state.routes.get(news.courierId);
  if (!route) return state;
  const stops = route.stops.map((stop) => (stop.id === news.stopId ? { ...stop, state: news.state } : stop));
  return { ...state, routes: put(state.routes, route.courierId, { ...route, stops }) };
}

function newest<P extends { at: string }>(a: P | null, b: P | null): P | null {
  if (!a || !b) return a ?? b;
  return Date.parse(a.at) > Date.parse(b.at) ? a : b;
}

function forgetOldest(deliveries: Map<string, DeliveryView>): Map<string, DeliveryView> {
  if (deliveries.size <= FINISHED_KEPT) return deliveries;
  const finished = [...deliveries.values()].filter((delivery) => delivery.outcome);
  const surplus = finished.length - FINISHED_KEPT;
  if (surplus <= 0) return deliveries;
  finished.sort((a, b) => Date.parse(a.outcome!.at) - Date.parse(b.outcome!.at));
  for (const delivery of finished.slice(0, surplus)) deliveries.delete(delivery.id);
  return deliveries;
}

function put<V>(map: ReadonlyMap<string, V>, key: string, value: V): Map<string, V> {
  return new Map(map).set(key, value);
}
