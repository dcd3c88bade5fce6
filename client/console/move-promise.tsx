import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { DeliveryView, WindowView } from '../../src/shared/views.ts';
import { say as sayCommon } from '../parts/say.ts';
import { movePromise } from './correct.ts';
import { sayCorrect } from './say-correct.ts';
import { when } from './when.ts';

interface Props {
  delivery: DeliveryView;
  window: WindowView;
  /** More about what it means, below the button's first line. */
  children?: ComponentChildren;
  moved?: () => void;
}

/** Says who is told what, and moves the promise when that is wanted. */
function Asking({ delivery, window, moved, close }: Props & { close: () => void }) {
  const [busy, setBusy] = useState(false);
  const sure = useRef<HTMLButtonElement>(null);
  // Before it is seen: who presses Enter at once means this.
  useLayoutEffect(() => sure.current?.focus(), []);
  const { zone } = delivery.dropoff;
  const times = { from: when(delivery.window.to, zone), to: when(window.to, zone) };
  const told = { customer: delivery.recipient.name, store: delivery.storeName };
  const go = async (): Promise<void> => {
    setBusy(true);
    const { ok } = await movePromise(delivery, window);
    close();
    if (ok) moved?.();
  };
  return (
    <div class="ask" role="group" aria-label={sayCorrect('promiseInstead', times)} aria-busy={busy}>
      <p>{sayCorrect('promiseTold', { ...times, ...told })}</p>
      <div class="actions">
        <button type="button" class="button-main" ref={sure} disabled={busy} onClick={() => void go()}>
          {sayCorrect('promiseNow')}
        </button>
        <button type="button" class="button-plain" disabled={busy} onClick={close}>
          {sayCommon('cancel')}
        </button>
      </div>
    </div>
  );
}

/** The way to another promise: one click says what it means, the next does it. */
export function MovePromise(props: Props) {
  const { delivery, window, children } = props;
  const [asking, setAsking] = useState(false);
  const { zone } = delivery.dropoff;
  if (asking) return <Asking {...props} close={() => setAsking(false)} />;
  return (
    <button type="button" class="place" aria-haspopup="true" onClick={() => setAsking(true)}>
      <b>
        {sayCorrect('promiseInstead', {
          from: when(delivery.window.to, zone),
          to: when(window.to, zone),
        })}
      </b>
      {children}
    </button>
  );
}
