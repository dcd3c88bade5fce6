import { get } from '../parts/api.ts';
import type { InsertionView } from '../../src/shared/page-views.ts';
import type { StopView } from '../../src/shared/route-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { rows, zoneState } from './desk.ts';
import { decideDrop } from './drop.ts';
import { dropWords } from './drop-words.ts';
import { carryOut } from './plan-drag.ts';
import { ASKED } from './preview.ts';
import { refuse } from './sayings.ts';
import { tell } from '../parts/toasts.tsx';

const ARROWS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** Arrows walk over the plan's stops; with Alt they move the stop: along its route, or to the neighbouring courier. */
export function planKey(event: KeyboardEvent, courierId: string, stop: StopView): void {
  if (!ARROWS.has(event.key) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const step = event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 1;
  const along = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  if (!event.altKey) walk(event.currentTarget as HTMLElement, along, step);
  else if (along) shift(courierId, stop, step);
  else void hand(courierId, stop, step);
}

function walk(from: HTMLElement, along: boolean, step: 1 | -1): void {
  const row = from.closest('li')!;
  if (along) {
    const blocks = [...row.querySelectorAll<HTMLElement>('[data-block]')];
    blocks[blocks.indexOf(from) + step]?.focus();
    return;
  }
  let next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
  while (next && !next.querySelector('[data-block]'))
    next = step === 1 ? next.nextElementSibling : next.previousElementSibling;
  const left = from.offsetLeft;
  const blocks = [...(next?.querySelectorAll<HTMLElement>('[data-block]') ?? [])];
  blocks.sort((a, b) => Math.abs(a.offsetLeft - left) - Math.abs(b.offsetLeft - left));
  blocks[0]?.focus();
}

/** Moves a stop one place earlier or later. */
function shift(courierId: string, stop: StopView, step: 1 | -1): void {
  const state = zoneState.peek();
  const at = state?.routes.get(courierId)?.stops.findIndex((one) => one.id === stop.id) ?? -1;
  if (!state || at === -1) return;
  const over = { courierId, slot: step === 1 ? at + 2 : at - 1 };
  const carried = { deliveryId: stop.deliveryId, stopId: stop.id, over };
  const decided = decideDrop(state, carried, []);
  if (decided.kind === 'refused') tell(dropWords(decided, '').text, { tone: 'bad' });
  else void carryOut(carried, decided);
}

/** Hands a delivery to the courier of the row above or below, at the best place there. */
async function hand(courierId: string, stop: StopView, step: 1 | -1): Promise<void> {
  const state = zoneState.peek();
  if (!state) return;
  const all = rows.peek();
  const target = all[all.findIndex((row) => row.courier.id === courierId) + step]?.courier;
  const delivery: DeliveryView | undefined = state.deliveries.get(stop.deliveryId);
  if (!target || !delivery) return;
  try {
    const insertions = await get<InsertionView[]>(`/deliveries/${delivery.id}/insertions?limit=${ASKED}`);
    const carried = { deliveryId: delivery.id, stopId: stop.id, over: { courierId: target.id, slot: 0 } };
    const decided = decideDrop(state, carried, insertions);
    const words = dropWords(decided, target.name);
    tell(words.text, { tone: decided.kind === 'refused' ? 'bad' : 'plain' });
    await carryOut(carried, decided);
  } catch (error) {
    refuse(error);
  }
}
