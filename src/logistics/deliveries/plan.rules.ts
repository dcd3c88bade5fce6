import type { DeliveryState, StopKind, StopState } from '../../shared/states.ts';
import { isWithCourier, mayPlan } from './delivery.rules.ts';
import { isOpen } from './stop.lifecycle.ts';

/** Where a plan puts one stop. */
export interface Placement {
  stopId: string;
  courierId: string;
  sequence: number;
  plannedArrival: Date;
  plannedDeparture: Date;
}

export interface PlannedDelivery {
  state: DeliveryState;
  courierId: string | null;
  stops: readonly { id: string; kind: StopKind; state: StopState }[];
}

export interface PlanFault {
  code: 'plan_stale' | 'plan_splits_delivery' | 'plan_wrong_order' | 'already_picked_up' | 'not_plannable';
  message: string;
}

/** Why a plan can't be had for this delivery, or null. `placements` are those of its own stops; none takes it off its route. */
export function planFault(delivery: PlannedDelivery, placements: readonly Placement[]): PlanFault | null {
  const open = delivery.stops.filter((stop) => isOpen(stop.state));
  const placed = open.map((stop) => placements.find((placement) => placement.stopId === stop.id));
  const couriers = new Set(placed.map((placement) => placement?.courierId ?? null));
  if (placements.length > placed.filter(Boolean).length)
    return { code: 'plan_stale', message: 'A stop of this plan is no longer open.' };
  if (couriers.size > 1)
    return { code: 'plan_splits_delivery', message: 'One courier makes all stops of a delivery.' };
  const [courierId = null] = couriers;
  if (isWithCourier(delivery.state) && courierId !== delivery.courierId)
    return { code: 'already_picked_up', message: 'The courier has the goods: they can not change hands.' };
  if (courierId && !isWithCourier(delivery.state) && !mayPlan(delivery.state))
    return { code: 'not_plannable', message: `A delivery that is ${delivery.state} takes no route.` };
  const sequences = open.map((stop, i) => ({ kind: stop.kind, sequence: placed[i]?.sequence ?? 0 }));
  const pickup = sequences.find(({ kind }) => kind === 'pickup');
  const dropoff = sequences.find(({ kind }) => kind === 'dropoff');
  if (courierId && pickup && dropoff && pickup.sequence >= dropoff.sequence)
    return { code: 'plan_wrong_order', message: 'Goods are picked up before they are dropped off.' };
  return null;
}
