import type { LonLat } from '../../src/shared/geo.ts';
import {
  feedPeriodMs,
  glideAt,
  measured,
  renderLagMs,
  type Glided,
  type MeasuredLine,
  type TimedPlace,
} from './glide-line.ts';

const FRAME_MS = 33;
const KEPT = 12;

/** Moves one marker smoothly from fix to fix, about one feed period behind; still when people ask for less motion. */
export class Glider {
  readonly #draw: (place: Glided) => void;
  readonly #still: boolean;
  #fixes: TimedPlace[] = [];
  #line: MeasuredLine | null = null;
  #periodMs = 0;
  /** Arrival time minus fix time of the newest fix: turns the wall clock into fix time. */
  #offsetMs = 0;
  #frame = 0;
  #drawnMs = 0;

  constructor(draw: (place: Glided) => void, still: boolean) {
    this.#draw = draw;
    this.#still = still;
  }

  /** The route the marker follows where its fixes are on it. */
  follow(line: readonly LonLat[]): void {
    this.#line = line.length > 1 ? measured(line) : null;
  }

  /** Takes a new fix; one that is not newer than the last changes nothing. */
  push(fix: TimedPlace, headingDeg: number | null = null): void {
    const last = this.#fixes.at(-1);
    if (last && fix.atMs <= last.atMs) return;
    const nowMs = performance.now();
    if (last) this.#periodMs = feedPeriodMs(this.#periodMs, fix.atMs - last.atMs);
    this.#offsetMs = nowMs - fix.atMs;
    this.#fixes = [...this.#fixes.slice(-KEPT), fix];
    if (!last || this.#still) this.#draw({ lon: fix.lon, lat: fix.lat, headingDeg });
    else if (!this.#frame) this.#frame = requestAnimationFrame(this.#tick);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #tick = (nowMs: number): void => {
    this.#frame = 0;
    const renderMs = nowMs - this.#offsetMs - renderLagMs(this.#periodMs);
    if (nowMs - this.#drawnMs >= FRAME_MS) {
      this.#drawnMs = nowMs;
      const place = glideAt(this.#fixes, renderMs, this.#line);
      if (place) this.#draw(place);
    }
    if (renderMs < this.#fixes.at(-1)!.atMs) this.#frame = requestAnimationFrame(this.#tick);
  };
}
