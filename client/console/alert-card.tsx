import { useState } from 'preact/hooks';
import type { AlertView } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { say as sayCommon } from '../parts/say.ts';
import { alertSentence } from './alert-words.ts';
import { own, resolve, snooze } from './commands.ts';
import { highlight, me, select, timeZone } from './desk.ts';
import { Evidence } from './evidence.tsx';
import { CriticalSign, InfoSign, WarningSign } from './marks.tsx';
import { say } from './say.ts';

const SIGNS = { critical: CriticalSign, warning: WarningSign, info: InfoSign } as const;
const SNOOZE_MIN = [10, 30, 60];
const REASONS = ['resolvedCalled', 'resolvedReplanned', 'resolvedAgreed', 'resolvedWrong'] as const;

function Resolve({ alert, close }: { alert: AlertView; close: () => void }) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await resolve(alert, reason.trim());
    setBusy(false);
    if (outcome.ok) close();
  };
  return (
    <form class="resolve" onSubmit={(event) => void submit(event)}>
      <label class="field">
        {say('resolveReason')}
        <input
          required
          maxLength={200}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        {REASONS.map((key) => (
          <button key={key} type="button" class="chip" onClick={() => setReason(say(key))}>
            {say(key)}
          </button>
        ))}
      </div>
      <div class="actions">
        <button class="button-main" disabled={busy || reason.trim() === ''}>
          {say('resolve')}
        </button>
        <button type="button" class="button-plain" onClick={close}>
          {sayCommon('cancel')}
        </button>
      </div>
    </form>
  );
}

function Actions({ alert, resolving }: { alert: AlertView; resolving: () => void }) {
  const mine = alert.owner !== null && alert.owner.id === me.value?.id;
  return (
    <div class="actions">
      {mine ? (
        <span class="chip">{say('yours')}</span>
      ) : (
        <button type="button" class="button" onClick={() => void own(alert)}>
          {alert.owner ? say('takeOver') : say('own')}
        </button>
      )}
      <select
        class="button"
        aria-label={say('snooze')}
        value=""
        onChange={(event) => {
          void snooze(alert, Number(event.currentTarget.value));
          event.currentTarget.value = '';
        }}
      >
        <option value="" disabled hidden>
          {say('snooze')}
        </option>
        {SNOOZE_MIN.map((minutes) => (
          <option key={minutes} value={minutes}>
            {say('snoozeFor', { minutes })}
          </option>
        ))}
      </select>
      <button type="button" class="button" onClick={resolving}>
        {say('resolve')}…
      </button>
    </div>
  );
}

/** One trouble: what it is, since when, whose it is, what can be done, and what was seen. */
export function AlertCard({ alert }: { alert: AlertView }) {
  const [resolving, setResolving] = useState(false);
  const [seen, setSeen] = useState(false);
  const Sign = SIGNS[alert.severity];
  const zone = timeZone.value;
  const since = say('alertSince', { time: clockTime(alert.openedAt, zone), count: alert.count });
  return (
    <li class="alert" data-severity={alert.severity} data-selected={highlight.value.alertId === alert.id}>
      <button type="button" class="alert-title" onClick={() => select({ kind: 'alert', id: alert.id })}>
        <Sign />
        <span>
          <span class="unseen">{say(`severity_${alert.severity}`)}: </span>
          {alertSentence(alert)}
        </span>
      </button>
      <p class="alert-since figures">
        <span>
          {alert.snoozedUntil && alert.state === 'snoozed'
            ? say('snoozedUntil', { time: clockTime(alert.snoozedUntil, zone) })
            : since}
          {alert.state === 'escalated' && ` · ${say('escalated')}`}
          {alert.owner && ` · ${alert.owner.name}`}
        </span>
        <button type="button" class="link" aria-expanded={seen} onClick={() => setSeen(!seen)}>
          {say('evidence')}
        </button>
      </p>
      {resolving ? (
        <Resolve alert={alert} close={() => setResolving(false)} />
      ) : (
        <Actions alert={alert} resolving={() => setResolving(true)} />
      )}
      {seen && <Evidence alert={alert} />}
    </li>
  );
}
