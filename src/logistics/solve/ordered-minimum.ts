/** A convex function in straight pieces: its slope far to the left, and what each point adds to the slope. */
export interface Pieces {
  slope: number;
  points: [at: number, more: number][];
}

interface Block extends Pieces {
  count: number;
  lowest: number;
}

/**
 * The smallest non-decreasing numbers that minimise the sum of these functions of one number each: pool adjacent violators
 * (Ayer et al. 1955) for convex costs (Ahuja & Orlin 2001). Every function must rise in the end and fall in the beginning.
 */
export function orderedMinimum(functions: readonly Pieces[]): number[] {
  const blocks: Block[] = [];
  for (const { slope, points } of functions) {
    let block = withLowest(slope, [...points].sort(byPlace), 1);
    for (let last = blocks.at(-1); last && last.lowest > block.lowest; last = blocks.at(-1)) {
      blocks.pop();
      // Two sorted runs: the sort merges them in one pass.
      const merged = [...last.points, ...block.points].sort(byPlace);
      block = withLowest(last.slope + block.slope, merged, last.count + block.count);
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ lowest, count }) => Array.from({ length: count }, () => lowest));
}

const byPlace = ([a]: [number, number], [b]: [number, number]) => a - b;

function withLowest(slope: number, points: [number, number][], count: number): Block {
  let rising = slope;
  for (const [at, more] of points) {
    rising += more;
    if (rising >= 0) return { slope, points, count, lowest: at };
  }
  throw new Error('a cost that never rises has no minimum');
}
