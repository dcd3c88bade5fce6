import type { Problem, Profile } from '../problem.ts';

export interface Instance {
  name: string;
  problem: Problem;
}

/** Whitespace-separated numbers of a line; empty for a blank one. */
export const numbers = (line: string): number[] => {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/).map(Number);
};

/** Euclidean distances in double precision, as the published results count; a second is a unit of distance. */
export function euclidean(points: { x: number; y: number }[]): Profile {
  const n = points.length;
  const matrix = new Float64Array(n * n);
  points.forEach((a, i) => points.forEach((b, j) => (matrix[i * n + j] = Math.hypot(a.x - b.x, a.y - b.y))));
  return { durationsS: matrix, distancesM: matrix };
}
