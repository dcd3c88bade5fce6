import type { ReadonlySignal } from '@preact/signals';
import { now, viewerZone } from './clock.ts';
import { clockTime } from './format.ts';
import type { Connection } from './live-store.ts';
import { say } from './say.ts';

const PATIENCE_MS = 2000;

/** Says that the page is not live, once that lasts longer than a blink. `stillWorks` tells what one can do meanwhile. */
export function ConnectionBanner({
  connection,
  stillWorks,
}: {
  connection: ReadonlySignal<Connection>;
  stillWorks?: string;
}) {
  const { state, since } = connection.value;
  const broken = state === 'reconnecting' || state === 'offline';
  const shown = broken && now.value - since > PATIENCE_MS;
  return (
    <div role="status" class="banner-place">
      {shown && (
        <p class="banner" data-state={state}>
          <span class="banner-mark" aria-hidden="true" />
          <span>
            {say(state, { time: clockTime(since, viewerZone) })} {stillWorks}
          </span>
        </p>
      )}
    </div>
  );
}
