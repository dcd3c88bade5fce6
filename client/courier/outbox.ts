import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiProblem, send } from '../parts/api.ts';
import type { PhoneStore } from './outbox-db.ts';
import { nextParcel, pauseMs, type Deed, type Parcel, type Waiting } from './outbox-order.ts';

export interface Post {
  /** The server took it; its answer. */
  sent(parcel: Parcel, answer: unknown): void;
  /** The server refused it for good; it is no longer waiting. */
  refused(parcel: Parcel, problem: ApiProblem): void;
}

/** How sending goes: nothing to send, something under way or held up since a moment, or stopped until somebody signs in. */
export type Sending = { state: 'fine' } | { state: 'held'; since: number } | { state: 'signed_out' };

/** Sends what the courier did, one after the other in the order of doing, and keeps it until the server has it. */
export class Outbox {
  readonly #store: PhoneStore;
  readonly #post: Post;
  readonly #waiting = signal<readonly Waiting[]>([]);
  readonly #sending = signal<Sending>({ state: 'fine' });
  #running = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: PhoneStore, post: Post) {
    this.#store = store;
    this.#post = post;
    addEventListener('online', () => this.hurry());
  }

  get waiting(): ReadonlySignal<readonly Waiting[]> {
    return this.#waiting;
  }

  get sending(): ReadonlySignal<Sending> {
    return this.#sending;
  }

  /** Takes up what was left from before. */
  async start(): Promise<void> {
    this.#waiting.value = await this.#store.waiting();
    this.hurry();
  }

  /** Keeps a deed on the phone, then sends it when it is its turn. */
  async put(deed: Deed): Promise<void> {
    const id = await this.#store.add(deed);
    this.#waiting.value = [...this.#waiting.value, { ...deed, id }];
    if (deed.kind === 'fix') void this.#run();
    else this.hurry();
  }

  /** Tries at once, whatever pause was on. */
  hurry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running || this.#timer !== undefined) return;
    this.#running = true;
    try {
      for (let parcel = this.#next(); parcel; parcel = this.#next())
        if (!(await this.#deliver(parcel))) break;
    } finally {
      this.#running = false;
    }
  }

  #next(): Parcel | null {
    return nextParcel(this.#waiting.value);
  }

  /** Whether the way is free for the next parcel. */
  async #deliver(parcel: Parcel): Promise<boolean> {
    this.#held();
    try {
      const answer = await send('POST', parcel.path, parcel.body, { key: parcel.key });
      await this.#settle(parcel);
      this.#post.sent(parcel, answer);
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.status === 401) this.#sending.value = { state: 'signed_out' };
      else if (error.passing) this.#hold();
      else {
        await this.#settle(parcel);
        this.#post.refused(parcel, error);
        return true;
      }
      return false;
    }
  }

  async #settle(parcel: Parcel): Promise<void> {
    await this.#store.remove(parcel.ids);
    this.#waiting.value = this.#waiting.value.filter((one) => !parcel.ids.includes(one.id));
    this.#failures = 0;
    this.#sending.value = { state: 'fine' };
  }

  /** From the first try on: a line that swallows requests holds things up as much as one that is cut. */
  #held(): void {
    if (this.#sending.value.state === 'fine') this.#sending.value = { state: 'held', since: Date.now() };
  }

  #hold(): void {
    this.#failures += 1;
    this.#held();
    this.#timer = setTimeout(() => this.hurry(), pauseMs(this.#failures));
  }
}
