import { signal } from '@preact/signals';
import type { FixInput } from '../../src/shared/live.ts';
import { newKey } from '../parts/api.ts';
import { worthSending, type PacedFix } from './fix-pace.ts';

/** ask: the phone will ask and we tell why first. denied: only its settings can help. */
export type GpsState = 'off' | 'ask' | 'on' | 'denied' | 'missing';

const SILENCE_MS = 15_000;
const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 };

/** The phone's position while on duty: handed on as fixes, and kept as the place where things are done. */
export class Gps {
  readonly state = signal<GpsState>('off');
  readonly last = signal<(FixInput & { id: string; at: string }) | null>(null);
  readonly #take: (fix: FixInput & { id: string }) => void;
  #sent: PacedFix | null = null;
  #watch: number | null = null;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #lock: WakeLockSentinel | null = null;

  constructor(take: (fix: FixInput & { id: string }) => void) {
    this.#take = take;
    document.addEventListener('visibilitychange', () => void this.#stayAwake());
  }

  /** Begins where permission was given before; else only says that it must be asked for. */
  async begin(): Promise<void> {
    if (this.#watch !== null) return;
    if (!('geolocation' in navigator)) {
      this.state.value = 'missing';
      return;
    }
    const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null);
    if (permission?.state === 'granted') this.allow();
    else this.state.value = permission?.state === 'denied' ? 'denied' : 'ask';
  }

  /** Starts watching; the phone asks the courier if it has not yet. */
  allow(): void {
    if (this.#watch !== null) return;
    this.state.value = 'on';
    this.#watch = navigator.geolocation.watchPosition(this.#got, this.#failed, OPTIONS);
    this.#pulse = setInterval(() => {
      const silentMs = Date.now() - (this.#sent?.atMs ?? 0);
      if (silentMs >= SILENCE_MS) navigator.geolocation.getCurrentPosition(this.#got, this.#failed, OPTIONS);
    }, SILENCE_MS / 3);
    void this.#stayAwake();
  }

  /** Off duty: nothing is watched and nothing is kept. */
  end(): void {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    clearInterval(this.#pulse);
    this.#watch = null;
    this.#sent = null;
    this.last.value = null;
    this.state.value = 'off';
    void this.#lock?.release();
    this.#lock = null;
  }

  #got = ({ coords, timestamp }: GeolocationPosition): void => {
    if (this.#watch === null) return;
    this.state.value = 'on';
    const paced = { lon: coords.longitude, lat: coords.latitude, atMs: Math.round(timestamp) };
    if (!worthSending(this.#sent, paced)) return;
    this.#sent = paced;
    const fix = {
      id: newKey(),
      at: new Date(paced.atMs).toISOString(),
      lon: paced.lon,
      lat: paced.lat,
      accuracyM: coords.accuracy,
      ...(coords.speed === null ? {} : { speedMps: coords.speed }),
      ...(coords.heading === null || Number.isNaN(coords.heading)
        ? {}
        : { headingDeg: coords.heading % 360 }),
      ...(coords.altitude === null ? {} : { altitudeM: coords.altitude }),
    };
    this.last.value = fix;
    this.#take(fix);
  };

  #failed = (error: GeolocationPositionError): void => {
    if (error.code !== error.PERMISSION_DENIED) return; // no signal just now: the age of the last fix says so
    this.end();
    this.state.value = 'denied';
  };

  /** The screen stays on while driving; the browser drops the lock whenever the page is hidden. */
  async #stayAwake(): Promise<void> {
    if (this.#watch === null || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    this.#lock = await navigator.wakeLock.request('screen').catch(() => null); // low battery refuses it
  }
}
