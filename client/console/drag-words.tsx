import { zoneState } from './desk.ts';
import { dropWords } from './drop-words.ts';
import { drag, drop } from './plan-drag.ts';

/** Beside the pointer while dragging: what letting go would do. */
export function DragWords() {
  const carried = drag.value;
  if (!carried) return null;
  const courier = carried.over ? (zoneState.value?.couriers.get(carried.over.courierId)?.name ?? '') : '';
  const { text, tone } = dropWords(drop.value, courier);
  const left = Math.min(carried.x + 14, innerWidth - 280);
  return (
    <p
      class="drag-words"
      role="status"
      data-tone={tone}
      style={{ left: `${left}px`, top: `${carried.y - 44}px` }}
    >
      <b class="figures">{carried.number}</b> {text}
    </p>
  );
}
