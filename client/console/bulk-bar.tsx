import { signal } from '@preact/signals';
import { get } from '../parts/api.ts';
import { say as sayCommon } from '../parts/say.ts';
import type { InsertionView } from '../../src/shared/page-views.ts';
import type { DeliveryView } from '../../src/shared/views.ts';
import { take } from './best-place.ts';
import { cancelLater, unassign, type Outcome } from './commands.ts';
import { marked, zoneState } from './desk.ts';
import { say } from './say.ts';
import { refuse } from './sayings.ts';

interface Item {
  number: string;
  outcome: Outcome | null;
}

/** One command over many orders, with a result for each: nothing is reported done because its neighbour was. */
const run = signal<{ items: Item[]; stopped: boolean } | null>(null);

async function each(todo: (delivery: DeliveryView) => Promise<Outcome>): Promise<void> {
  const deliveries = [...marked.value].flatMap((id) => zoneState.value?.deliveries.get(id) ?? []);
  const items: Item[] = deliveries.map(({ number }) => ({ number, outcome: null }));
  run.value = { items, stopped: false };
  for (const [i, delivery] of deliveries.entries()) {
    if (run.value?.stopped) break;
    items[i]!.outcome = await todo(delivery);
    run.value = { items: [...items], stopped: run.value?.stopped ?? true };
  }
  marked.value = new Set();
}

async function assignBest(delivery: DeliveryView): Promise<Outcome> {
  try {
    const [best] = await get<InsertionView[]>(`/deliveries/${delivery.id}/insertions`);
    if (!best) return { ok: false, message: say('noPlace') };
    return (await take(delivery.id, best)) ?? { ok: false, message: say('notAllowed') };
  } catch (error) {
    return { ok: false, message: refuse(error) };
  }
}

function Results() {
  const { items, stopped } = run.value!;
  const done = items.filter((item) => item.outcome).length;
  const going = done < items.length && !stopped;
  return (
    <div class="bulk" role="status">
      <p>
        <b>{say('bulkDone', { done, all: items.length })}</b>{' '}
        <progress max={items.length} value={done} hidden={!going} />
      </p>
      <ul class="bulk-results">
        {items.map(({ number, outcome }) => (
          <li key={number} data-tone={outcome ? (outcome.ok ? 'good' : 'bad') : 'plain'}>
            {number}: {outcome ? (outcome.ok ? say('resultDone') : outcome.message) : say('resultWaiting')}
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={() => (run.value = going ? { items, stopped: true } : null)}
      >
        {going ? sayCommon('cancel') : sayCommon('close')}
      </button>
    </div>
  );
}

/** What can be done with all marked orders at once. */
export function BulkBar() {
  if (run.value) return <Results />;
  if (marked.value.size === 0) return null;
  const cancelAll = async (delivery: DeliveryView): Promise<Outcome> => {
    cancelLater(delivery);
    return { ok: true };
  };
  return (
    <div class="bulk" role="group" aria-label={say('bulk')}>
      <p>
        <b>{say('markedCount', { count: marked.value.size })}</b>
      </p>
      <div class="actions">
        <button type="button" class="button-main" onClick={() => void each(assignBest)}>
          {say('assignBest')}
        </button>
        <button type="button" class="button" onClick={() => void each(unassign)}>
          {say('unassign')}
        </button>
        <button type="button" class="button" onClick={() => void each(cancelAll)}>
          {say('cancelOrder')}
        </button>
        <button type="button" class="button-plain" onClick={() => (marked.value = new Set())}>
          {say('clearMarks')}
        </button>
      </div>
    </div>
  );
}
