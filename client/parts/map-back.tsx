import type { Signal } from '@preact/signals';
import { say } from './say.ts';

/** On a map that was moved or zoomed by hand: the way back to what it shows by itself. */
export function MapBack({ moved, onBack }: { moved: Signal<boolean>; onBack: () => void }) {
  if (!moved.value) return null;
  return (
    <button type="button" class="button map-back" onClick={onBack}>
      {say('showAll')}
    </button>
  );
}
