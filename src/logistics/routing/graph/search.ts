import { EdgeHeap } from './edge-heap.ts';
import type { Network } from './network.ts';
import type { EdgePoint } from './snap.ts';
import type { Turns } from './turns.ts';

export interface SearchBounds {
  /** Stop when all of these edges are settled. */
  goals?: readonly number[];
  /** Never go further than this from the start. */
  withinM?: number;
  /** Search against the traffic, from a target back to all sources. */
  backward?: boolean;
}

const UNREACHED = -1;

/**
 * Dijkstra over edges, quickest way first. Labels stand at an edge's start (backward: at its end) and never at the
 * start places themselves, so an edge can be met again after a trip round the block. Reused between runs: no
 * allocation while it searches.
 */
export class Search {
  readonly network: Network;
  /** Per edge, after `run`: time and length from the start to the edge; Infinity when not reached. */
  readonly ms: Float64Array;
  readonly m: Float64Array;
  /** The edge before; `-2 - edge` when that is a start edge, -1 when not reached. */
  readonly parent: Int32Array;
  readonly #heap: EdgeHeap;
  readonly #touched: Uint32Array;
  readonly #isGoal: Uint8Array;
  #touchedCount = 0;

  constructor(network: Network) {
    const edges = network.edgeMs.length;
    this.network = network;
    this.ms = new Float64Array(edges).fill(Infinity);
    this.m = new Float64Array(edges).fill(Infinity);
    this.parent = new Int32Array(edges).fill(UNREACHED);
    this.#heap = new EdgeHeap(edges);
    this.#touched = new Uint32Array(edges);
    this.#isGoal = new Uint8Array(edges);
  }

  run(
    starts: readonly EdgePoint[],
    { goals = [], withinM = Infinity, backward = false }: SearchBounds,
  ): void {
    this.#forget();
    const { edgeMs, edgeM } = this.network;
    const turns = backward ? this.network.backward : this.network.onward;
    let missing = this.#aim(goals);
    for (const { edge, ms, m } of starts) {
      const restMs = backward ? ms : edgeMs[edge]! - ms;
      const restM = backward ? m : edgeM[edge]! - m;
      this.#relax(turns, edge, restMs, restM, -2 - edge);
    }
    while (this.#heap.size > 0) {
      const edge = this.#heap.pop();
      if (this.#isGoal[edge] && --missing === 0) break;
      const endM = this.m[edge]! + edgeM[edge]!;
      if (endM <= withinM) this.#relax(turns, edge, this.ms[edge]! + edgeMs[edge]!, endM, edge);
    }
    this.#heap.clear();
    for (const edge of goals) this.#isGoal[edge] = 0;
  }

  /** Marks the goals; answers how many different ones there are. */
  #aim(goals: readonly number[]): number {
    let count = 0;
    for (const edge of goals) {
      if (!this.#isGoal[edge]) count++;
      this.#isGoal[edge] = 1;
    }
    return count;
  }

  #relax(turns: Turns, edge: number, endMs: number, endM: number, parent: number): void {
    const { start, to, ms: prices } = turns;
    const { ms: bestMs, m: bestM, parent: parents } = this;
    const last = start[edge + 1]!;
    for (let i = start[edge]!; i < last; i++) {
      const next = to[i]!;
      const ms = endMs + prices[i]!;
      if (ms >= bestMs[next]!) continue;
      if (parents[next] === UNREACHED) this.#touched[this.#touchedCount++] = next;
      bestMs[next] = ms;
      bestM[next] = endM;
      parents[next] = parent;
      this.#heap.put(next, ms);
    }
  }

  #forget(): void {
    for (let i = 0; i < this.#touchedCount; i++) {
      const edge = this.#touched[i]!;
      this.ms[edge] = Infinity;
      this.m[edge] = Infinity;
      this.parent[edge] = UNREACHED;
    }
    this.#touchedCount = 0;
  }
}
