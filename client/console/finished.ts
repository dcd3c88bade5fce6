import { batch, effect } from '@preact/signals';
import { get } from '../parts/api.ts';
import type { DeliveryView, PageOf } from '../../src/shared/views.ts';
import { withDelivery } from './console-store.ts';
import { filter, finished, query, zoneId, zoneState } from './desk.ts';
import { refuse } from './sayings.ts';

const ENDS = ['delivered', 'returned', 'cancelled'] as const;
const PAGE = 50;

/** The zone's snapshot holds what is open; the last finished ones are loaded once somebody looks for them. */
export function loadFinishedWhenAsked(): () => void {
  return effect(() => {
    const zone = zoneId.value;
    const asked = filter.value === 'done' || query.value.trim() !== '';
    if (!asked || !zone || !zoneState.value || finished.peek() === 'loaded' || finished.peek() === 'loading')
      return;
    finished.value = 'loading';
    load(zone).catch((error: unknown) => {
      finished.value = 'not_asked';
      refuse(error);
    });
  });
}

async function load(zone: string): Promise<void> {
  const pages = await Promise.all(
    ENDS.map((state) => get<PageOf<DeliveryView>>(`/deliveries?zoneId=${zone}&state=${state}&limit=${PAGE}`)),
  );
  const state = zoneState.peek();
  if (state?.zone.id !== zone || finished.peek() !== 'loading') return;
  batch(() => {
    finished.value = 'loaded';
    zoneState.value = pages.flatMap((page) => page.items).reduce(withDelivery, state);
  });
}
