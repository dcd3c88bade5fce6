import { euclidean, numbers, type Instance } from './benchmark.ts';
import type { Request, Task } from '../problem.ts';

/** Pickup and delivery with time windows in the format of Li & Lim (2001), as SINTEF publishes it. */
export function readLiLim(text: string, name: string, objective: 'cost' | 'fleet'): Instance {
  const [head, ...rows] = text
    .split('\n')
    .map(numbers)
    .filter((row) => row.length > 0);
  const [fleet, capacity] = head as [number, number];
  const task = (k: number): Task => {
    const [, , , , earliest, latest, service] = rows[k] as number[];
    return { place: k, windows: [[earliest!, latest!]], serviceS: service! };
  };
  const requests = rows.flatMap((row, k): Request[] => {
    const partner = row[8]!;
    return k > 0 && partner > 0
      ? [{ id: String(k), pickup: task(k), delivery: task(partner), load: [row[3]!] }]
      : [];
  });
  const depot = rows[0]!;
  return {
    name,
    problem: {
      places: rows.length,
      profiles: [euclidean(rows.map((row) => ({ x: row[1]!, y: row[2]! })))],
      requests,
      vehicles: sameVehicles(fleet, capacity, [depot[4]!, depot[5]!]),
      weights: { distance: 1 },
      objective,
      triangle: true,
    },
  };
}

export const sameVehicles = (count: number, capacity: number, shift: [number, number]) =>
  Array.from({ length: count }, (_, v) => ({
    id: `v${v + 1}`,
    start: 0,
    end: 0,
    shift,
    capacity: [capacity],
  }));
