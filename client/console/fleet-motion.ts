import { alongLine, type LonLat } from '../../src/shared/geo.ts';
import type { PositionView } from '../../src/shared/views.ts';
import {
  feedPeriodMs,
  glideAt,
  measured,
  placeOnLine,
  renderLagMs,
  type Glided,
  type MeasuredLine,
  type TimedPlace,
} from '../parts/glide-line.ts';

interface Track {
  fixes: TimedPlace[];
  headingDeg: number | null;
  periodMs: number;
  /** Arrival minus fix time of the newest fix: turns the clock into fix time. */
  offsetMs: number;
  /** The piece of the route between the last two fixes; undefined until a frame needs it. */
  leg: MeasuredLine | null | undefined;
}

const KEPT = 4;
/** Route beyond the fixes that the leg keeps, so that their snapped ends lie on it. */
const MARGIN_M = 30;

/** Where every courier of the fleet is drawn at a moment: one feed period behind, along its route where it is on it. */
export class FleetMotion {
  readonly #tracks = new Map<string, Track>();
  readonly #routes = new Map<string, MeasuredLine>();

  /** The route a courier follows. */
  follow(courierId: string, line: readonly LonLat[]): void {
    if (this.#routes.get(courierId)?.points === line) return;
    if (line.length > 1) this.#routes.set(courierId, measured(line));
    else this.#routes.delete(courierId);
  }

  /** Takes a position; one that is not newer than the last changes nothing. */
  push(position: PositionView, nowMs: number): void {
    const atMs = Date.parse(position.at);
    const known = this.#tracks.get(position.courierId);
    const last = known?.fixes.at(-1);
    if (last && atMs <= last.atMs) return;
    const fix = { atMs, lon: position.lon, lat: position.lat };
    this.#tracks.set(position.courierId, {
      fixes: known ? [...known.fixes.slice(1 - KEPT), fix] : [fix],
      headingDeg: position.headingDeg ?? known?.headingDeg ?? null,
      periodMs: last ? feedPeriodMs(known!.periodMs, atMs - last.atMs) : 0,
      offsetMs: nowMs - atMs,
      leg: undefined,
    });
  }

  forget(keep: ReadonlySet<string>): void {
    for (const id of this.#tracks.keys()) if (!keep.has(id)) this.#tracks.delete(id);
  }

  /** Time of the newest fix, milliseconds. */
  fixedAtMs(courierId: string): number | null {
    return this.#tracks.get(courierId)?.fixes.at(-1)?.atMs ?? null;
  }

  /** Where to draw a courier; `still` shows the newest fix without gliding. */
  place(courierId: string, nowMs: number, still: boolean): Glided | null {
    const track = this.#tracks.get(courierId);
    const newest = track?.fixes.at(-1);
    if (!track || !newest) return null;
    const renderMs = still ? Infinity : nowMs - track.offsetMs - renderLagMs(track.periodMs);
    if (renderMs >= newest.atMs) return { lon: newest.lon, lat: newest.lat, headingDeg: track.headingDeg };
    if (track.leg === undefined) track.leg = this.#legOf(courierId, track.fixes);
    const glided = glideAt(track.fixes, renderMs, track.leg);
    return glided && { ...glided, headingDeg: glided.headingDeg ?? track.headingDeg };
  }

  /** Whether anybody is between two fixes: the picture must be painted again. */
  moving(nowMs: number): boolean {
    for (const { fixes, offsetMs, periodMs } of this.#tracks.values())
      if (fixes.length > 1 && nowMs - offsetMs - renderLagMs(periodMs) < fixes.at(-1)!.atMs) return true;
    return false;
  }

  #legOf(courierId: string, fixes: readonly TimedPlace[]): MeasuredLine | null {
    const route = this.#routes.get(courierId);
    if (!route || fixes.length < 2) return null;
    const from = placeOnLine(route, fixes[0]!);
    const to = from && placeOnLine(route, fixes.at(-1)!, from.alongM);
    return to ? slice(route, from.alongM - MARGIN_M, to.alongM + MARGIN_M) : null;
  }
}

/** The part of a line between two running lengths. */
function slice({ points, sums }: MeasuredLine, fromM: number, toM: number): MeasuredLine {
  const inner = points.filter((_, i) => sums[i]! > fromM && sums[i]! < toM);
  return measured([alongLine(points, sums, fromM), ...inner, alongLine(points, sums, toM)]);
}
