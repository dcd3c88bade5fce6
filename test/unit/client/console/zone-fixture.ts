import type { ConsoleView } from '../../../../src/shared/page-views.ts';
import type { RouteView, StopView } from '../../../../src/shared/route-views.ts';
import type { AlertView, CourierView, DeliveryView, PlaceView } from '../../../../src/shared/views.ts';

/** A small zone for the console's tests: noon is 0, everything is told in minutes from it. */
export const NOON_MS = Date.UTC(2026, 10, 24, 12);
export const at = (minutes: number): string => new Date(NOON_MS + minutes * 60_000).toISOString();

const place = (address: string): PlaceView => ({
  address,
  at: { lon: 11.97, lat: 57.7 },
  zone: 'Europe/Stockholm',
  notes: null,
});

export function delivery(id: string, more: Partial<DeliveryView> = {}): DeliveryView {
  return {
    id,
    version: 1,
    number: id,
    orderId: null,
    storeId: 's1',
    storeName: 'Bakery',
    zoneId: 'z1',
    state: 'assigned',
    outcome: null,
    pickup: place('Haga 1'),
    dropoff: place('Kungsgatan 4'),
    recipient: { name: 'Eva Svensson', phone: '+46 70 1' },
    window: { from: at(0), to: at(60) },
    proofRequired: [],
    proofTaken: [],
    courier: { id: 'anna', name: 'Anna Lind', vehicle: 'bike' },
    eta: { p10: at(30), p50: at(35), p90: at(40) },
    lateProbability: 0.01,
    stopsBefore: 1,
    offerAt: null,
    unassigned: null,
    allowed: ['assign', 'unassign', 'cancel', 'share'],
    createdAt: at(-20),
    ...more,
  };
}

export function stop(
  deliveryId: string,
  kind: StopView['kind'],
  minutes: number,
  more: Partial<StopView> = {},
): StopView {
  return {
    id: `${deliveryId}-${kind}`,
    deliveryId,
    orderId: null,
    number: deliveryId,
    kind,
    state: 'pending',
    place: place('Kungsgatan 4'),
    contact: { name: 'Eva', phone: null },
    window: null,
    eta: null,
    plannedArrival: at(minutes),
    plannedDeparture: at(minutes + 3),
    locked: false,
    proofRequired: [],
    lines: [],
    allowed: [],
    ...more,
  };
}

export function courier(id: string, more: Partial<CourierView> = {}): CourierView {
  return {
    id,
    version: 1,
    name: id,
    phone: null,
    zoneId: 'z1',
    state: 'on_task',
    vehicle: { id: 'v1', kind: 'bike', name: 'Bike', capacity: [8] },
    shift: null,
    position: null,
    batteryPct: null,
    ...more,
  };
}

export function route(courierId: string, stops: StopView[], more: Partial<RouteView> = {}): RouteView {
  return {
    courierId,
    courierName: courierId,
    zoneId: 'z1',
    planId: 'p1',
    version: 1,
    engine: 'embedded',
    line: [],
    setOut: null,
    stops,
    ...more,
  };
}

export function zoneView(more: Partial<ConsoleView> = {}): ConsoleView {
  return {
    zone: { id: 'z1', name: 'Centre', timeZone: 'Europe/Stockholm', ring: [] },
    couriers: [],
    routes: [],
    deliveries: [],
    stores: [],
    ...more,
  };
}

export function alert(id: string, more: Partial<AlertView> = {}): AlertView {
  return {
    id,
    version: 1,
    rule: 'late',
    subject: { type: 'delivery', id: 'd1', label: '1042' },
    zoneId: 'z1',
    severity: 'warning',
    state: 'open',
    message: { key: 'alert.late', params: {} },
    owner: null,
    openedAt: at(0),
    lastSeenAt: at(0),
    count: 1,
    snoozedUntil: null,
    resolution: null,
    evidence: {},
    ...more,
  };
}
