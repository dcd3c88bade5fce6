import { setTimeout as sleep } from 'node:timers/promises';
import type { LonLat } from '../shared/geo.ts';
import type { CourierHomeView } from '../shared/page-views.ts';
import type { StopView } from '../shared/route-views.ts';
import { CRUISE_MPS } from './courier-drive.ts';
import { decide, drawFate, nextStop, type Act, type Fate } from './courier-mind.ts';
import { parcelPhoto, signature } from './pictures.ts';
import type { Rng } from './rng.ts';
import type { SimPhone } from './sim-phone.ts';
import { Refused, type WaylightClient } from './waylight-client.ts';

const TICK_MS = 1_000;
/** How often the courier looks at the screen. */
const LOOK_EVERY_MS = 4_000;

export interface CourierSurroundings {
  /** How much faster than real it drives and waits. */
  speed: number;
  /** What the customer at the door says. */
  pinOf: (deliveryId: string) => string | undefined;
  tell: (what: 'delivered' | 'failed' | 'refused', detail: string) => void;
  signal: AbortSignal;
}

/** A courier at work: looks at its page, decides, acts, and drives in between. */
export class SimCourier {
  readonly #page: WaylightClient;
  readonly #signIn: () => Promise<void>;
  readonly #phone: SimPhone;
  readonly #rng: Rng;
  readonly #around: CourierSurroundings;
  readonly #since = new Map<string, number>();
  readonly #fates = new Map<string, Fate>();
  #home: CourierHomeView | null = null;
  #goingTo: string | null = null;
  #reachedAt: number | null = null;
  #refusals = 0;

  constructor(
    page: WaylightClient,
    signIn: () => Promise<void>,
    phone: SimPhone,
    rng: Rng,
    around: CourierSurroundings,
  ) {
    this.#page = page;
    this.#signIn = signIn;
    this.#phone = phone;
    this.#rng = rng;
    this.#around = around;
  }

  /** Works until the signal. */
  async run(): Promise<void> {
    await Promise.all([this.#move(), this.#work()]);
    await this.#phone.settled();
  }

  async #move(): Promise<void> {
    const { signal, speed } = this.#around;
    for (let last = Date.now(); !signal.aborted; await nap(TICK_MS, signal)) {
      const now = Date.now();
      const cruise = CRUISE_MPS[this.#home?.courier.vehicle.kind ?? 'bike'] * speed;
      this.#phone.tick(now, now - last, cruise);
      if (this.#goingTo && this.#phone.arrived) this.#reachedAt ??= now;
      last = now;
    }
  }

  async #work(): Promise<void> {
    const { signal, tell } = this.#around;
    await nap(this.#rng.from(0, LOOK_EVERY_MS), signal);
    while (!signal.aborted) {
      try {
        await this.#step();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Refused && error.status === 401) await this.#signIn().catch(() => {});
        else tell('refused', (error as Error).message);
      }
      await nap(LOOK_EVERY_MS, signal);
    }
  }

  /** Looks, then acts until there is nothing to do but wait. */
  async #step(): Promise<void> {
    this.#see(await this.#page.get<CourierHomeView>('/courier/home'));
    for (let acts = 0; acts < 6 && !this.#around.signal.aborted; acts++) {
      const memory = {
        since: this.#since,
        fates: this.#fates,
        reachedAt: this.#reachedAt,
        refusals: this.#refusals,
      };
      const act = decide(this.#home!, memory, Date.now());
      if (act.do === 'wait' || act.do === 'drive') {
        if (act.do === 'drive') this.#driveTo(act.stop);
        return;
      }
      await this.#perform(act);
    }
  }

  #see(home: CourierHomeView): void {
    this.#home = home;
    const now = Date.now();
    const meet = (id: string, kind: Parameters<typeof drawFate>[1]) => {
      if (this.#since.has(id)) return;
      this.#since.set(id, now);
      this.#fates.set(id, drawFate(this.#rng, kind, this.#around.speed));
    };
    for (const offer of home.offers) meet(offer.id, 'offer');
    const stop = nextStop(home);
    if (stop) meet(stop.id, stop.kind);
    if (stop && stop.state !== 'pending' && stop.place.at) this.#driveTo(stop);
    if (stop?.id !== this.#goingTo) [this.#goingTo, this.#reachedAt, this.#refusals] = [null, null, 0];
  }

  /** Sets off unless it is already on the way there. */
  #driveTo(stop: StopView): void {
    if (this.#goingTo === stop.id || !stop.place.at) return;
    [this.#goingTo, this.#reachedAt, this.#refusals] = [stop.id, null, 0];
    this.#phone.driveTo(this.#home?.route?.line ?? [], stop.place.at);
  }

  async #perform(act: Exclude<Act, { do: 'wait' | 'drive' }>): Promise<void> {
    try {
      this.#see(await this.#send(act));
      if (act.do === 'complete' && act.stop.kind === 'dropoff')
        this.#around.tell('delivered', act.stop.number);
      if (act.do === 'fail') this.#around.tell('failed', `${act.stop.number} ${act.reason}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      this.#refusals++;
      this.#around.tell('refused', `${act.do}: ${error.message}`);
      await nap(LOOK_EVERY_MS, this.#around.signal);
      this.#see(await this.#page.get<CourierHomeView>('/courier/home'));
    }
  }

  async #send(act: Exclude<Act, { do: 'wait' | 'drive' }>): Promise<CourierHomeView> {
    if (act.do === 'go_on_duty') {
      await this.#page.post('/courier/duty', { state: 'on' });
      return this.#page.get('/courier/home');
    }
    if (act.do === 'answer')
      return this.#page.post(`/offers/${act.offer.id}/${act.accept ? 'accept' : 'reject'}`);
    const seen = { at: new Date().toISOString(), position: this.#phone.position };
    const path = `/stops/${act.stop.id}/${act.do}`;
    if (act.do === 'fail') return this.#page.post(path, { reason: act.reason });
    if (act.do !== 'complete') return this.#page.post(path, seen);
    return this.#page.post(path, { ...seen, ...this.#proofOf(act.stop) });
  }

  #proofOf(stop: StopView): { proof?: Record<string, string | undefined> } {
    const wanted = new Set(stop.proofRequired);
    if (wanted.size === 0) return {};
    const proof = {
      ...(wanted.has('photo') && { photo: parcelPhoto(this.#rng) }),
      ...(wanted.has('signature') && { signature: signature(this.#rng) }),
      ...(wanted.has('pin') && { pin: this.#around.pinOf(stop.deliveryId) ?? '0000' }),
    };
    return { proof };
  }
}

const nap = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});

/** A place to begin at: where the server last saw this courier, else one of the doors. */
export function startOf(home: CourierHomeView, rng: Rng, doors: readonly { at: LonLat }[]): LonLat {
  const { position } = home.courier;
  return position ? { lon: position.lon, lat: position.lat } : rng.pick(doors).at;
}
