type Point = [at: number, more: number];

/** A convex function in straight pieces: its slope far to the left, and what each point adds to the slope. */
export interface Pieces {
  slope: number;
  points: Point[];
}

/**
 * The smallest non-decreasing numbers that minimise the sum of these functions of one number each, in the time of sorting
 * their points. Every function must rise in the end and fall in the beginning.
 */
export function orderedMinimum(functions: readonly Pieces[]): number[] {
  // The least sum so far when the next number is at most this: it falls to the last point and is flat behind it.
  const sum: Point[] = [];
  const lowest = functions.map(({ slope, points }) => {
    let rising = slope;
    for (const [at, more] of points) {
      sum.splice(placeOf(sum, at), 0, [at, more]);
      rising += more;
    }
    if (rising < 0) throw new Error('a cost that never rises has no minimum');
    while (rising >= sum.at(-1)![1]) rising -= sum.pop()![1];
    const last = sum.at(-1)!;
    last[1] -= rising;
    return last[0];
  });
  for (let k = lowest.length - 2; k >= 0; k--) lowest[k] = Math.min(lowest[k]!, lowest[k + 1]!);
  return lowest;
}

/** Where a point belongs among sorted ones. */
function placeOf(sorted: readonly Point[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]![0] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
