import { now } from '../parts/clock.ts';
import { goToSignIn } from '../parts/session.ts';
import type { Outbox } from './outbox.ts';
import { ask } from './say.ts';

const PATIENCE_MS = 3000;

/** Says how much waits to be sent, once it waits longer than sending usually takes. */
export function WaitingStrip({ outbox }: { outbox: Outbox }) {
  const count = outbox.waiting.value.length;
  const sending = outbox.sending.value;
  const held =
    sending.state === 'signed_out' || (sending.state === 'held' && now.value - sending.since > PATIENCE_MS);
  return (
    <div role="status">
      {count > 0 && held && (
        <div class="waiting">
          <p>
            <strong class="figures">{ask('waiting', { count })}</strong>
            <span>{ask(sending.state === 'signed_out' ? 'signedOut' : 'waitingDo')}</span>
          </p>
          <button
            type="button"
            class="button"
            onClick={sending.state === 'signed_out' ? goToSignIn : () => outbox.hurry()}
          >
            {ask(sending.state === 'signed_out' ? 'signIn' : 'sendNow')}
          </button>
        </div>
      )}
    </div>
  );
}
