import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { serverNow } from '../parts/clock.ts';
import { say as sayCommon } from '../parts/say.ts';
import { CorrectRow } from './correct-row.tsx';
import { movePromise } from './correct.ts';
import { DoorForm } from './door-form.tsx';
import { promiseBy, promiseEnds } from './remedy.ts';
import { sayCorrect } from './say-correct.ts';
import { when } from './when.ts';

function PromiseForm({ delivery, moved }: { delivery: DeliveryView; moved: () => void }) {
  const { window, dropoff } = delivery;
  const own = Date.parse(window.to);
  const [toMs, setToMs] = useState(own);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLSelectElement>(null);
  // Before it is seen: who presses Enter at once means this.
  useLayoutEffect(() => first.current?.focus(), []);
  const ends = promiseEnds(serverNow(), own);
  const go = async (): Promise<void> => {
    setBusy(true);
    const { ok } = await movePromise(delivery, promiseBy(delivery, toMs));
    setBusy(false);
    if (ok) moved();
  };
  return (
    <CorrectRow busy={busy} ready={toMs !== own} go={() => void go()}>
      <label class="field">
        {sayCorrect('promisedBy')}
        <select
          ref={first}
          value={String(toMs)}
          onChange={(event) => setToMs(Number(event.currentTarget.value))}
        >
          {ends.map((at) => (
            <option key={at} value={String(at)}>
              {when(at, dropoff.zone)}
            </option>
          ))}
        </select>
      </label>
      <button class="button" disabled={toMs === own || busy}>
        {sayCorrect('promiseNow')}
      </button>
      <p class="why-note">{sayCorrect('tellAfter')}</p>
    </CorrectRow>
  );
}

/** What was promised or written down wrongly, to be put right by hand. */
export function CorrectForm({ delivery, close }: { delivery: DeliveryView; close: () => void }) {
  return (
    <section class="ask" aria-label={sayCorrect('correct')}>
      <PromiseForm key={delivery.window.to} delivery={delivery} moved={close} />
      {delivery.allowed.includes('assign') || !delivery.dropoff.at ? (
        <DoorForm delivery={delivery} moved={close} leave={close} />
      ) : null}
      <button type="button" class="button-plain" onClick={close}>
        {sayCommon('close')}
      </button>
    </section>
  );
}
