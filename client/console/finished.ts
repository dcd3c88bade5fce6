import { effect } from '@preact/signals';
import { get } from '../parts/api.ts';
import type { DeliveryView, PageOf } from '../../src/shared/views.ts';
import { withDelivery } from './console-store.ts';
import { filter, query, zoneId, zoneState } from './desk.ts';
import { refuse } from './sayings.ts';

const ENDS = ['delivered', 'returned', 'cancelled'] as const;
const PAGE = 50;

let loadedFor: string | null = null;

/** The zone's snapshot holds what is open; the last finished ones are loaded once somebody looks for them. */
export function loadFinishedWhenAsked(): () => void {
  return effect(() => {
    const zone = zoneId.value;
    const asked = filter.value === 'done' || query.value.trim() !== '';
    if (!asked || !zone || !zoneState.value || loadedFor === zone) return;
    loadedFor = zone;
    load(zone).catch((error: unknown) => {
      loadedFor = null;
      refuse(error);
    });
  });
}

async function load(zone: string): Promise<void> {
  const pages = await Promise.all(
    ENDS.map((state) => get<PageOf<DeliveryView>>(`/deliveries?zoneId=${zone}&state=${state}&limit=${PAGE}`)),
  );
  const state = zoneState.peek();
  if (state?.zone.id !== zone) return;
  zoneState.value = pages.flatMap((page) => page.items).reduce(withDelivery, state);
}
