import { headOf, reverseOf, tailOf } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';

/** Streets of one class and name, end to end: chains of arcs, so that a road is drawn and labelled as one line. */
export function joinedStreets(graph: RoadGraph, streets: readonly number[]): number[][] {
  const ends = new Map<string, number[]>();
  const keyOf = (street: number, node: number) => `${node} ${graph.roadClass[street]} ${graph.name[street]}`;
  for (const street of streets) {
    for (const node of [graph.from[street]!, graph.to[street]!]) {
      const key = keyOf(street, node);
      const known = ends.get(key);
      if (known) known.push(street);
      else ends.set(key, [street]);
    }
  }
  const taken = new Set<number>();
  /** Arcs that lead on from the head of `first`, as far as untaken streets go. */
  const onwardFrom = (first: number): number[] => {
    const arcs: number[] = [];
    for (let arc = first; ;) {
      const node = headOf(graph, arc);
      const next = ends.get(keyOf(arc >> 1, node))!.find((street) => !taken.has(street));
      if (next === undefined) return arcs;
      taken.add(next);
      arc = tailOf(graph, 2 * next) === node ? 2 * next : 2 * next + 1;
      arcs.push(arc);
    }
  };
  const chains: number[][] = [];
  for (const street of streets) {
    if (taken.has(street)) continue;
    taken.add(street);
    const arc = 2 * street;
    const after = onwardFrom(arc);
    const before = onwardFrom(reverseOf(arc)).map(reverseOf).reverse();
    chains.push([...before, arc, ...after]);
  }
  return chains;
}
