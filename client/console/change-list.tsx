import { useState } from 'preact/hooks';
import type { PlanChangeView, PlanView } from '../../src/shared/page-views.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { changeSentence, gainSentences, whySentence } from './change-sentences.ts';
import { highlight, select, timeZone, zoneId } from './desk.ts';
import { loadPlans, planChanges } from './plan-changes.ts';
import { PlanUndo } from './plan-undo.tsx';
import { sayChange } from './say-changes.ts';
import { when } from './when.ts';

/** As many changes as say what a plan is about. */
const SHORT = 4;

function Change({ change }: { change: PlanChangeView }) {
  return (
    <li>
      <button
        type="button"
        class="change-line"
        data-kind={change.kind}
        data-selected={highlight.value.deliveryId === change.deliveryId}
        onClick={() => select({ kind: 'delivery', id: change.deliveryId })}
      >
        {changeSentence(sayChange, change, timeZone.value)}
      </button>
    </li>
  );
}

function Card({ plan }: { plan: PlanView }) {
  const [all, setAll] = useState(false);
  const shown = all ? plan.changes : plan.changes.slice(0, SHORT);
  const hidden = plan.changes.length - shown.length;
  return (
    <li class="change" data-undone={plan.undoneBy !== null}>
      <p class="change-why">
        <time dateTime={plan.at} class="figures">
          {when(plan.at, timeZone.value)}
        </time>
        <b>{whySentence(sayChange, plan)}</b>
      </p>
      <ul class="change-lines">
        {shown.map((change) => (
          <Change key={change.deliveryId} change={change} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {sayChange('moreChanges', { count: hidden + plan.more })}
        </button>
      )}
      {hidden === 0 && plan.more > 0 && <p class="soft">{sayChange('moreChanges', { count: plan.more })}</p>}
      <p class="change-gain">
        {gainSentences(sayChange, plan.gain).map(({ text, good }) => (
          <span key={text} data-good={good}>
            {text}
          </span>
        ))}
      </p>
      <PlanUndo plan={plan} />
    </li>
  );
}

/** Every published plan: when, why, what it changed, what that gains, and the way back. */
export function ChangeList() {
  const { plans, loaded, error, nextCursor } = planChanges.value;
  const load = (cursor: string | null = null) => void loadPlans(zoneId.value!, cursor);
  if (error) return <Failure error={error} retry={() => load()} />;
  if (!loaded && plans.length === 0) return <Skeleton rows={4} />;
  if (plans.length === 0)
    return (
      <Empty title={sayChange('noChanges')}>
        <p>{sayChange('noChangesHint')}</p>
      </Empty>
    );
  return (
    <>
      <ul class="change-list">
        {plans.map((plan) => (
          <Card key={plan.id} plan={plan} />
        ))}
      </ul>
      {nextCursor && (
        <button type="button" class="button-plain" onClick={() => load(nextCursor)}>
          {sayChange('earlierChanges')}
        </button>
      )}
    </>
  );
}
