import { useLayoutEffect, useRef } from 'preact/hooks';

/** A dialog that is there while `open`, and before the next key is heard: what is typed at once goes into it. */
export function useModal(open: boolean) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return dialog;
}
