/** Coordinates of a tile run from 0 to this, x to the east and y to the south. */
export const TILE_EXTENT = 4096;
/** Roads reach this far over the edge, so that wide strokes meet between tiles. */
export const TILE_MARGIN = 128;

/** x0, y0, x1, y1, ... in tile units. */
export type FlatLine = number[];

/** The pieces of a line that touch the tile and its margin. */
export function visiblePieces(line: FlatLine): FlatLine[] {
  const low = -TILE_MARGIN;
  const high = TILE_EXTENT + TILE_MARGIN;
  const pieces: FlatLine[] = [];
  let open = false;
  for (let i = 2; i < line.length; i += 2) {
    const [x0, y0, x1, y1] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!];
    const visible =
      Math.max(x0, x1) >= low &&
      Math.min(x0, x1) <= high &&
      Math.max(y0, y1) >= low &&
      Math.min(y0, y1) <= high;
    if (visible && !open) pieces.push([x0, y0]);
    if (visible) pieces.at(-1)!.push(x1, y1);
    open = visible;
  }
  return pieces;
}

/** Leaves out points nearer than `tolerance` to the line without them (Douglas & Peucker 1973). */
export function simplified(line: FlatLine, tolerance: number): FlatLine {
  const last = line.length / 2 - 1;
  const keep = new Uint8Array(last + 1);
  keep[0] = keep[last] = 1;
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let worst = tolerance * tolerance;
    let split = -1;
    for (let i = from + 1; i < to; i++) {
      const d = squaredDistance(line, i, from, to);
      if (d > worst) [worst, split] = [d, i];
    }
    if (split < 0) continue;
    keep[split] = 1;
    open.push([from, split], [split, to]);
  }
  return line.filter((_, i) => keep[i >> 1]);
}

function squaredDistance(line: FlatLine, point: number, from: number, to: number): number {
  const ax = line[2 * from]!;
  const ay = line[2 * from + 1]!;
  const dx = line[2 * to]! - ax;
  const dy = line[2 * to + 1]! - ay;
  const px = line[2 * point]! - ax;
  const py = line[2 * point + 1]! - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return (px - t * dx) ** 2 + (py - t * dy) ** 2;
}

/** First point whole, the others as steps from the one before; undefined when nothing of it is left to see. */
export function deltas(line: FlatLine): number[] | undefined {
  const out: number[] = [];
  let x = Math.round(line[0]!);
  let y = Math.round(line[1]!);
  out.push(x, y);
  for (let i = 2; i < line.length; i += 2) {
    const nx = Math.round(line[i]!);
    const ny = Math.round(line[i + 1]!);
    if (nx === x && ny === y) continue;
    out.push(nx - x, ny - y);
    x = nx;
    y = ny;
  }
  return out.length > 2 ? out : undefined;
}
