import { numbers, type Instance } from './benchmark.ts';
import { sameVehicles } from './li-lim.ts';
import type { Request, Task } from '../problem.ts';

/** Pickup and delivery on real street networks in the format of Sartori & Buriol (2020): travel minutes, not symmetric. */
export function readSartoriBuriol(text: string, name: string, objective: 'cost' | 'fleet'): Instance {
  const lines = text.split(/\r?\n/);
  const head = new Map(
    lines.slice(0, 15).map((line) => line.split(':').map((part) => part.trim()) as [string, string]),
  );
  const size = Number(head.get('SIZE'));
  const nodesAt = lines.findIndex((line) => line.startsWith('NODES')) + 1;
  const edgesAt = lines.findIndex((line) => line.startsWith('EDGES')) + 1;
  const nodes = lines.slice(nodesAt, nodesAt + size).map(numbers);
  const matrix = Float64Array.from(lines.slice(edgesAt, edgesAt + size).flatMap(numbers));
  const task = (k: number): Task => ({
    place: k,
    windows: [[nodes[k]![4]!, nodes[k]![5]!]],
    serviceS: nodes[k]![6]!,
  });
  const requests = nodes.flatMap((row, k): Request[] => {
    const delivery = row[8]!;
    return delivery > 0
      ? [{ id: String(k), pickup: task(k), delivery: task(delivery), load: [row[3]!] }]
      : [];
  });
  const end = Math.min(nodes[0]![5]!, Number(head.get('ROUTE-TIME')));
  return {
    name,
    problem: {
      places: size,
      profiles: [{ durationsS: matrix, distancesM: matrix }],
      requests,
      vehicles: sameVehicles(requests.length, Number(head.get('CAPACITY')), [nodes[0]![4]!, end]),
      weights: { distance: 1 },
      objective,
      triangle: true,
    },
  };
}
