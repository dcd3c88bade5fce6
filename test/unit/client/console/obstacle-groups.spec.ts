import { describe, expect, it } from '@jest/globals';
import { obstacleGroups } from '../../../../client/console/obstacle-groups.ts';
import type { CourierReasonsView, ObstacleName } from '../../../../src/shared/explain-views.ts';

const courier = (courierName: string, ...names: ObstacleName[]): CourierReasonsView => ({
  courierId: courierName,
  courierName,
  reasons: names.map((name) => ({ code: 1, name })),
});

describe('obstacleGroups', () => {
  it('puts couriers with the same in their way together, most first, and leaves out whom it would fit', () => {
    const groups = obstacleGroups([
      courier('Anna', 'skill'),
      courier('Bo', 'timeWindow', 'capacity'),
      courier('Cem', 'capacity', 'timeWindow'),
      courier('Dan'),
    ]);
    expect(groups).toEqual([
      { names: ['capacity', 'timeWindow'], couriers: ['Bo', 'Cem'] },
      { names: ['skill'], couriers: ['Anna'] },
    ]);
  });
});
