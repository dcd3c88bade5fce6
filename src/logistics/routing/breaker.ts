const FAILURES_TO_OPEN = 3;
const REST_MS = 30_000;

export interface BreakerOptions {
  /** Failures in a row that open it. */
  failures?: number;
  /** How long it stays open before it lets one call try. */
  restMs?: number;
  now?: () => number;
}

export interface Outage {
  reason: string;
  /** When the failures began, epoch ms. */
  sinceMs: number;
}

/** Stops asking a dependency that keeps failing; after a rest a single call may try whether it is back. */
export class Breaker {
  readonly #failuresToOpen: number;
  readonly #restMs: number;
  readonly #now: () => number;
  #failures = 0;
  #outage: Outage | undefined;
  #closedUntilMs = 0;
  #trying = false;

  constructor({ failures = FAILURES_TO_OPEN, restMs = REST_MS, now = Date.now }: BreakerOptions = {}) {
    this.#failuresToOpen = failures;
    this.#restMs = restMs;
    this.#now = now;
  }

  /** The outage that keeps calls away; undefined while calls pass. */
  get open(): Outage | undefined {
    return this.#failures >= this.#failuresToOpen ? this.#outage : undefined;
  }

  /** Whether a call may go through. Each yes must be followed by `succeeded`, `failed` or `abandoned`. */
  admit(): boolean {
    if (!this.open) return true;
    if (this.#trying || this.#now() < this.#closedUntilMs) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#outage = undefined;
    this.#trying = false;
  }

  /** `restMs`: how long the dependency itself asked to be left alone, which opens at once. */
  failed(reason: string, restMs?: number): void {
    this.#trying = false;
    this.#failures = restMs === undefined ? this.#failures + 1 : this.#failuresToOpen;
    this.#outage = { reason, sinceMs: this.#outage?.sinceMs ?? this.#now() };
    this.#closedUntilMs = this.#now() + (restMs ?? this.#restMs);
  }

  /** The caller went away before there was an answer. */
  abandoned(): void {
    this.#trying = false;
  }
}
