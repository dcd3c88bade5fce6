const ABSENT = -1;

/** A 4-ary min-heap of edge numbers with their keys; an edge put again moves up to its new, smaller key. */
export class EdgeHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #items: Uint32Array;
  readonly #slot: Int32Array;
  constructor(edges: number) {
    this.#keys = new Float64Array(edges);
    this.#items = new Uint32Array(edges);
    this.#slot = new Int32Array(edges).fill(ABSENT);
  }

  put(edge: number, key: number): void {
    const items = this.#items;
    const keys = this.#keys;
    const slots = this.#slot;
    const known = slots[edge]!;
    let slot = known === ABSENT ? this.size++ : known;
    while (slot > 0) {
      const up = (slot - 1) >> 2;
      const upKey = keys[up]!;
      if (upKey <= key) break;
      const other = items[up]!;
      items[slot] = other;
      keys[slot] = upKey;
      slots[other] = slot;
      slot = up;
    }
    items[slot] = edge;
    keys[slot] = key;
    slots[edge] = slot;
  }

  pop(): number {
    const top = this.#items[0]!;
    this.#slot[top] = ABSENT;
    if (--this.size > 0) this.#sink(this.#items[this.size]!, this.#keys[this.size]!);
    return top;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#slot[this.#items[i]!] = ABSENT;
    this.size = 0;
  }

  #sink(edge: number, key: number): void {
    const items = this.#items;
    const keys = this.#keys;
    const slots = this.#slot;
    const size = this.size;
    let slot = 0;
    for (;;) {
      const first = 4 * slot + 1;
      if (first >= size) break;
      let least = first;
      let leastKey = keys[first]!;
      const end = first + 4 < size ? first + 4 : size;
      for (let child = first + 1; child < end; child++) {
        const childKey = keys[child]!;
        if (childKey < leastKey) {
          least = child;
          leastKey = childKey;
        }
      }
      if (leastKey >= key) break;
      const other = items[least]!;
      items[slot] = other;
      keys[slot] = leastKey;
      slots[other] = slot;
      slot = least;
    }
    items[slot] = edge;
    keys[slot] = key;
    slots[edge] = slot;
  }
}
