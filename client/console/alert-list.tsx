import { ApiProblem } from '../parts/api.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { say as sayCommon } from '../parts/say.ts';
import { AlertCard } from './alert-card.tsx';
import { ChangeList } from './change-list.tsx';
import { alertsLoaded, drawerOpen, inbox, sideTab, trouble } from './desk.ts';
import { useAskedFocus } from './focus.ts';
import { CloseSign, MutedSign, SoundSign } from './marks.tsx';
import { say } from './say.ts';
import { sayChange } from './say-changes.ts';
import { SideTabs } from './side-tabs.tsx';
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

function Mute() {
  return (
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
  );
}

/** The inbox of what needs a person, and beside it what the planner did. */
export function AlertList() {
  const element = useAskedFocus<HTMLElement>('alerts');
  const changes = sideTab.value === 'changes';
  return (
    <section
      class="alerts"
      aria-label={changes ? sayChange('changes') : say('alerts')}
      tabIndex={-1}
      ref={element}
    >
      <header class="pane-head">
        <SideTabs />
        {!changes && <Mute />}
        <button
          type="button"
          class="button-plain drawer-close"
          aria-label={sayCommon('close')}
          onClick={() => (drawerOpen.value = false)}
        >
          <CloseSign />
        </button>
      </header>
      {changes ? <ChangeList /> : <List />}
    </section>
  );
}
