import type { LonLat } from '../../shared/geo.ts';
import type { VehicleKind } from '../../shared/states.ts';
import type { Profile } from '../routing/routing-engine.ts';
import type { PlanningCourier, Snapshot } from './snapshot.ts';

export interface CourierWish {
  courierId: string;
  at: LonLat;
  untilMs: number;
  profileOf: (kind: VehicleKind) => Profile;
  /** The zone's commonest when absent. */
  vehicle?: VehicleKind;
}

/** A courier who is not there: with the usual vehicle, capacity and skills of the zone's, free from now on. */
export function usualCourier({ couriers, nowMs }: Snapshot, wish: CourierWish): PlanningCourier {
  const vehicle = wish.vehicle ?? commonest(couriers.map((one) => one.vehicle)) ?? 'bike';
  const alike = couriers.filter((one) => one.vehicle === vehicle);
  return {
    courierId: wish.courierId,
    name: '',
    vehicle,
    profile: wish.profileOf(vehicle),
    at: wish.at,
    shiftFromMs: nowMs,
    shiftToMs: wish.untilMs,
    capacity: usualCapacity(alike.length > 0 ? alike : couriers),
    skills: usualSkills(couriers),
    autoAccept: true,
    takesMore: true,
  };
}

/** The middle one in each dimension; nothing is limited where nobody's is known. */
export function usualCapacity(couriers: readonly Pick<PlanningCourier, 'capacity'>[]): number[] {
  const dims = Math.max(0, ...couriers.map(({ capacity }) => capacity.length));
  return Array.from({ length: dims }, (_, k) => {
    const amounts = couriers.map(({ capacity }) => capacity[k] ?? Infinity).sort((a, b) => a - b);
    return amounts[Math.floor(amounts.length / 2)]!;
  });
}

/** What more than half of the couriers can. */
function usualSkills(couriers: readonly PlanningCourier[]): string[] {
  const all = [...new Set(couriers.flatMap(({ skills }) => skills))];
  return all.filter(
    (skill) => couriers.filter(({ skills }) => skills.includes(skill)).length * 2 > couriers.length,
  );
}

function commonest(kinds: readonly VehicleKind[]): VehicleKind | undefined {
  const counts = new Map<VehicleKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))[0]?.[0];
}
