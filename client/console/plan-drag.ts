import { computed, signal } from '@preact/signals';
import { assign, reorder } from './commands.ts';
import { zoneState } from './desk.ts';
import { decideDrop, type Carried, type Drop } from './drop.ts';
import { stopBlocks } from './plan-rows.ts';
import { scale } from './plan-scale.ts';
import { preview, previewFor, previewSelected } from './preview.ts';
import { slotAt } from './timeline-scale.ts';

/** What is being dragged, with the pointer's place on the page. */
export interface Drag extends Carried {
  number: string;
  x: number;
  y: number;
}

const START_PX = 5;

export const drag = signal<Drag | null>(null);

/** What letting go now would do; the words beside the pointer come from it. */
export const drop = computed<Drop>(() => {
  const carried = drag.value;
  const state = zoneState.value;
  if (!carried || !state) return { kind: 'nothing' };
  const known = preview.value?.deliveryId === carried.deliveryId ? preview.value : null;
  return decideDrop(state, carried, known?.error ? [] : (known?.insertions ?? null));
});

/** The row and slot under a point of the page. */
function under(x: number, y: number): Carried['over'] {
  const track = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-plan-row]');
  const courierId = track?.dataset['planRow'];
  if (!track || !courierId) return null;
  const route = zoneState.peek()?.routes.get(courierId);
  const left = track.querySelector('.plan-track')!.getBoundingClientRect().left;
  return { courierId, slot: route ? slotAt(stopBlocks(route, scale.peek()), x - left) : 0 };
}

/** Does what a drop decided. */
export async function carryOut(carried: Carried, decided: Drop): Promise<void> {
  const delivery = zoneState.peek()?.deliveries.get(carried.deliveryId);
  if (!delivery) return;
  if (decided.kind === 'reorder') await reorder(decided.route, decided.stopIds, delivery.number);
  // Where in the route is the server's to say, which may have moved on since.
  if (decided.kind === 'checking' || decided.kind === 'assign')
    await assign(delivery, { courierId: decided.courierId });
}

/** Starts to drag a delivery (by one of its stops, or from the list) once the pointer has really moved. */
export function beginDrag(down: PointerEvent, deliveryId: string, stopId: string | null): void {
  const delivery = zoneState.peek()?.deliveries.get(deliveryId);
  if (down.button !== 0 || down.pointerType === 'touch' || !delivery || delivery.outcome) return;
  const stop = new AbortController();
  const { signal: until } = stop;
  const move = (event: PointerEvent): void => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > START_PX;
    if (!drag.peek() && !far) return;
    if (!drag.peek()) previewFor(deliveryId);
    const over = under(event.clientX, event.clientY);
    drag.value = { deliveryId, stopId, number: delivery.number, x: event.clientX, y: event.clientY, over };
  };
  const end = (event: Event): void => {
    stop.abort();
    const carried = drag.peek();
    if (!carried) return;
    const decided = drop.peek();
    drag.value = null;
    swallowClick();
    previewSelected();
    if (event.type === 'pointerup') void carryOut(carried, decided);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !drag.peek()) return;
    event.stopImmediatePropagation();
    end(event);
  };
  addEventListener('pointermove', move, { signal: until });
  addEventListener('pointerup', end, { signal: until });
  addEventListener('pointercancel', end, { signal: until });
  addEventListener('keydown', key, { signal: until, capture: true });
}

/** The click that follows a drag is no click. */
function swallowClick(): void {
  const stop = (event: Event): void => event.stopPropagation();
  addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', stop, { capture: true }), 0);
}
