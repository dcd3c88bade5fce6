const ABSENT = -1;

/** A 4-ary min-heap of edge numbers ordered by `keys[edge]`; a smaller key is announced by `put` again. */
export class EdgeHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #items: Uint32Array;
  readonly #slot: Int32Array;
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#items = new Uint32Array(keys.length);
    this.#slot = new Int32Array(keys.length).fill(ABSENT);
  }

  put(edge: number): void {
    const known = this.#slot[edge]!;
    this.#rise(edge, known === ABSENT ? this.size++ : known);
  }

  pop(): number {
    const top = this.#items[0]!;
    this.#slot[top] = ABSENT;
    if (--this.size > 0) this.#sink(this.#items[this.size]!);
    return top;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#slot[this.#items[i]!] = ABSENT;
    this.size = 0;
  }

  #rise(edge: number, from: number): void {
    const items = this.#items;
    const key = this.#keys[edge]!;
    let slot = from;
    while (slot > 0) {
      const up = (slot - 1) >> 2;
      const other = items[up]!;
      if (this.#keys[other]! <= key) break;
      items[slot] = other;
      this.#slot[other] = slot;
      slot = up;
    }
    items[slot] = edge;
    this.#slot[edge] = slot;
  }

  #sink(edge: number): void {
    const items = this.#items;
    const keys = this.#keys;
    const key = keys[edge]!;
    let slot = 0;
    for (;;) {
      const first = 4 * slot + 1;
      if (first >= this.size) break;
      let least = first;
      const end = Math.min(first + 4, this.size);
      for (let child = first + 1; child < end; child++)
        if (keys[items[child]!]! < keys[items[least]!]!) least = child;
      const other = items[least]!;
      if (keys[other]! >= key) break;
      items[slot] = other;
      this.#slot[other] = slot;
      slot = least;
    }
    items[slot] = edge;
    this.#slot[edge] = slot;
  }
}
