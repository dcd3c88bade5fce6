import type { Gps } from './gps.ts';
import { ask } from './say.ts';

/** Asks for the position with the reason, or says why there is none. */
export function GpsCard({ gps }: { gps: Gps }) {
  const state = gps.state.value;
  if (state === 'on' || state === 'off') return null;
  return (
    <section class="card gps-card" data-state={state}>
      <h2>{ask('gpsTitle')}</h2>
      <p>{ask(state === 'ask' ? 'gpsWhy' : state === 'denied' ? 'gpsDenied' : 'gpsMissing')}</p>
      {state === 'ask' && (
        <button type="button" class="button-main" onClick={() => gps.allow()}>
          {ask('gpsAllow')}
        </button>
      )}
    </section>
  );
}
