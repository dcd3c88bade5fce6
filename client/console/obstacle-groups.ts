import type { CourierReasonsView, ObstacleName } from '../../src/shared/explain-views.ts';

/** Couriers with the same in their way. */
export interface ObstacleGroup {
  names: ObstacleName[];
  couriers: string[];
}

/** The couriers grouped by what is in their way, the largest group first; those it would fit are left out. */
export function obstacleGroups(couriers: readonly CourierReasonsView[]): ObstacleGroup[] {
  const groups = new Map<string, ObstacleGroup>();
  for (const { courierName, reasons } of couriers) {
    if (reasons.length === 0) continue;
    const names = reasons.map(({ name }) => name).sort();
    const key = names.join();
    const group = groups.get(key) ?? { names, couriers: [] };
    group.couriers.push(courierName);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.couriers.length - a.couriers.length);
}
