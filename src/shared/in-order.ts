/**
 * Runs jobs of one key one at a time in the order they were given, and jobs of different keys side by side.
 * A job that fails rejects its own promise and does not stop those behind it.
 */
export class InOrder<K> {
  readonly #tails = new Map<K, Promise<unknown>>();

  run<T>(key: K, job: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const result = before ? before.then(job, job) : job();
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key);
      });
    this.#tails.set(key, tail);
    return result;
  }

  /** How many keys have work under way. */
  get size(): number {
    return this.#tails.size;
  }
}
