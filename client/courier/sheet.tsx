import type { ComponentChildren } from 'preact';
import { say } from '../parts/say.ts';
import { useModal } from '../parts/use-modal.ts';

interface SheetProps {
  title: string;
  close: () => void;
  children: ComponentChildren;
}

/** A sheet from the bottom of the screen, within the thumb's reach. */
export function Sheet({ title, close, children }: SheetProps) {
  const dialog = useModal(true);
  const besides = (event: MouseEvent): void => {
    if (event.target === dialog.current) close();
  };
  return (
    <dialog ref={dialog} class="sheet" aria-label={title} onClose={close} onClick={besides}>
      <div class="sheet-body">
        <header class="sheet-head">
          <h2>{title}</h2>
          <button type="button" class="button sheet-close" aria-label={say('close')} onClick={close}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
