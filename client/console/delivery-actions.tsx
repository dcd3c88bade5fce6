import { useRef, useState } from 'preact/hooks';
import { send } from '../parts/api.ts';
import { tell } from '../parts/toasts.tsx';
import type { DeliveryView } from '../../src/shared/views.ts';
import { CorrectForm } from './correct-form.tsx';
import { bringBack, cancelLater, sendNow, setLock, unassign } from './commands.ts';
import { carrierOf } from './carrier.ts';
import { focusPane, zoneState } from './desk.ts';
import { LinkSign, LockSign, UnlockSign } from './marks.tsx';
import { previewFor } from './preview.ts';
import { say } from './say.ts';
import { sayCorrect } from './say-correct.ts';
import { refuse } from './sayings.ts';

async function share(delivery: DeliveryView): Promise<void> {
  try {
    const { url } = await send<{ url: string }>('POST', `/deliveries/${delivery.id}/share`, {});
    const link = new URL(url, location.origin).href;
    try {
      await navigator.clipboard.writeText(link);
      tell(say('linkCopied', { number: delivery.number }));
    } catch {
      tell(link); // without the right to the clipboard the link is shown to be copied by hand
    }
  } catch (error) {
    refuse(error);
  }
}

function Lock({ delivery }: { delivery: DeliveryView }) {
  const state = zoneState.value;
  const carrier = state && carrierOf(state, delivery);
  const stop =
    carrier &&
    state.routes
      .get(carrier.id)
      ?.stops.find((one) => one.deliveryId === delivery.id && one.kind === 'dropoff');
  if (!stop || delivery.outcome) return null;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={stop.locked}
      onClick={() => void setLock(stop, !stop.locked)}
    >
      {stop.locked ? <LockSign /> : <UnlockSign />}
      {say(stop.locked ? 'unlock' : 'lock')}
    </button>
  );
}

/** The commands the server's lifecycle allows now; nothing is guessed here. */
export function DeliveryActions({ delivery }: { delivery: DeliveryView }) {
  const [correcting, setCorrecting] = useState(false);
  const may = new Set(delivery.allowed);
  const carried = zoneState.value && carrierOf(zoneState.value, delivery);
  const findPlace = (): void => {
    previewFor(delivery.id);
    focusPane('places');
  };
  const opener = useRef<HTMLButtonElement>(null);
  const closeForm = (): void => {
    setCorrecting(false);
    // Back to where the keyboard was, once that is there again.
    setTimeout(() => opener.current?.focus());
  };
  if (correcting && may.has('correct')) return <CorrectForm delivery={delivery} close={closeForm} />;
  return (
    <div class="actions">
      {may.has('offer') && (
        <button type="button" class="button-main" onClick={() => void sendNow(delivery)}>
          {say('sendNow')}
        </button>
      )}
      {may.has('assign') && (
        <button type="button" class={carried ? 'button' : 'button-main'} onClick={findPlace}>
          {carried ? say('reassign') : say('assign')}
        </button>
      )}
      {may.has('unassign') && (
        <button type="button" class="button" onClick={() => void unassign(delivery)}>
          {say('unassign')}
        </button>
      )}
      <Lock delivery={delivery} />
      {may.has('correct') && (
        <button type="button" class="button" ref={opener} onClick={() => setCorrecting(true)}>
          {sayCorrect('correct')}
        </button>
      )}
      {may.has('share') && (
        <button type="button" class="button" onClick={() => void share(delivery)}>
          <LinkSign />
          {say('share')}
        </button>
      )}
      {may.has('return') && (
        <button type="button" class="button" onClick={() => void bringBack(delivery)}>
          {say('bringBack')}
        </button>
      )}
      {may.has('cancel') && (
        <button type="button" class="button danger" onClick={() => cancelLater([delivery])}>
          {say('cancelOne')}
        </button>
      )}
    </div>
  );
}
