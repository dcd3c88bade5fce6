import { DomainError } from '../../shared/errors.ts';

/** Lets few work at a time and not many wait; who comes then is told when to try again. */
export class Lane {
  readonly #width: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(width: number, mostWaiting: number) {
    this.#width = width;
    this.#mostWaiting = mostWaiting;
  }

  /** Runs `job` when it is its turn. Throws DomainError `solver_busy` when too many wait already. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.#width) await this.#wait();
    else this.#busy++;
    try {
      return await job();
    } finally {
      // The place passes on to the next without being free in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting)
      throw new DomainError('overloaded', 'solver_busy', 'Many problems are being solved; try again soon.', {
        retryAfterS: 5,
      });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
