import type { CourierState, StopState } from '../../src/shared/states.ts';
import type { CourierHomeView } from '../../src/shared/page-views.ts';
import type { SetOutView, StopAction, StopView } from '../../src/shared/route-views.ts';
import type { Duty, Waiting } from './outbox-order.ts';

/** A stop as it will be once everything waiting is sent. */
export interface ProjectedStop extends StopView {
  /** The server has not confirmed this state yet. */
  waiting: boolean;
}

export interface ProjectedHome extends Omit<CourierHomeView, 'route'> {
  stops: ProjectedStop[];
  line: NonNullable<CourierHomeView['route']>['line'];
  setOut: SetOutView | null;
  dutyWaiting: boolean;
}

const ENTERS: Record<StopAction, StopState> = {
  depart: 'enroute',
  arrive: 'arrived',
  complete: 'completed',
  fail: 'failed',
};
const DUTY: Record<Duty, CourierState> = { on: 'idle', off: 'off_duty', break: 'on_break' };
/** What the server allows with goods that are aboard, the natural step first. */
const WITH_GOODS: StopAction[] = ['depart', 'arrive', 'complete', 'fail'];

export const isDone = (stop: StopView): boolean => ['completed', 'skipped', 'failed'].includes(stop.state);

/** Once an action is done, the server's own list goes on behind it; nothing follows the end of a stop. */
function allowedAfter(allowed: readonly StopAction[], action: StopAction): StopAction[] {
  return action === 'complete' || action === 'fail' ? [] : allowed.slice(allowed.indexOf(action) + 1);
}

function afterAction(stops: readonly ProjectedStop[], stopId: string, action: StopAction): ProjectedStop[] {
  const acted = stops.find((stop) => stop.id === stopId);
  if (!acted || isDone(acted)) return [...stops];
  const pickedUp = acted.kind === 'pickup' && action === 'complete' ? acted.deliveryId : null;
  return stops.map((stop) => {
    if (stop === acted)
      return { ...stop, state: ENTERS[action], allowed: allowedAfter(stop.allowed, action), waiting: true };
    const goods = stop.deliveryId === pickedUp && stop.kind === 'dropoff' && stop.state === 'pending';
    return goods && stop.allowed.length === 0 ? { ...stop, allowed: WITH_GOODS } : stop;
  });
}

/**
 * The server's home with what waits in the outbox applied, so that a courier can go on in a dead zone. Marked as
 * waiting; the server has the last word when it answers.
 */
export function projected(home: CourierHomeView, waiting: readonly Waiting[]): ProjectedHome {
  let stops: ProjectedStop[] = (home.route?.stops ?? []).map((stop) => ({ ...stop, waiting: false }));
  let { state } = home.courier;
  let dutyWaiting = false;
  for (const deed of waiting) {
    if (deed.kind === 'stop') stops = afterAction(stops, deed.stopId, deed.action);
    if (deed.kind === 'duty') {
      state = DUTY[deed.state];
      dutyWaiting = true;
    }
  }
  const { offers, timeZone } = home;
  // Whoever went home is not expected in the shift he ended.
  const hasLeft = dutyWaiting && state === 'off_duty';
  const courier = { ...home.courier, state, ...(hasLeft && { shift: null }) };
  const { line = [], setOut = null } = home.route ?? {};
  return { courier, timeZone, offers, stops, line, setOut, dutyWaiting };
}

/** The one thing to do now. */
export type Primary =
  | { kind: 'start' }
  | { kind: 'resume' }
  | { kind: 'offer'; offerId: string }
  | { kind: 'stop'; stop: ProjectedStop; action: StopAction }
  | { kind: 'wait' };

/** The stop the courier is at or goes to: the first that is not done. */
export const nextStop = (home: ProjectedHome): ProjectedStop | null =>
  home.stops.find((stop) => !isDone(stop)) ?? null;

/** What the big button does: only what the server's lists allow. */
export function primaryOf(home: ProjectedHome): Primary {
  if (home.courier.state === 'off_duty') return { kind: 'start' };
  if (home.courier.state === 'on_break') return { kind: 'resume' };
  const offer = home.offers[0];
  if (offer) return { kind: 'offer', offerId: offer.id };
  const stop = nextStop(home);
  const action = stop?.allowed.find((one) => one !== 'fail');
  return stop && action ? { kind: 'stop', stop, action } : { kind: 'wait' };
}
