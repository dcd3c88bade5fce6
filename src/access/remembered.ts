/** Answers kept for a moment, so that what is asked many times a second is looked up once. */
export class Remembered<V> {
  readonly #answers = new Map<string, { value: V; untilMs: number }>();
  readonly #forMs: number;
  readonly #most: number;

  constructor(forMs: number, most = 50_000) {
    this.#forMs = forMs;
    this.#most = most;
  }

  /** The remembered value, else what `look` finds. */
  async of(key: string, look: () => Promise<V>, nowMs = Date.now()): Promise<V> {
    const known = this.#answers.get(key);
    if (known && known.untilMs > nowMs) return known.value;
    const value = await look();
    if (this.#answers.size >= this.#most) this.#answers.clear();
    this.#answers.set(key, { value, untilMs: nowMs + this.#forMs });
    return value;
  }

  forgetAll(): void {
    this.#answers.clear();
  }
}
