import type { DeliveryState } from '../../shared/states.ts';
import { mayCancel, mayMovePromise } from './delivery.rules.ts';
import { describeWindow, type Window } from './window.rules.ts';

/** The kind of history line a moved promise is: from one end to another. */
export const PROMISE_MOVED = 'promise_moved';

/** What is to be put right, and by whom. */
export interface Correction {
  window: boolean;
  dropoff: boolean;
  /** A shop may until the goods are on their way; the office while somebody is still to come. */
  byShop: boolean;
}

/** Why a delivery can't be corrected so any more, in a sentence, or null. */
export function correctionFault(
  state: DeliveryState,
  { window, dropoff, byShop }: Correction,
): string | null {
  if (!mayMovePromise(state)) return `A delivery that is ${state} can not be corrected any more.`;
  if (mayCancel(state)) return null;
  if (dropoff) return 'The goods are on their way: the door stays as it is.';
  if (window && byShop) return 'The goods are on their way: only the dispatcher can move the promise now.';
  return null;
}

export const sameWindow = (a: Window, b: Window): boolean =>
  a.to.getTime() === b.to.getTime() && a.from?.getTime() === b.from?.getTime();

/** One promise instead of another, in words of the place: `Promised by … instead of by …`. */
export const describeMove = (before: Window, after: Window, zone: string): string =>
  `Promised ${describeWindow(after, zone)} instead of ${describeWindow(before, zone)}`;

/** The end that was promised first, when another is promised now; `events` oldest first. */
export function firstPromise(
  events: readonly { kind: string; from?: string | null }[],
  windowTo: Date,
): Date | null {
  const first = events.find(({ kind }) => kind === PROMISE_MOVED)?.from;
  return first && Date.parse(first) !== windowTo.getTime() ? new Date(first) : null;
}
