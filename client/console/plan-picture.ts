import type { LonLat } from '../../src/shared/geo.ts';
import type { InsertionView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import { isUnassigned } from './carrier.ts';
import type { ConsoleState } from './console-store.ts';
import { standing } from './filters.ts';
import type { PlanPicture } from './plan-layer.ts';
import type { InsertionWay } from './line-painter.ts';
import type { StopDot } from './stop-painter.ts';
import type { Highlight } from './selection.ts';

/** With more routes than this only the lit one is drawn: faint lines over each other say nothing. */
const FAINT_ROUTES = 60;
const ENDED: ReadonlySet<string> = new Set(['completed', 'skipped', 'failed']);

type Dot = StopDot & { deliveryId: string };

/** What the map shows of the plan; the lit route solid with its stops numbered in driving order, others faint. */
export function planPicture(
  state: ConsoleState,
  lit: Highlight,
  ways: readonly InsertionWay[],
  trail: readonly LonLat[],
  nowMs: number,
): PlanPicture {
  const routes = [...state.routes.values()];
  const others = routes.filter((route) => route.courierId !== lit.courierId);
  const own = routes.filter((route) => route.courierId === lit.courierId);
  return {
    zone: closed(state.zone.ring),
    stores: state.stores.flatMap(({ name, place }) => (place.at ? [{ at: place.at, name }] : [])),
    routes: [
      ...(routes.length > FAINT_ROUTES ? [] : others.map(({ line }) => ({ line, lit: false }))),
      ...own.map(({ line }) => ({ line, lit: true })),
    ],
    trail,
    stops: [
      ...unplanned(state, lit, nowMs),
      ...others.flatMap((route) => dotsOf(route, state, lit, nowMs)),
      ...own.flatMap((route) => together(dotsOf(route, state, lit, nowMs))),
    ],
    ways,
  };
}

const rings = new WeakMap<readonly LonLat[], readonly LonLat[]>();

/** The ring with its first place at the end too; the same answer for the same ring, so that painters can keep its shape. */
function closed(ring: readonly LonLat[]): readonly LonLat[] {
  const known = rings.get(ring) ?? [...ring, ...ring.slice(0, 1)];
  rings.set(ring, known);
  return known;
}

function dotsOf(route: RouteView, state: ConsoleState, lit: Highlight, nowMs: number): Dot[] {
  const numbered = route.courierId === lit.courierId;
  const open = route.stops.filter((stop) => !ENDED.has(stop.state));
  const shown = numbered ? open : open.filter((stop) => stop.kind === 'dropoff');
  return shown.flatMap((stop) => {
    const delivery = state.deliveries.get(stop.deliveryId);
    if (!stop.place.at) return [];
    return {
      deliveryId: stop.deliveryId,
      at: stop.place.at,
      kind: stop.kind,
      order: numbered ? String(open.indexOf(stop) + 1) : null,
      label: stop.number,
      standing: delivery && stop.kind === 'dropoff' ? standing(delivery, nowMs) : 'unknown',
      unplanned: false,
      lit: stop.deliveryId === lit.deliveryId,
    };
  });
}

/** Several pickups at one place as one dot with all their numbers. */
function together(dots: readonly Dot[]): Dot[] {
  const kept: Dot[] = [];
  for (const dot of dots) {
    const same =
      dot.kind === 'dropoff' ? -1 : kept.findIndex((one) => one.kind === dot.kind && sameSpot(one, dot));
    if (same === -1) kept.push(dot);
    else {
      const first = kept[same]!;
      const lit = first.lit || dot.lit;
      kept[same] = { ...(dot.lit ? dot : first), order: `${first.order}·${dot.order}`, lit };
    }
  }
  return kept;
}

const sameSpot = (a: Dot, b: Dot): boolean => a.at.lon === b.at.lon && a.at.lat === b.at.lat;

function unplanned(state: ConsoleState, lit: Highlight, nowMs: number): Dot[] {
  return [...state.deliveries.values()].flatMap((delivery) => {
    if (!delivery.dropoff.at || !isUnassigned(state, delivery)) return [];
    return {
      deliveryId: delivery.id,
      at: delivery.dropoff.at,
      kind: 'dropoff',
      order: null,
      label: delivery.number,
      standing: standing(delivery, nowMs),
      unplanned: true,
      lit: delivery.id === lit.deliveryId,
    };
  });
}

/** The way an insertion would add: from the stop before (or the courier) over pickup and door. */
export function wayOf(state: ConsoleState, deliveryId: string, insertion: InsertionView): readonly LonLat[] {
  const delivery = state.deliveries.get(deliveryId);
  if (!delivery) return [];
  const stops = state.routes.get(insertion.courierId)?.stops ?? [];
  const before =
    stops[insertion.pickupIndex - 1]?.place.at ?? state.couriers.get(insertion.courierId)?.position;
  return [before, delivery.pickup.at, delivery.dropoff.at].filter((place) => place != null);
}
