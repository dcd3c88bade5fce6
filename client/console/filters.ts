import type { DeliveryView } from '../../src/shared/views.ts';
import { promiseModel } from '../parts/promise-window.ts';
import { isUnassigned } from './carrier.ts';
import type { ConsoleState } from './console-store.ts';

/** The tabs over the order list, in the order they are shown. */
export const FILTERS = ['open', 'unassigned', 'at_risk', 'late', 'done'] as const;
export type Filter = (typeof FILTERS)[number];

/** How a delivery stands towards its promise: the tone of its promise bar, in the words of the list. */
export type Standing = 'done' | 'late' | 'at_risk' | 'on_time' | 'unknown';

export function standing(delivery: DeliveryView, nowMs: number): Standing {
  if (delivery.outcome) return 'done';
  const { tone } = promiseModel({ window: delivery.window, eta: delivery.eta, nowMs });
  if (tone === 'late') return 'late';
  if (tone === 'risk') return 'at_risk';
  return tone === 'inside' ? 'on_time' : 'unknown';
}

function passes(state: ConsoleState, delivery: DeliveryView, filter: Filter, nowMs: number): boolean {
  switch (filter) {
    case 'open':
      return delivery.outcome === null;
    case 'done':
      return delivery.outcome !== null;
    case 'unassigned':
      return isUnassigned(state, delivery);
    default:
      return standing(delivery, nowMs) === filter;
  }
}

/** Whether every word of the query is in what people call a delivery by: number, address, names, phone. */
export function matches(delivery: DeliveryView, query: string): boolean {
  const { number, recipient, dropoff, storeName, courier } = delivery;
  const text = [number, recipient.name, recipient.phone, dropoff.address, storeName, courier?.name]
    .join(' ')
    .toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * The order list: those nobody drives first, then by the promised time; the finished by when they ended, newest first.
 * A search looks through all deliveries, whatever the filter.
 */
export function shownDeliveries(
  state: ConsoleState,
  filter: Filter,
  query: string,
  nowMs: number,
): DeliveryView[] {
  const wanted = query.trim();
  const all = [...state.deliveries.values()];
  const found = all.filter((one) => (wanted ? matches(one, wanted) : passes(state, one, filter, nowMs)));
  const newestEndFirst = filter === 'done' && !wanted;
  return found
    .map((one) => keyed(one, newestEndFirst ? -endMs(one) : need(state, one)))
    .sort((a, b) => a.key - b.key || a.number - b.number)
    .map(({ delivery }) => delivery);
}

/** Numbers are compared often, so they are made once for each delivery. */
const keyed = (delivery: DeliveryView, key: number) => ({
  delivery,
  key,
  number: Number(delivery.number) || 0,
});
const endMs = ({ outcome }: DeliveryView): number => (outcome ? Date.parse(outcome.at) : 0);
/** Far more than two promises are ever apart. */
const GROUP_MS = 1e15;

/** Smaller comes first: on no route, then open, then finished; within each by the promised time. */
function need(state: ConsoleState, delivery: DeliveryView): number {
  const group = delivery.outcome ? 2 : isUnassigned(state, delivery) ? 0 : 1;
  return group * GROUP_MS + Date.parse(delivery.window.to);
}

export type Counts = Readonly<Record<Filter | 'on_road', number>>;

export function countsOf(state: ConsoleState, nowMs: number): Counts {
  const counts = { on_road: 0, open: 0, unassigned: 0, at_risk: 0, late: 0, done: 0 };
  for (const courier of state.couriers.values()) if (courier.state === 'on_task') counts.on_road++;
  for (const delivery of state.deliveries.values()) {
    if (delivery.outcome) {
      counts.done++;
      continue;
    }
    counts.open++;
    if (isUnassigned(state, delivery)) counts.unassigned++;
    const stands = standing(delivery, nowMs);
    if (stands === 'late' || stands === 'at_risk') counts[stands]++;
  }
  return counts;
}
