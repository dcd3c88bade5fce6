import { useEffect, useRef } from 'preact/hooks';
import { focusAsked, type Pane } from './desk.ts';

/** A ref for the element of a pane that takes the focus when it is asked for (`g m`, `/` and the like). */
export function useAskedFocus<E extends HTMLElement>(pane: Pane) {
  const element = useRef<E>(null);
  const asked = focusAsked.value;
  useEffect(() => {
    if (asked?.pane === pane) element.current?.focus();
  }, [asked, pane]);
  return element;
}
