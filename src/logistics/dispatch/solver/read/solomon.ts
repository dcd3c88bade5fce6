import { euclidean, numbers, type Instance } from './benchmark.ts';
import { sameVehicles } from './li-lim.ts';

/** Deliveries with time windows in the format of Solomon (1987) and Gehring & Homberger (1999). */
export function readSolomon(text: string, name: string, objective: 'cost' | 'fleet'): Instance {
  const rows = text
    .split('\n')
    .filter((line) => /^[\s\d.-]+$/.test(line))
    .map(numbers)
    .filter((row) => row.length > 1);
  const [fleet, capacity] = rows[0] as [number, number];
  const places = rows.slice(1);
  return {
    name,
    problem: {
      places: places.length,
      profiles: [euclidean(places.map((row) => ({ x: row[1]!, y: row[2]! })))],
      requests: places.slice(1).map(([id, , , demand, earliest, latest, service]) => ({
        id: String(id),
        job: { place: id!, windows: [[earliest!, latest!]], serviceS: service! },
        load: [demand!],
      })),
      vehicles: sameVehicles(fleet, capacity, [places[0]![4]!, places[0]![5]!]),
      weights: { distance: 1 },
      objective,
      triangle: true,
    },
  };
}
