/** A way through places (by index) whose every step is a wanted pair, or a step back to the next one. */
export type Tour = number[];

/**
 * Each ordered pair of `count` places exactly once as consecutive steps of one circuit: an Eulerian circuit of the complete
 * digraph (Hierholzer 1873). `count * (count - 1) + 1` stops, so no leg is asked for twice.
 */
export function completeTour(count: number): Tour {
  // A single place still has to be found on the streets.
  if (count < 2) return count === 1 ? [0, 0] : [];
  const next = new Uint32Array(count);
  const path = [0];
  const tour: Tour = [];
  while (path.length > 0) {
    const place = path.at(-1)!;
    if (next[place] === place) next[place]!++;
    if (next[place]! < count) path.push(next[place]!++);
    else tour.push(path.pop()!);
  }
  return tour.reverse();
}

/** Each pair source -> target: sources are 0..sources-1, targets follow them. Every second step is the way back. */
export function bipartiteTour(sources: number, targets: number): Tour {
  const tour: Tour = [];
  for (let source = 0; source < sources; source++) {
    for (let target = 0; target < targets; target++) tour.push(source, sources + target);
  }
  return tour;
}

/** The tour in stretches of at most `steps` steps; each begins where the one before ended. */
export function chunked(tour: Tour, steps: number): Tour[] {
  const chunks: Tour[] = [];
  for (let at = 0; at + 1 < tour.length; at += steps) chunks.push(tour.slice(at, at + steps + 1));
  return chunks;
}

/** The stretches that are left when some places cannot be visited. */
export function without(tour: Tour, refused: ReadonlySet<number>): Tour[] {
  const parts: Tour[] = [[]];
  for (const place of tour) {
    if (refused.has(place)) parts.push([]);
    else parts.at(-1)!.push(place);
  }
  return parts.filter((part) => part.length > 1);
}
