import { effect } from '@preact/signals';
import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import type { LonLat } from '../../src/shared/geo.ts';
import { now } from '../parts/clock.ts';
import { clockTime } from '../parts/format.ts';
import { point, reducedMotion, showAll } from '../parts/map.ts';
import { initials } from '../parts/pin-letters.ts';
import { say as sayCommon } from '../parts/say.ts';
import { alerts, doorAsked, fitAsked, highlight, select, timeZone, zoneState } from './desk.ts';
import { FleetLayer } from './fleet-layer.ts';
import type { Hovered } from './map-hover.tsx';
import { PlanLayer } from './plan-layer.ts';
import { planPicture, wayOf } from './plan-picture.ts';
import { BEST, preview } from './preview.ts';
import { say } from './say.ts';
import { trail } from './trail.ts';
import { motion } from './watch.ts';

const EDGE_PX = 40;
/** On narrow screens the drawer lies over the map's right side. */
const narrow = matchMedia('(max-width: 1099px)');
const DRAWER_PX = 336;

/** Keeps the map's layers showing what the desk knows; the answer stops it. */
export function paintDesk(map: LeafletMap, hover: (hovered: Hovered | null) => void): () => void {
  const plan = new PlanLayer();
  const fleet = new FleetLayer(motion);
  plan.addTo(map);
  fleet.addTo(map);
  const pick = pointer(map, plan, fleet, hover);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = (): void => {
    plan.request();
    fleet.request();
  };
  dark.addEventListener('change', repaint);
  const stops = [
    effect(() => showPlan(plan)),
    effect(() => showFleet(fleet)),
    effect(() => {
      if (now.value) fleet.request();
    }),
    fitFirst(map),
    effect(() => {
      if (fitAsked.value > 0) fit(map);
    }),
    keepSelectedInView(map),
    () => dark.removeEventListener('change', repaint),
    pick,
  ];
  return () => stops.forEach((stop) => stop());
}

function showPlan(plan: PlanLayer): void {
  const state = zoneState.value;
  if (!state) return;
  const known = preview.value;
  const ways = (known?.insertions ?? []).slice(0, BEST).map((insertion, i) => ({
    places: wayOf(state, known!.deliveryId, insertion),
    price: say('price', { minutes: Math.round(insertion.addedMinutes), courier: insertion.courierName }),
    rank: i,
  }));
  plan.show(planPicture(state, highlight.value, ways, trail.value, now.peek()));
}

function showFleet(fleet: FleetLayer): void {
  const state = zoneState.value;
  if (!state) return;
  const zone = timeZone.value;
  const red = new Set<string>();
  for (const alert of alerts.value.values()) {
    if (alert.severity !== 'critical') continue;
    const { type, id } = alert.subject;
    const courierId = type === 'courier' ? id : state.deliveries.get(id)?.courier?.id;
    if (courierId) red.add(courierId);
  }
  fleet.show({
    members: [...state.couriers.values()].map(({ id, name, state: doing }) => ({
      id,
      initials: initials(name),
      resting: doing === 'on_break' || doing === 'off_duty',
      trouble: red.has(id),
    })),
    selectedId: highlight.value.courierId,
    quiet: highlight.value.courierId !== null,
    lastSeen: (atMs) => sayCommon('ageLost', { time: clockTime(atMs, zone) }),
  });
}

/** Shows the whole zone once it is known; people then move the map themselves. */
function fitFirst(map: LeafletMap): () => void {
  let fitted: string | null = null;
  return effect(() => {
    const zone = zoneState.value?.zone;
    if (!zone || zone.id === fitted) return;
    fitted = zone.id;
    showAll(map, zone.ring, 16);
  });
}

function fit(map: LeafletMap): void {
  const state = zoneState.peek();
  if (!state) return;
  const places = selectedPlaces();
  showAll(map, places.length > 0 ? places : state.zone.ring, places.length > 0 ? 64 : 16);
}

function selectedPlaces(): LonLat[] {
  const state = zoneState.peek();
  const { courierId, deliveryId } = highlight.peek();
  const delivery = deliveryId ? state?.deliveries.get(deliveryId) : null;
  const courier = courierId ? state?.couriers.get(courierId) : null;
  const route = courierId ? state?.routes.get(courierId) : null;
  const places = delivery
    ? [delivery.pickup.at, delivery.dropoff.at, courier?.position]
    : [courier?.position, ...(route?.stops ?? []).map((stop) => stop.place.at)];
  return places.filter((place) => place != null);
}

/** Moves the map to what was selected elsewhere, only when it is out of sight. */
function keepSelectedInView(map: LeafletMap): () => void {
  return effect(() => {
    const { deliveryId, courierId } = highlight.value;
    const state = zoneState.peek();
    const at = deliveryId
      ? state?.deliveries.get(deliveryId)?.dropoff.at
      : courierId && motion.place(courierId, performance.now(), true);
    if (!at) return;
    const paddingBottomRight: [number, number] = [narrow.matches ? DRAWER_PX + EDGE_PX : EDGE_PX, EDGE_PX];
    map.panInside(point(at), {
      paddingTopLeft: [EDGE_PX, EDGE_PX],
      paddingBottomRight,
      animate: !reducedMotion(),
    });
  });
}

/** Clicks select, hovering tells. */
function pointer(
  map: LeafletMap,
  plan: PlanLayer,
  fleet: FleetLayer,
  hover: (hovered: Hovered | null) => void,
): () => void {
  const under = ({ containerPoint: { x, y } }: LeafletMouseEvent) => {
    const hit = fleet.hit(x, y);
    const deliveryId = hit ? null : plan.hit(x, y);
    return { hit, deliveryId, x, y };
  };
  const click = (event: LeafletMouseEvent): void => {
    // The click shows a door then.
    if (doorAsked.peek()) return;
    const { hit, deliveryId } = under(event);
    if (hit?.kind === 'cluster') map.setZoomAround(event.containerPoint, map.getZoom() + 2);
    else if (hit) select({ kind: 'courier', id: hit.id });
    else select(deliveryId ? { kind: 'delivery', id: deliveryId } : null);
  };
  const moved = (event: LeafletMouseEvent): void => {
    const { hit, deliveryId, x, y } = under(event);
    map.getContainer().style.cursor = hit || deliveryId ? 'pointer' : '';
    if (hit?.kind === 'courier') hover({ kind: 'courier', id: hit.id, x, y });
    else hover(deliveryId ? { kind: 'delivery', id: deliveryId, x, y } : null);
  };
  const left = (): void => hover(null);
  map.on('click', click).on('mousemove', moved).on('mouseout movestart', left);
  return () => void map.off('click', click).off('mousemove', moved).off('mouseout movestart', left);
}
