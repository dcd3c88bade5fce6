import { computed, effect, signal } from '@preact/signals';
import { get } from '../parts/api.ts';
import type { InsertionView } from '../../src/shared/page-views.ts';
import { isUnassigned } from './carrier.ts';
import { selectedDelivery, zoneState } from './desk.ts';
import { waysOf, type Routes } from './ways.ts';

/** The best places for one delivery, as the server sees them. */
export interface Preview {
  deliveryId: string;
  /** Null while they are asked for; the last answer while they are asked for again. */
  insertions: readonly InsertionView[] | null;
  error: unknown;
}

/** How many are drawn on the map and offered first. */
export const BEST = 3;
/** Enough for every row a delivery can be dragged to. */
export const ASKED = 100;
const REST_MS = 120;

export const preview = signal<Preview | null>(null);
const wanted = signal<string | null>(null);
const attempts = signal(0);
let asking: AbortController | null = null;

/** Asks for the best places of a delivery; null stops showing any. */
export function previewFor(deliveryId: string | null): void {
  wanted.value = deliveryId;
}

/** Goes back to the selected delivery, which shows its places while nobody drives it. */
export function previewSelected(): void {
  const selected = selectedDelivery.value;
  const state = zoneState.value;
  wanted.value = selected && state && isUnassigned(state, selected) ? selected.id : null;
}

/** Asks again, after a failure. */
export function previewAgain(): void {
  attempts.value++;
}

/** A delivery that changes has other best places. */
const question = computed(() => {
  const id = wanted.value;
  if (!id) return null;
  const delivery = zoneState.value?.deliveries.get(id);
  return `${id} ${delivery?.version} ${delivery?.courier?.id ?? ''} ${attempts.value}`;
});

/** So does one whose best couriers have other routes than when they were found. */
const ground = (insertions: readonly InsertionView[], routes: Routes | undefined): string =>
  waysOf(
    insertions.slice(0, BEST).map(({ courierId }) => courierId),
    routes,
  );
const restsOn = computed(() => ground(preview.value?.insertions ?? [], zoneState.value?.routes));
let restedOn = '';

effect(() => {
  if (restsOn.value === restedOn) return;
  restedOn = restsOn.value;
  if (preview.peek()?.insertions) attempts.value++;
});

effect(() => {
  const asked = question.value;
  asking?.abort();
  if (asked === null) return void (preview.value = null);
  const { signal: stop } = (asking = new AbortController());
  const deliveryId = asked.split(' ')[0]!;
  const before = preview.peek();
  const insertions = before?.deliveryId === deliveryId ? before.insertions : null;
  preview.value = { deliveryId, insertions, error: null };
  setTimeout(() => void ask(deliveryId, stop), REST_MS);
});

async function ask(deliveryId: string, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  // As they are now: who hears of others before the answer comes asks once more.
  const routes = zoneState.peek()?.routes;
  try {
    const insertions = await get<InsertionView[]>(
      `/deliveries/${deliveryId}/insertions?limit=${ASKED}`,
      stop,
    );
    if (stop.aborted) return;
    restedOn = ground(insertions, routes);
    preview.value = { deliveryId, insertions, error: null };
  } catch (error) {
    if (!stop.aborted) preview.value = { deliveryId, insertions: null, error };
  }
}
