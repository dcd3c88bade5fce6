import { describe, expect, it } from '@jest/globals';
import { CELL_PX, clustered, CROWD, nearestSpot } from '../../../../client/console/fleet-clusters.ts';

const spots = (count: number, more = {}) =>
  Array.from({ length: count }, (_, i) => ({ id: String(i), x: 10 + (i % 3), y: 10, alone: false, ...more }));

describe('a crowd of couriers', () => {
  it('is drawn one by one while it is none', () => {
    expect(clustered(spots(CROWD), 0, 0)).toMatchObject({ single: { length: CROWD }, clusters: [] });
  });

  it('is grouped by cell, nobody lost', () => {
    const far = spots(4).map((spot) => ({ ...spot, id: `far ${spot.id}`, x: 400 }));
    const { single, clusters } = clustered([...spots(CROWD), ...far], 0, 0);
    expect(single).toEqual([]);
    expect(clusters.map(({ members }) => members.length)).toEqual([CROWD, 4]);
  });

  it('keeps the selected and those in trouble out of the groups', () => {
    const { single } = clustered([...spots(CROWD), { id: 'red', x: 10, y: 10, alone: true }], 0, 0);
    expect(single.map(({ id }) => id)).toEqual(['red']);
  });

  it('groups the same ones wherever the map was moved to', () => {
    const placed = Array.from({ length: 300 }, (_, i) => ({
      id: String(i),
      x: (i * 37) % 500,
      y: (i * 53) % 400,
      alone: false,
    }));
    const groups = (dx: number) =>
      clustered(
        placed.map((spot) => ({ ...spot, x: spot.x - dx })),
        dx,
        0,
      )
        .clusters.map(({ members }) => members.map(({ id }) => id).join())
        .sort();
    expect(groups(CELL_PX / 2)).toEqual(groups(0));
  });
});

describe('what lies under the pointer', () => {
  it('is the nearest within reach', () => {
    const two = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(nearestSpot(two, 7, 0, 20)).toBe(two[1]);
    expect(nearestSpot(two, 100, 0, 20)).toBeNull();
  });
});
