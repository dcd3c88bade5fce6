import { effect, signal } from '@preact/signals';
import type { LonLat } from '../../src/shared/geo.ts';
import type { PositionView } from '../../src/shared/views.ts';
import { get } from '../parts/api.ts';
import { serverNow } from '../parts/clock.ts';
import { highlight } from './desk.ts';
import { refuse } from './sayings.ts';

const BACK_MS = 60 * 60_000;

/** Whose way of the last hour is on the map, and that way. */
export const trailOf = signal<string | null>(null);
export const trail = signal<readonly LonLat[]>([]);

/** Shows where a courier really went in the last hour, or hides it again. */
export async function toggleTrail(courierId: string): Promise<void> {
  if (trailOf.value === courierId) return void (trailOf.value = null);
  trailOf.value = courierId;
  const to = serverNow();
  const span = `from=${new Date(to - BACK_MS).toISOString()}&to=${new Date(to).toISOString()}`;
  try {
    const { points } = await get<{ points: PositionView[] }>(`/couriers/${courierId}/trail?${span}`);
    if (trailOf.value === courierId) trail.value = points;
  } catch (error) {
    trailOf.value = null;
    refuse(error);
  }
}

effect(() => {
  if (trailOf.value !== highlight.value.courierId) trailOf.value = null;
  if (trailOf.value === null) trail.value = [];
});
