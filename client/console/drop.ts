import type { InsertionView } from '../../src/shared/page-views.ts';
import type { RouteView } from '../../src/shared/route-views.ts';
import { carrierOf } from './carrier.ts';
import type { ConsoleState } from './console-store.ts';
import { fitOf, type Fit } from './feasibility.ts';
import { moveStop, type Refusal } from './stop-order.ts';

/** What is dragged, and over which place of the plan. */
export interface Carried {
  deliveryId: string;
  /** The stop taken hold of, or null when the delivery came from the order list. */
  stopId: string | null;
  over: { courierId: string; slot: number } | null;
}

/** What letting go now would do. */
export type Drop =
  | { kind: 'nothing' }
  | { kind: 'checking'; courierId: string }
  | { kind: 'refused'; reason: Refusal | 'not_allowed' }
  | { kind: 'reorder'; route: RouteView; stopIds: string[]; afterNumber: string | null }
  /** `insertion` null: the server was not asked about this courier and looks for a place itself. */
  | { kind: 'assign'; courierId: string; insertion: InsertionView | null; fit: Fit | null };

/**
 * Decides a drop. On its own row a stop changes its place in the order; on another row the delivery goes to the best
 * place the server found there, the one its words are about. `insertions` null: not answered yet.
 */
export function decideDrop(
  state: ConsoleState,
  { deliveryId, stopId, over }: Carried,
  insertions: readonly InsertionView[] | null,
): Drop {
  const delivery = state.deliveries.get(deliveryId);
  if (!delivery || !over) return { kind: 'nothing' };
  if (carrierOf(state, delivery)?.id === over.courierId) {
    const route = state.routes.get(over.courierId);
    if (!route || stopId === null) return { kind: 'nothing' };
    return ownRow(route, stopId, over.slot);
  }
  if (!delivery.allowed.includes('assign')) return { kind: 'refused', reason: 'not_allowed' };
  if (insertions === null) return { kind: 'checking', courierId: over.courierId };
  const insertion = insertions.find((one) => one.courierId === over.courierId) ?? null;
  const fit = insertion && fitOf(delivery, insertion);
  return { kind: 'assign', courierId: over.courierId, insertion, fit };
}

function ownRow(route: RouteView, stopId: string, slot: number): Drop {
  const moved = moveStop(route.stops, stopId, slot);
  if (!moved.ok)
    return moved.reason === 'same_place' ? { kind: 'nothing' } : { kind: 'refused', reason: moved.reason };
  const before = moved.stopIds[moved.stopIds.indexOf(stopId) - 1];
  const afterNumber = route.stops.find((stop) => stop.id === before)?.number ?? null;
  return { kind: 'reorder', route, stopIds: moved.stopIds, afterNumber };
}
