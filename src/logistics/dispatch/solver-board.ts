import { isBetter, type Snapshot } from './solver/search.ts';
import type { Problem } from './solver/problem.ts';

/** Shared memory in which threads on one problem show each other their best plans; one slot a thread. */
export interface Board {
  slots: Slot[];
}

interface Slot {
  /** Odd while its owner writes; 0 before the first plan. */
  turn: Int32Array;
  /** Unserved worth, vehicles, cost. */
  worth: Float64Array;
  /** Per vehicle: number of nodes, then the nodes. */
  routes: Int32Array;
}

export function newBoard(problem: Problem, threads: number): Board {
  const stops = problem.requests.length * 2 + problem.vehicles.length;
  const slot = (): Slot => ({
    turn: new Int32Array(new SharedArrayBuffer(4)),
    worth: new Float64Array(new SharedArrayBuffer(24)),
    routes: new Int32Array(new SharedArrayBuffer(4 * stops)),
  });
  return { slots: Array.from({ length: threads }, slot) };
}

/** What thread `me` does when it compares: shows its plan, takes the best of the others when that is better. */
export function exchanger(
  { slots }: Board,
  me: number,
  problem: Problem,
): (best: Snapshot) => Snapshot | undefined {
  return (best) => {
    write(slots[me]!, best);
    let found: Snapshot | undefined;
    slots.forEach((slot, k) => {
      const theirs = k === me ? undefined : read(slot, problem.vehicles.length);
      if (theirs && isBetter(theirs, found ?? best, problem.objective)) found = theirs;
    });
    return found;
  };
}

function write({ turn, worth, routes }: Slot, best: Snapshot): void {
  Atomics.add(turn, 0, 1);
  worth.set([best.unserved, best.vehicles, best.cost]);
  let at = 0;
  for (const nodes of best.routes) {
    routes[at++] = nodes.length;
    for (const node of nodes) routes[at++] = node;
  }
  Atomics.add(turn, 0, 1);
}

/** A seqlock's read: nothing when it has never been written, or is being written meanwhile. */
function read({ turn, worth, routes }: Slot, vehicles: number): Snapshot | undefined {
  const before = Atomics.load(turn, 0);
  if (before === 0 || before % 2 === 1) return undefined;
  const [unserved, used, cost] = worth as unknown as [number, number, number];
  const copy = { routes: routesOf(routes, vehicles), vehicles: used, unserved, cost };
  return Atomics.load(turn, 0) === before ? copy : undefined;
}

function routesOf(list: Int32Array, vehicles: number): number[][] {
  let at = 0;
  return Array.from({ length: vehicles }, () => {
    const from = at + 1;
    at = from + Math.max(0, list[at]!);
    return Array.from(list.subarray(from, at));
  });
}
