import type { StreamName } from '../shared/live.ts';
import type { PositionView } from '../shared/views.ts';
import type { PositionSignal } from '../platform/sockets/positions.ts';

/** What is needed of a watcher to send it positions. */
export interface Watcher {
  writable: () => boolean;
  send: (stream: StreamName, positions: PositionView[]) => void;
}

interface Waiting {
  stream: StreamName;
  position: PositionView;
  sinceMs: number;
}

/** A customer's right may end while a position waits for a stalled line: after this it is not sent any more. */
const CUSTOMER_WAITS_MS = 700;

/**
 * Positions for watchers, conflated per watcher: of each courier only the newest waits, so a slow line gets fewer
 * positions and never old ones, and a marker never goes back in time.
 */
export class PositionCaster<W extends Watcher> {
  readonly #waiting = new Map<W, Map<string, Waiting>>();
  /** Time of the newest fix of each courier: processes may hear of each other's in any order. */
  readonly #newest = new Map<string, string>();

  /** Takes a signal for the watchers that `watchersOf` names per stream. */
  take(signal: PositionSignal, watchersOf: (stream: StreamName) => Iterable<W>, nowMs: number): void {
    const { position, streams } = signal;
    const { courierId, at } = position;
    if ((this.#newest.get(courierId) ?? '') > at) return;
    this.#newest.set(courierId, at);
    for (const stream of streams) {
      for (const watcher of watchersOf(stream)) {
        const waiting = this.#waiting.get(watcher) ?? new Map<string, Waiting>();
        this.#waiting.set(watcher, waiting);
        waiting.set(`${stream}/${courierId}`, { stream, position, sinceMs: nowMs });
      }
    }
  }

  /** Sends what waits to every watcher whose line takes it; returns how many positions went out. */
  flush(nowMs: number): number {
    let sent = 0;
    for (const [watcher, waiting] of this.#waiting) {
      if (!watcher.writable()) continue;
      const fresh = [...waiting.values()].filter((one) => !isTooLate(one, nowMs));
      for (const [stream, ofStream] of Map.groupBy(fresh, (one) => one.stream))
        watcher.send(
          stream,
          ofStream.map(({ position }) => position),
        );
      sent += fresh.length;
      this.#waiting.delete(watcher);
    }
    return sent;
  }

  forget(watcher: W): void {
    this.#waiting.delete(watcher);
  }
}

const isTooLate = ({ stream, sinceMs }: Waiting, nowMs: number) =>
  stream.startsWith('order:') && nowMs - sinceMs > CUSTOMER_WAITS_MS;
