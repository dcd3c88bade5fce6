import type { VehicleKind } from '../../shared/states.ts';
import type { FleetCourier } from '../fleet/fleet.service.ts';
import type { PlanningDelivery } from './snapshot.ts';

/**
 * Who of those at home could be asked to come for a delivery: can do what it needs, has room for it, and has not turned it
 * down. Those on the vehicle that was thought of, if there are any; whoever has a shift now comes first.
 */
export function couldCome(
  atHome: readonly FleetCourier[],
  { demand, skills, refusedBy }: Pick<PlanningDelivery, 'demand' | 'skills' | 'refusedBy'>,
  kind: VehicleKind,
): FleetCourier[] {
  const able = atHome.filter(
    (courier) =>
      skills.every((skill) => courier.skills.includes(skill)) &&
      demand.every((amount, k) => amount <= (courier.vehicle.capacity[k] ?? Infinity)) &&
      !refusedBy.includes(courier.id),
  );
  const alike = able.filter(({ vehicle }) => vehicle.kind === kind);
  const isDue = ({ shift }: FleetCourier) => Number(shift !== null);
  return (alike.length > 0 ? alike : able).toSorted((a, b) => isDue(b) - isDue(a));
}
