import type { Model } from './model.ts';

/** Longest neighbour list kept; live plans are asked for a moment only, and then lists are most of the work. */
const KEPT = 300;
const KEPT_LIVE = 80;

/** The stops near a stop, nearest first: computed when first asked for. */
export interface Neighbours {
  of(node: number): Int32Array;
}

/** Near by travel time there; ties (one store, many orders) by how far apart the windows lie. */
export function neighbours(m: Model): Neighbours {
  const rows: (Int32Array | undefined)[] = Array.from({ length: m.tasks });
  const keys = new Float64Array(m.tasks);
  return { of: (node) => (rows[node] ??= nearest(m, node, keys)) };
}

function nearest(m: Model, node: number, keys: Float64Array): Int32Array {
  const matrix = m.durations[0]!;
  const row = m.place[node]! * m.problem.places;
  const middle = (m.early[node]! + m.late[node]!) / 2;
  for (let x = 0; x < m.tasks; x++) {
    const apart = Math.abs((m.early[x]! + m.late[x]!) / 2 - middle);
    const near = Math.max(0, Math.min(1e9, matrix[row + m.place[x]!]! + Math.min(1, apart * 1e-6)));
    // One number per stop, index in its low digits: the native sort of numbers needs no comparator.
    keys[x] = Math.floor(near * 1000) * m.tasks + x;
  }
  const out = new Int32Array(Math.min(m.plain ? KEPT : KEPT_LIVE, m.tasks - 1));
  const sorted = smallest(keys, out.length + 1).sort();
  let count = 0;
  for (let k = 0; k < sorted.length && count < out.length; k++) {
    const x = sorted[k]! % m.tasks;
    if (x !== node) out[count++] = x;
  }
  return out;
}

/** The `count` smallest, in any order (Hoare's selection). Reorders the list. */
function smallest(list: Float64Array, count: number): Float64Array {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const pivot = list[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (list[i]! < pivot) i++;
      while (list[j]! > pivot) j--;
      if (i > j) break;
      const swap = list[i]!;
      list[i++] = list[j]!;
      list[j--] = swap;
    }
    if (count - 1 <= j) high = j;
    else if (count - 1 >= i) low = i;
    else break;
  }
  return list.subarray(0, count);
}
