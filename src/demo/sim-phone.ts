import { randomUUID } from 'node:crypto';
import type { LonLat } from '../shared/geo.ts';
import type { FixInput, FixResult } from '../shared/live.ts';
import { advance, driveAlong, leftM, placeOf, wayTo, type Drive } from './courier-drive.ts';
import { observe, openSky, type Sky } from './gps-noise.ts';
import type { Rng } from './rng.ts';
import { freshUplink, transmit, type Uplink } from './uplink.ts';
import type { WaylightClient } from './waylight-client.ts';

/** How far apart fixes are. */
const FIX_EVERY_MS = 3_000;
const BATTERY_PCT_PER_HOUR = 6;

/** A courier on the street and the phone in the pocket: moves along a way and sends where it is. */
export class SimPhone {
  readonly #client: WaylightClient;
  readonly #rng: Rng;
  #drive: Drive;
  #sky: Sky = openSky;
  #uplink: Uplink = freshUplink;
  #observedAt = 0;
  #batteryPct: number;
  /** One upload after the other, so that a restart of the server finds them in order. */
  #sending: Promise<void> = Promise.resolve();

  constructor(client: WaylightClient, rng: Rng, start: LonLat) {
    this.#client = client;
    this.#rng = rng;
    this.#drive = driveAlong([start]);
    this.#batteryPct = rng.from(45, 100);
  }

  get arrived(): boolean {
    return leftM(this.#drive) === 0;
  }

  get position(): LonLat {
    return placeOf(this.#drive).position;
  }

  /** Sets off along a route's line to a stop on it. */
  driveTo(line: readonly LonLat[], stop: LonLat): void {
    this.#drive = driveAlong(wayTo(line, this.position, stop));
  }

  /** Lets time pass. `cruiseMps` already holds the factor of the simulation. */
  tick(now: number, elapsedMs: number, cruiseMps: number): void {
    this.#drive = advance(this.#rng, this.#drive, now, elapsedMs, cruiseMps);
    this.#batteryPct = Math.max(5, this.#batteryPct - (BATTERY_PCT_PER_HOUR * elapsedMs) / 3_600_000);
    if (now - this.#observedAt < FIX_EVERY_MS) return;
    const sinceMs = Math.min(now - this.#observedAt, 60_000);
    this.#observedAt = now;
    const { position, headingDeg } = placeOf(this.#drive);
    const speedMps = this.arrived ? 0 : this.#drive.speedMps;
    const truth = { at: now, position, headingDeg, speedMps, batteryPct: this.#batteryPct };
    const [seen, sky] = observe(this.#rng, this.#sky, truth, sinceMs);
    this.#sky = sky;
    const fix = seen && { ...seen, id: randomUUID() };
    const [batches, uplink] = transmit(this.#rng, this.#uplink, fix, now, sinceMs);
    this.#uplink = uplink;
    for (const batch of batches) this.#send(batch);
  }

  /** When everything handed to the network so far is acknowledged or given up. */
  settled(): Promise<void> {
    return this.#sending;
  }

  #send(fixes: FixInput[]): void {
    const sent = () => this.#client.post<{ results: FixResult[] }>('/fixes', { fixes }, null);
    const kept = (error: Error) => {
      if (error.name !== 'AbortError') console.error(`  a batch of fixes was refused: ${error.message}`);
    };
    this.#sending = this.#sending.then(sent).then(() => {}, kept);
  }
}
