import { ApiProblem } from '../parts/api.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { AlertCard } from './alert-card.tsx';
import { alertsLoaded, drawerOpen, inbox, trouble } from './desk.ts';
import { useAskedFocus } from './focus.ts';
import { CloseSign, MutedSign, SoundSign } from './marks.tsx';
import { say } from './say.ts';
import { muted, setMuted } from './sound.ts';
import { begin } from './watch.ts';

function List() {
  if (trouble.value) return <Failure error={new ApiProblem(trouble.value)} retry={() => void begin()} />;
  if (!alertsLoaded.value) return <Skeleton rows={3} />;
  const { waiting, snoozed } = inbox.value;
  if (waiting.length + snoozed.length === 0)
    return (
      <Empty title={say('noAlerts')}>
        <p>{say('noAlertsHint')}</p>
      </Empty>
    );
  return (
    <>
      <ul class="alert-list">
        {waiting.map((alert) => (
          <AlertCard key={alert.id} alert={alert} />
        ))}
      </ul>
      {snoozed.length > 0 && (
        <details class="snoozed">
          <summary>{say('snoozedCount', { count: snoozed.length })}</summary>
          <ul class="alert-list">
            {snoozed.map((alert) => (
              <AlertCard key={alert.id} alert={alert} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The inbox of what needs a person. */
export function AlertList() {
  const element = useAskedFocus<HTMLElement>('alerts');
  const waiting = inbox.value.waiting.length;
  return (
    <section class="alerts" aria-label={say('alerts')} tabIndex={-1} ref={element}>
      <header class="pane-head">
        <h2>
          {say('alerts')} {waiting > 0 && <span class="head-count figures">{waiting}</span>}
        </h2>
        <button
          type="button"
          class="button-plain"
          aria-pressed={muted.value}
          title={say(muted.value ? 'soundOff' : 'soundOn')}
          aria-label={say('mute')}
          onClick={() => setMuted(!muted.value)}
        >
          {muted.value ? <MutedSign /> : <SoundSign />}
        </button>
        <button
          type="button"
          class="button-plain drawer-close"
          aria-label={sayCommon('close')}
          onClick={() => (drawerOpen.value = false)}
        >
          <CloseSign />
        </button>
      </header>
      <List />
    </section>
  );
}
