import { signal } from '@preact/signals';
import { say } from './say.ts';

interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  undo: (() => void) | null;
}

const UNDO_MS = 10_000;
const READ_MS = 5000;
/** So many are shown besides a new one. */
const KEPT = 2;
const toasts = signal<Toast[]>([]);
let lastId = 0;

const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

/** Tells something in passing. With `undo` it stays 10 s and can be taken back. The answer removes it earlier. */
export function tell(text: string, how: { undo?: () => void; tone?: Toast['tone'] } = {}): () => void {
  const toast: Toast = { id: ++lastId, text, tone: how.tone ?? 'plain', undo: how.undo ?? null };
  // What can be taken back is never pushed out by what came later.
  const outlived = toasts.value.filter((one) => !one.undo).slice(0, -KEPT);
  toasts.value = [...toasts.value.filter((one) => !outlived.includes(one)), toast];
  setTimeout(() => dismiss(toast.id), how.undo || how.tone === 'bad' ? UNDO_MS : READ_MS);
  return () => dismiss(toast.id);
}

/** Where a page shows what it was told by `tell`. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class="toast" data-tone={toast.tone}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              class="button-plain"
              onClick={() => {
                dismiss(toast.id);
                toast.undo?.();
              }}
            >
              {say('undo')}
            </button>
          )}
          <button
            type="button"
            class="button-plain"
            aria-label={say('close')}
            onClick={() => dismiss(toast.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
