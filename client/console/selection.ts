import type { AlertView } from '../../src/shared/views.ts';
import { carrierOf } from './carrier.ts';
import type { ConsoleState } from './console-store.ts';

/** The one thing the dispatcher looks at; every pane shows it. */
export type Selection = { kind: 'delivery' | 'courier' | 'alert'; id: string } | null;

/** What is lit in list, map, timeline and detail for a selection. */
export interface Highlight {
  deliveryId: string | null;
  courierId: string | null;
  alertId: string | null;
}

export const NOTHING_LIT: Highlight = { deliveryId: null, courierId: null, alertId: null };

/** A delivery lights its courier, an alert its subject and that subject's courier; what is gone lights nothing. */
export function highlightOf(
  state: ConsoleState,
  alerts: ReadonlyMap<string, AlertView>,
  selection: Selection,
): Highlight {
  if (!selection) return NOTHING_LIT;
  if (selection.kind === 'alert') {
    const alert = alerts.get(selection.id);
    if (!alert) return NOTHING_LIT;
    const { type, id } = alert.subject;
    const subject = type === 'fact' ? NOTHING_LIT : highlightOf(state, alerts, { kind: type, id });
    return { ...subject, alertId: alert.id };
  }
  if (selection.kind === 'courier') {
    return state.couriers.has(selection.id) ? { ...NOTHING_LIT, courierId: selection.id } : NOTHING_LIT;
  }
  const delivery = state.deliveries.get(selection.id);
  if (!delivery) return NOTHING_LIT;
  return { ...NOTHING_LIT, deliveryId: delivery.id, courierId: carrierOf(state, delivery)?.id ?? null };
}

/** The id `step` places after `current` in the list as shown; from nothing, the first or last. */
export function neighbour(shown: readonly string[], current: string | null, step: 1 | -1): string | null {
  if (shown.length === 0) return null;
  const at = current === null ? -1 : shown.indexOf(current);
  if (at === -1) return step === 1 ? shown[0]! : shown.at(-1)!;
  return shown[Math.max(0, Math.min(shown.length - 1, at + step))]!;
}

export type Marked = ReadonlySet<string>;

export function toggleMark(marked: Marked, id: string): Marked {
  const next = new Set(marked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Marks everything shown between `from` and `to`, both included. */
export function markRange(marked: Marked, shown: readonly string[], from: string, to: string): Marked {
  const ends = [shown.indexOf(from), shown.indexOf(to)].sort((a, b) => a - b);
  if (ends[0] === -1) return toggleMark(marked, to);
  return new Set([...marked, ...shown.slice(ends[0], ends[1]! + 1)]);
}
