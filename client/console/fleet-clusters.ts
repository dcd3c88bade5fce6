/** Something to draw at a place of the canvas, in pixels. */
export interface Spot {
  id: string;
  x: number;
  y: number;
  /** Drawn alone even in a crowd: selected, or in trouble. */
  alone: boolean;
}

export interface Cluster<S extends Spot> {
  x: number;
  y: number;
  members: S[];
}

export const CELL_PX = 56;
/** Below this many spots in view every one is drawn. */
export const CROWD = 150;

/**
 * Groups a crowd by the cells of a grid that stands still on the ground (`originX`, `originY`: the world pixel at the
 * canvas' corner), so that clusters don't jump while the map is moved. A cell with one or two members stays as it is.
 */
export function clustered<S extends Spot>(
  spots: readonly S[],
  originX: number,
  originY: number,
): { single: S[]; clusters: Cluster<S>[] } {
  if (spots.length <= CROWD) return { single: [...spots], clusters: [] };
  const single: S[] = [];
  const cells = new Map<string, S[]>();
  for (const spot of spots) {
    if (spot.alone) {
      single.push(spot);
      continue;
    }
    const key = `${Math.floor((spot.x + originX) / CELL_PX)},${Math.floor((spot.y + originY) / CELL_PX)}`;
    const cell = cells.get(key);
    if (cell) cell.push(spot);
    else cells.set(key, [spot]);
  }
  const clusters: Cluster<S>[] = [];
  for (const members of cells.values()) {
    if (members.length <= 2) single.push(...members);
    else clusters.push({ x: mean(members, 'x'), y: mean(members, 'y'), members });
  }
  return { single, clusters };
}

function mean(spots: readonly Spot[], axis: 'x' | 'y'): number {
  return spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;
}

/** The spot nearest to a point within `reachPx`, or null. Later ones lie on top and win ties. */
export function nearestSpot<S extends { x: number; y: number }>(
  spots: readonly S[],
  x: number,
  y: number,
  reachPx: number,
): S | null {
  let best: S | null = null;
  let bestPx = reachPx;
  for (const spot of spots) {
    const px = Math.hypot(spot.x - x, spot.y - y);
    if (px <= bestPx) {
      best = spot;
      bestPx = px;
    }
  }
  return best;
}
