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
const run = signal<{ items: Item[]; state: 'held' | 'going' | 'stopped' } | null>(null);

/** The marked orders, and where the result of each is to be shown. */
function begun(state: 'held' | 'going'): { deliveries: DeliveryView[]; items: Item[] } {
  const deliveries = [...marked.value].flatMap((id) => zoneState.value?.deliveries.get(id) ?? []);
  const items: Item[] = deliveries.map(({ number }) => ({ number, outcome: null }));
  run.value = { items, state };
  return { deliveries, items };
}

async function each(todo: (delivery: DeliveryView) => Promise<Outcome>): Promise<void> {
  const { deliveries, items } = begun('going');
  for (const [i, delivery] of deliveries.entries()) {
    if (run.value?.state === 'stopped') break;
    items[i]!.outcome = await todo(delivery);
    run.value = { items, state: run.value?.state ?? 'stopped' };
  }
  marked.value = new Set();
}

/** Nothing is done before it can not be taken back any more; by then the bar may be closed, or show another run. */
function cancelAll(): void {
  const { deliveries, items } = begun('held');
  if (items.length === 0) return void (run.value = null);
  const isShown = (): boolean => run.value?.items === items;
  marked.value = new Set();
  cancelLater(deliveries, {
    done: (delivery, outcome) => {
      items[deliveries.indexOf(delivery)]!.outcome = outcome;
      if (isShown()) run.value = { items, state: 'stopped' };
    },
    takenBack: () => {
      if (isShown()) run.value = null;
    },
  });
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

function resultWords({ outcome }: Item, state: 'held' | 'going' | 'stopped'): string {
  if (!outcome) return say(state === 'held' ? 'resultHeld' : 'resultWaiting');
  return outcome.ok ? say('resultDone') : outcome.message;
}

function Results() {
  const { items, state } = run.value!;
  const all = items.length;
  const done = items.filter((item) => item.outcome).length;
  const going = done < all && state === 'going';
  return (
    <div class="bulk" role="status">
      <p>
        <b>{state === 'held' ? say('heldCancelMany', { count: all }) : say('bulkDone', { done, all })}</b>{' '}
        <progress max={all} value={done} hidden={!going} />
      </p>
      <ul class="bulk-results">
        {items.map((item) => (
          <li key={item.number} data-tone={item.outcome ? (item.outcome.ok ? 'good' : 'bad') : 'plain'}>
            {item.number}: {resultWords(item, state)}
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={() => (run.value = going ? { items, state: 'stopped' } : null)}
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
        <button type="button" class="button" onClick={cancelAll}>
          {say('cancelOrder')}
        </button>
        <button type="button" class="button-plain" onClick={() => (marked.value = new Set())}>
          {say('clearMarks')}
        </button>
      </div>
    </div>
  );
}
