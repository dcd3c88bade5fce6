import type { TrackView } from '../../src/shared/page-views.ts';
import type { DeliveryState } from '../../src/shared/states.ts';
import { clockRange, clockTime } from '../parts/format.ts';
import { say } from '../parts/say.ts';
import { tell } from './say.ts';

/** The page's first two lines. */
export interface Answer {
  label: string;
  /** At 40 px. */
  large: string;
  /** Times are shown larger than words. */
  isTime: boolean;
}

export const nameOf = (view: TrackView): string => view.courier?.name ?? tell('aCourier');

/** The courier's name in the middle of a sentence. */
export const midNameOf = (view: TrackView): string => view.courier?.name ?? tell('theCourier');

const finished: Partial<Record<DeliveryState, () => string>> = {
  arrived_at_dropoff: () => tell('atDoor'),
  attempt_failed: () => tell('notDelivered'),
  returning: () => tell('goingBack'),
  arrived_at_return: () => tell('goingBack'),
  returned: () => say('state_returned'),
  cancelled: () => tell('cancelled'),
};

/** The answer to "when?", or to "what happened?" once there is no when. */
export function answerOf(view: TrackView): Answer {
  const { zone } = view.dropoff;
  const word = finished[view.state];
  if (word) return { label: tell('yourOrder'), large: word(), isTime: false };
  if (view.state === 'delivered')
    return { label: tell('delivered'), large: clockTime(endOf(view), zone), isTime: true };
  if (view.eta)
    return { label: tell('arriving'), large: clockRange(view.eta.p10, view.eta.p90, zone), isTime: true };
  const { from, to } = view.window;
  const large = from ? clockRange(from, to, zone) : tell('by', { to: clockTime(to, zone) });
  return { label: tell('promised'), large, isTime: true };
}

/** When the delivery ended, as far as known. */
export const endOf = (view: TrackView): string =>
  view.outcome?.at ?? view.timeline.at(-1)?.at ?? view.window.to;

function onTheWay(view: TrackView, name: string): string {
  if (view.stopsBefore === 0) return tell('next', { name });
  return view.stopsBefore
    ? tell('stopsBefore', { name, count: view.stopsBefore })
    : tell('onTheWay', { name });
}

function failure(view: TrackView): string {
  const reason = view.outcome?.reason;
  const why = reason ? reasonWords(reason) : null;
  return `${why ? tell('failedBecause', { reason: why }) : ''} ${tell('failedNext', { store: view.storeName })}`.trim();
}

const REASONS = [
  'not_home',
  'no_access',
  'address_wrong',
  'refused',
  'damaged',
  'no_time',
  'not_ready',
  'other',
] as const;

function reasonWords(reason: string): string {
  const known = REASONS.find((one) => one === reason);
  return known ? say(`reason_${known}`) : reason;
}

function cancellation(view: TrackView): string {
  const reason = view.outcome?.reason;
  return reason ? tell('cancelledBecause', { reason: reasonWords(reason) }) : tell('cancelledPlain');
}

type Words = (view: TrackView, who: { name: string; store: string }) => string;

const STATUS: Record<DeliveryState, Words> = {
  created: (_, who) => tell('withStore', who),
  confirmed: (_, who) => tell('withStore', who),
  assigned: (_, who) => tell('courierAssigned', who),
  enroute_to_pickup: (_, who) => tell('toStore', who),
  arrived_at_pickup: (_, who) => tell('atStore', who),
  picked_up: (view, who) => (view.stopsBefore ? onTheWay(view, who.name) : tell('hasOrder', who)),
  enroute_to_dropoff: (view, who) => onTheWay(view, who.name),
  arrived_at_dropoff: (_, who) => tell('courierAtDoor', who),
  delivered: (view, who) => (view.courier ? tell('handedOver', who) : tell('handedOverPlain')),
  attempt_failed: failure,
  returning: (_, who) => tell('returningTo', who),
  arrived_at_return: (_, who) => tell('returningTo', who),
  returned: (_, who) => tell('returnedTo', who),
  cancelled: cancellation,
};

/** One line of status in human words. */
export const statusOf = (view: TrackView): string =>
  STATUS[view.state](view, { name: nameOf(view), store: view.storeName });

const OVER: readonly DeliveryState[] = [
  'delivered',
  'attempt_failed',
  'returning',
  'arrived_at_return',
  'returned',
  'cancelled',
];

/** That the promise is another one now, or null: a later one comes with a word of regret. */
export function movedPromise(view: TrackView): string | null {
  const { firstPromise, window, dropoff } = view;
  if (!firstPromise || isOver(view)) return null;
  const times = { from: clockTime(firstPromise, dropoff.zone), to: clockTime(window.to, dropoff.zone) };
  return tell(Date.parse(window.to) > Date.parse(firstPromise) ? 'promiseLater' : 'promiseEarlier', times);
}

/** Whether nothing is on its way to the customer any more. */
export const isOver = (view: TrackView): boolean => OVER.includes(view.state);
