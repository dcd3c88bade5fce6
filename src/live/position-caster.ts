import type { StreamName } from '../shared/live.ts';
import type { PositionView } from '../shared/views.ts';
import type { PositionSignal } from '../platform/sockets/positions.ts';

/** What is needed of a watcher to send it positions. */
export interface Watcher {
  writable: () => boolean;
  send: (stream: StreamName, positions: PositionView[]) => void;
}

/**
 * Positions for watchers, conflated per watcher: of each courier only the newest waits, so a slow line gets fewer
 * positions and never old ones, and a marker never goes back in time.
 */
export class PositionCaster<W extends Watcher> {
  readonly #waiting = new Map<W, Map<string, { stream: StreamName; position: PositionView }>>();

  /** Takes a signal for the watchers that `watchersOf` names per stream. */
  take(signal: PositionSignal, watchersOf: (stream: StreamName) => Iterable<W>): void {
    const { position } = signal;
    for (const stream of signal.streams) {
      for (const watcher of watchersOf(stream)) {
        const waiting =
          this.#waiting.get(watcher) ?? new Map<string, { stream: StreamName; position: PositionView }>();
        this.#waiting.set(watcher, waiting);
        const key = `${stream}/${position.courierId}`;
        const before = waiting.get(key);
        if (!before || before.position.at <= position.at) waiting.set(key, { stream, position });
      }
    }
  }

  /** Sends what waits to every watcher whose line takes it; returns how many positions went out. */
  flush(): number {
    let sent = 0;
    for (const [watcher, waiting] of this.#waiting) {
      if (!watcher.writable()) continue;
      const byStream = new Map<StreamName, PositionView[]>();
      for (const { stream, position } of waiting.values()) {
        const list = byStream.get(stream);
        if (list) list.push(position);
        else byStream.set(stream, [position]);
      }
      for (const [stream, positions] of byStream) watcher.send(stream, positions);
      sent += waiting.size;
      this.#waiting.delete(watcher);
    }
    return sent;
  }

  forget(watcher: W): void {
    this.#waiting.delete(watcher);
  }
}
