import { computed, signal } from '@preact/signals';
import type { News } from '../../src/shared/live.ts';
import type { CourierHomeView } from '../../src/shared/page-views.ts';
import type { StopAction } from '../../src/shared/route-views.ts';
import type { CourierView, MeView } from '../../src/shared/views.ts';
import { ApiProblem, get, newKey, send } from '../parts/api.ts';
import { clockTime } from '../parts/format.ts';
import { Live } from '../parts/live-store.ts';
import { goToSignIn } from '../parts/session.ts';
import { tell } from '../parts/toasts.tsx';
import { Gps } from './gps.ts';
import { Outbox } from './outbox.ts';
import type { PhoneStore } from './outbox-db.ts';
import type { Duty, Parcel } from './outbox-order.ts';
import { projected } from './projected-home.ts';
import { refusalWords } from './refusal-words.ts';
import { ask } from './say.ts';

const RELOAD_AFTER_MS = 300;
const isHome = (answer: unknown): answer is CourierHomeView =>
  typeof answer === 'object' && answer !== null && 'courier' in answer && 'offers' in answer;

/** The office moved the end of the shift one is in, or planned one for somebody who is at home. */
function tellShift({ courier, timeZone }: CourierHomeView, { shift, state }: CourierView): void {
  if (!shift) return;
  const before = courier.shift;
  const time = clockTime(shift.to, timeZone);
  if (before?.id === shift.id && before.to !== shift.to) tell(ask('shiftNow', { time }));
  else if (before?.id !== shift.id && state === 'off_duty') tell(ask('askedNow', { time }));
}

/** All that the courier's page knows and can do. */
export class CourierHome {
  readonly #server = signal<CourierHomeView | null>(null);
  readonly #store: PhoneStore;
  readonly error = signal<unknown>(null);
  readonly outbox: Outbox;
  readonly gps: Gps;
  readonly live = new Live();
  /** What the server said, with what still waits to be sent applied. */
  readonly home = computed(
    () => this.#server.value && projected(this.#server.value, this.outbox.waiting.value),
  );
  /** Pictures taken for a stop, until it is done: a wrong PIN must not cost a second photo. */
  readonly pictures = new Map<string, { photo: string | null; signature: string | null }>();
  /** Stops that the courier said he set off for. */
  readonly setOff = new Set<string>();
  #reload: ReturnType<typeof setTimeout> | undefined;

  constructor(me: MeView, store: PhoneStore) {
    this.#store = store;
    this.outbox = new Outbox(store, {
      sent: (parcel, answer) => this.#sent(parcel, answer),
      refused: (parcel, problem) => this.#refused(parcel, problem),
    });
    this.gps = new Gps((fix) => void this.outbox.put({ kind: 'fix', fix }));
    this.live.watch(`courier:${me.courierId ?? ''}`, {
      snapshot: (home) => this.#become(home),
      news: (news) => this.#hear(news),
    });
  }

  async start(): Promise<void> {
    await this.outbox.start();
    await this.load();
    if (!this.#server.value) this.#server.value = await this.#store.lastHome();
  }

  async load(): Promise<void> {
    try {
      this.#become(await get<CourierHomeView>('/courier/home'));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return goToSignIn();
      this.error.value = error;
    }
  }

  act(stopId: string, action: StopAction, details: Record<string, unknown> = {}): void {
    if (action === 'depart') this.setOff.add(stopId);
    const fix = this.gps.last.value;
    const position = fix ? { position: { lon: fix.lon, lat: fix.lat } } : {};
    const body = { at: new Date().toISOString(), ...position, ...details };
    void this.outbox.put({ kind: 'stop', key: newKey(), stopId, action, body });
  }

  duty(state: Duty): void {
    void this.outbox.put({ kind: 'duty', key: newKey(), state });
  }

  /** Answers an offer now: one that was answered late is worth nothing, so it does not wait in the outbox. */
  async answer(offerId: string, answer: 'accept' | 'reject'): Promise<void> {
    try {
      this.#become(await send<CourierHomeView>('POST', `/offers/${offerId}/${answer}`));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      tell(refusalWords('offer', error), { tone: 'bad' });
      if (!error.passing) await this.load();
    }
  }

  #become(home: CourierHomeView): void {
    this.#server.value = home;
    this.error.value = null;
    void this.#store.keepHome(home);
  }

  #sent(parcel: Parcel, answer: unknown): void {
    if (parcel.deed.kind === 'stop') this.pictures.delete(parcel.deed.stopId);
    if (isHome(answer)) this.#become(answer);
    else if (parcel.deed.kind !== 'fix') void this.load();
  }

  #refused(parcel: Parcel, problem: ApiProblem): void {
    if (parcel.deed.kind === 'fix') return console.warn('Fixes were refused.', problem);
    tell(refusalWords(parcel.deed.kind === 'stop' ? parcel.deed.action : 'duty', problem), { tone: 'bad' });
    void this.load();
  }

  #hear(news: News): void {
    const home = this.#server.value;
    if (!home) return;
    if (news.kind === 'courier') {
      tellShift(home, news.courier);
      this.#become({ ...home, courier: news.courier });
      if (news.courier.zoneId !== home.courier.zoneId) this.#loadSoon();
    } else if (news.kind === 'offer')
      this.#become({
        ...home,
        offers: [...home.offers.filter((one) => one.id !== news.offer.id), news.offer],
      });
    else if (news.kind === 'offer_closed')
      this.#become({ ...home, offers: home.offers.filter((one) => one.id !== news.offerId) });
    // what is allowed now comes only with the whole home
    else this.#loadSoon();
  }

  /** Once for news that come together. */
  #loadSoon(): void {
    clearTimeout(this.#reload);
    this.#reload = setTimeout(() => void this.load(), RELOAD_AFTER_MS);
  }
}
