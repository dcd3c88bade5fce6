import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TrackView } from '../../src/shared/page-views.ts';
import { answerOf, movedPromise, statusOf } from './answer.ts';
import { worthTelling, type Told } from './track-news.ts';

/** Tells screen readers about another state, another promise, or an ETA that moved by a minute or more, and about nothing else. */
export function Announcer({ view }: { view: TrackView }) {
  const text = useSignal('');
  const told = useRef<Told>(view);
  useEffect(() => {
    if (!worthTelling(told.current, view)) return;
    told.current = view;
    const { label, large } = answerOf(view);
    text.value = `${label} ${large}. ${movedPromise(view) ?? ''} ${statusOf(view)}`;
  }, [view]);
  return (
    <p class="unseen" role="status" aria-live="polite">
      {text}
    </p>
  );
}
