import type { Connection } from '../parts/live-store.ts';
import { ConnectionBanner } from '../parts/banner.tsx';
import { now, viewerZone } from '../parts/clock.ts';
import { clockTime } from '../parts/format.ts';
import { goToSignIn } from '../parts/session.ts';
import type { CourierHome } from './home-store.ts';
import type { Sending } from './outbox.ts';
import { ask } from './say.ts';

const PATIENCE_MS = 3000;

function why(sending: Sending, connection: Connection): string {
  if (sending.state === 'signed_out') return ask('signedOut');
  return connection.state === 'live'
    ? ask('waitingDo')
    : ask('waitingOffline', { time: clockTime(connection.since, viewerZone) });
}

/** Says what waits to be sent, once it waits longer than sending usually takes; else only how the connection is. */
export function WaitingStrip({ work }: { work: CourierHome }) {
  const { outbox, live } = work;
  const count = outbox.waiting.value.length;
  const sending = outbox.sending.value;
  const held =
    sending.state === 'signed_out' || (sending.state === 'held' && now.value - sending.since > PATIENCE_MS);
  if (count === 0 || !held)
    return <ConnectionBanner connection={live.connection} stillWorks={ask('stillWorks')} />;
  return (
    <div role="status" class="waiting">
      <p>
        <strong class="figures">{ask('waiting', { count })}</strong>
        <span>{why(sending, live.connection.value)}</span>
      </p>
      <button
        type="button"
        class="button"
        onClick={sending.state === 'signed_out' ? goToSignIn : () => outbox.hurry()}
      >
        {ask(sending.state === 'signed_out' ? 'signIn' : 'sendNow')}
      </button>
    </div>
  );
}
