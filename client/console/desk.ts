import { batch, computed, signal } from '@preact/signals';
import { now } from '../parts/clock.ts';
import type { LonLat } from '../../src/shared/geo.ts';
import type { MeView, ZoneView } from '../../src/shared/views.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { inboxOf, type Alerts, type Inbox } from './alert-inbox.ts';
import type { ConsoleState } from './console-store.ts';
import { countsOf, shownDeliveries, type Counts, type Filter } from './filters.ts';
import type { MapNote } from './note-facts.ts';
import { planRows } from './plan-rows.ts';
import { highlightOf, NOTHING_LIT, type Highlight, type Marked, type Selection } from './selection.ts';

/** All the page shows, as signals; `watch.ts` fills it from the server, the panes read it. */
export const me = signal<MeView | null>(null);
export const zones = signal<readonly ZoneView[]>([]);
export const zoneId = signal<string | null>(null);
export const zoneState = signal<ConsoleState | null>(null);
export const alerts = signal<Alerts>(new Map());
export const alertsLoaded = signal(false);
/** Why nothing can be shown. */
export const trouble = signal<Problem | null>(null);

export const filter = signal<Filter>('open');
export const query = signal('');
export const selection = signal<Selection>(null);
/** Whether the zone's last finished orders are here beside the open ones; a new snapshot has none. */
export const finished = signal<'not_asked' | 'loading' | 'loaded'>('not_asked');
export const marked = signal<Marked>(new Set());
export const notes = signal<readonly MapNote[]>([]);

export type Pane = 'search' | 'orders' | 'map' | 'plan' | 'alerts' | 'detail' | 'places';
/** What the upper half of the side pane shows. */
export type SideTab = 'alerts' | 'changes';
export const sideTab = signal<SideTab>('alerts');

/** Asks a pane to take the keyboard's focus; the number makes asking twice count twice. */
export const focusAsked = signal<{ pane: Pane; times: number } | null>(null);
export const helpOpen = signal(false);
export const whatIfOpen = signal(false);
export const commandsOpen = signal(false);
/** On narrow screens the inbox and the detail lie over the map. */
export const drawerOpen = signal(false);
/** The order whose door is being shown on the map, what is written on it, and where the pin stands. */
export const doorAsked = signal<{ deliveryId: string; address: string; at: LonLat | null } | null>(null);
/** Asks the map to show everything, or the selected. */
export const fitAsked = signal(0);

/** A minute's clock for sorting and counting: lists must not move every second. */
const minute = computed(() => Math.floor(now.value / 15_000) * 15_000);

export const shown = computed(() =>
  zoneState.value ? shownDeliveries(zoneState.value, filter.value, query.value, minute.value) : [],
);
export const counts = computed<Counts | null>(() =>
  zoneState.value ? countsOf(zoneState.value, minute.value) : null,
);
export const rows = computed(() => (zoneState.value ? planRows(zoneState.value) : []));
export const inbox = computed<Inbox>(() => inboxOf(alerts.value, zoneId.value ?? '', minute.value));
export const highlight = computed<Highlight>(() =>
  zoneState.value ? highlightOf(zoneState.value, alerts.value, selection.value) : NOTHING_LIT,
);
export const timeZone = computed(() => zoneState.value?.zone.timeZone ?? 'UTC');

export const selectedDelivery = computed(() => {
  const id = highlight.value.deliveryId;
  return id ? (zoneState.value?.deliveries.get(id) ?? null) : null;
});
export const selectedCourier = computed(() => {
  const id = highlight.value.courierId;
  return id ? (zoneState.value?.couriers.get(id) ?? null) : null;
});

export function select(next: Selection): void {
  batch(() => {
    selection.value = next;
    doorAsked.value = null;
    if (next) drawerOpen.value = true;
  });
}

export function focusPane(pane: Pane): void {
  focusAsked.value = { pane, times: (focusAsked.peek()?.times ?? 0) + 1 };
}
