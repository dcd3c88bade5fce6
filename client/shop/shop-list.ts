import { signal } from '@preact/signals';
import type { DeliveryView, PageOf } from '../../src/shared/views.ts';
import { ApiProblem, get } from '../parts/api.ts';
import type { Connection } from '../parts/live-store.ts';
import { goToSignIn } from '../parts/session.ts';

export type Which = 'open' | 'all';

const AGAIN_MS = 10_000;
const TYPING_MS = 250;
const STEP = 50;
const MOST = 200;

/** A store's deliveries: asked for again and again while the page is looked at. */
export class ShopList {
  readonly page = signal<PageOf<DeliveryView> | null>(null);
  /** Why there is nothing to show; a list that is there stays. */
  readonly error = signal<unknown>(null);
  readonly connection = signal<Connection>({ state: 'connecting', since: Date.now() });
  readonly which = signal<Which>('open');
  readonly query = signal('');
  #limit = STEP;
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  begin(): () => void {
    const look = (): void => {
      if (document.visibilityState === 'visible') void this.ask();
    };
    document.addEventListener('visibilitychange', look);
    void this.ask();
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.#asking.abort();
      clearTimeout(this.#timer);
    };
  }

  show(which: Which): void {
    this.which.value = which;
    this.page.value = null;
    this.#limit = STEP;
    void this.ask();
  }

  search(query: string): void {
    this.query.value = query;
    this.#limit = STEP;
    this.#askIn(TYPING_MS);
  }

  more(): void {
    this.#limit = Math.min(MOST, this.#limit + STEP);
    void this.ask();
  }

  get mayShowMore(): boolean {
    return this.page.value?.nextCursor != null && this.#limit < MOST;
  }

  async ask(): Promise<void> {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    try {
      this.page.value = await get<PageOf<DeliveryView>>(this.#path(), asking.signal);
      this.error.value = null;
      this.connection.value = { state: 'live', since: Date.now() };
    } catch (error) {
      if (asking.signal.aborted) return;
      if (error instanceof ApiProblem && error.status === 401) return goToSignIn();
      this.error.value = error;
      const { state, since } = this.connection.value;
      if (state !== 'offline')
        this.connection.value = { state: 'offline', since: state === 'live' ? since : Date.now() };
    }
    this.#askIn(AGAIN_MS);
  }

  #path(): string {
    const asked = new URLSearchParams({ limit: String(this.#limit) });
    if (this.which.value === 'open') asked.set('state', 'open');
    const query = this.query.value.trim();
    if (query) asked.set('q', query);
    return `/deliveries?${asked}`;
  }

  #askIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void this.ask();
    }, ms);
  }
}
