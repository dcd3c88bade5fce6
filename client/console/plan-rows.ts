import type { RouteView, StopView } from '../../src/shared/route-views.ts';
import type { CourierView } from '../../src/shared/views.ts';
import type { ConsoleState } from './console-store.ts';
import { placeBlocks, type Block, type Scale } from './timeline-scale.ts';

/** One courier's row of the plan. */
export interface PlanRow {
  courier: CourierView;
  route: RouteView | null;
}

export interface StopBlock extends Block {
  stop: StopView;
}

const byName = new Intl.Collator();
const SKIPPED: ReadonlySet<string> = new Set(['skipped']);

/** Those on duty or with stops left, by name; nobody's row moves because his state changed. */
export function planRows(state: ConsoleState): PlanRow[] {
  return [...state.couriers.values()]
    .map((courier) => ({ courier, route: state.routes.get(courier.id) ?? null }))
    .filter(
      ({ courier, route }) => courier.state !== 'off_duty' || (route !== null && route.stops.length > 0),
    )
    .sort((a, b) => byName.compare(a.courier.name, b.courier.name));
}

/** When a stop begins as far as known: by its ETA, else by the plan. Milliseconds. */
export function arrivalMs(stop: StopView): number {
  return Date.parse(stop.eta?.p50 ?? stop.plannedArrival);
}

/** What the number takes, and the sign before it that all but plain deliveries have. */
const labelPx = ({ number, kind, locked }: StopView): number =>
  14 + 7 * number.length + (kind !== 'dropoff' || locked ? 12 : 0);

/** The stops of a route as blocks on the time axis, in driving order. */
export function stopBlocks(route: RouteView, scale: Scale): StopBlock[] {
  const stops = route.stops.filter((stop) => !SKIPPED.has(stop.state));
  const spans = stops.map((stop) => {
    const fromMs = arrivalMs(stop);
    const serviceMs = Date.parse(stop.plannedDeparture) - Date.parse(stop.plannedArrival);
    return { id: stop.id, fromMs, toMs: fromMs + serviceMs, labelPx: labelPx(stop) };
  });
  return placeBlocks(scale, spans).map((block, i) => ({ ...block, stop: stops[i]! }));
}
