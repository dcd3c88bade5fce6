import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { ApiProblem } from '../parts/api.ts';
import { BulkBar } from './bulk-bar.tsx';
import { counts, filter, finished, highlight, query, shown, trouble, zoneState } from './desk.ts';
import { FILTERS, type Filter } from './filters.ts';
import { useAskedFocus } from './focus.ts';
import { OrderRow } from './order-row.tsx';
import { drag } from './plan-drag.ts';
import { previewSelected } from './preview.ts';
import { Rows } from './rows.tsx';
import { say } from './say.ts';
import { begin } from './watch.ts';

const ROW_PX = 70;

function Tab({ name }: { name: Filter }) {
  return (
    <button
      type="button"
      class="tab"
      aria-pressed={filter.value === name}
      onClick={() => (filter.value = name)}
    >
      {say(`filter_${name}`)}
      <span class="tab-count figures" data-tone={name}>
        {name === 'done' && finished.value !== 'loaded' ? '' : (counts.value?.[name] ?? '–')}
      </span>
    </button>
  );
}

function Nothing() {
  if (query.value.trim())
    return (
      <Empty title={say('noMatch', { query: query.value.trim() })}>
        <button type="button" class="button" onClick={() => (query.value = '')}>
          {say('clearSearch')}
        </button>
      </Empty>
    );
  const fresh = counts.value?.open === 0 && filter.value === 'open';
  return <Empty title={say(`empty_${filter.value}`)}>{fresh && <p>{say('emptyNext')}</p>}</Empty>;
}

function List() {
  if (trouble.value) return <Failure error={new ApiProblem(trouble.value)} retry={() => void begin()} />;
  const isComing = filter.value === 'done' && finished.value === 'loading';
  if (!zoneState.value || isComing) return <Skeleton rows={9} />;
  if (shown.value.length === 0) return <Nothing />;
  return (
    <Rows
      items={shown.value}
      rowPx={ROW_PX}
      label={say('orders')}
      keyOf={(delivery) => delivery.id}
      activeKey={highlight.value.deliveryId}
    >
      {(delivery) => <OrderRow delivery={delivery} />}
    </Rows>
  );
}

/** The left pane: every order of the zone as a real list, whatever the map shows. */
export function OrderList() {
  const element = useAskedFocus<HTMLElement>('orders');
  return (
    <section
      class="pane orders"
      aria-label={say('orders')}
      tabIndex={-1}
      ref={element}
      onPointerLeave={() => !drag.value && previewSelected()}
    >
      <div class="tabs" role="group" aria-label={say('filters')}>
        {FILTERS.map((name) => (
          <Tab key={name} name={name} />
        ))}
      </div>
      <List />
      <BulkBar />
    </section>
  );
}
