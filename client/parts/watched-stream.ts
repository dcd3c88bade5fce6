import type {
  Cursor,
  Entry,
  JoinAnswer,
  News,
  Snapshots,
  StreamKind,
  StreamName,
} from '../../src/shared/live.ts';
import type { PositionView } from '../../src/shared/views.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { notJoined, step, type StreamEvent, type StreamState } from './stream-cursor.ts';

type KindOf<S extends StreamName> = S extends `${infer K extends StreamKind}:${string}` ? K : 'alerts';
export type EndReason = 'expired' | 'revoked' | 'finished';

/** Who hears a stream. `snapshot` replaces all that was known; `news` follow it one by one. */
export interface Watcher<S extends StreamName> {
  snapshot(value: Snapshots[KindOf<S>]): void;
  news(news: News, entry: Entry): void;
  positions?(positions: PositionView[]): void;
  /** The right to watch ended. */
  ended?(reason: EndReason): void;
  /** The server does not let this page watch. */
  refused?(problem: Problem): void;
}

export interface StreamLine {
  join(cursor: Cursor | null, answer: (answer: JoinAnswer) => void): void;
  /** A gap could not be filled and the stream was loaded anew. */
  reloaded(): void;
}

const RETRY_MS = 3000;

/** One stream's state, fed by the socket, telling its watcher. */
export class WatchedStream {
  readonly stream: StreamName;
  readonly #watcher: Watcher<StreamName>;
  readonly #line: StreamLine;
  #state: StreamState = notJoined;
  #attempt = 0;

  constructor(stream: StreamName, watcher: Watcher<StreamName>, line: StreamLine) {
    this.stream = stream;
    this.#watcher = watcher;
    this.#line = line;
  }

  connected(): void {
    this.#take({ kind: 'connected' });
  }

  entry(entry: Entry): void {
    this.#take({ kind: 'entry', entry, nowMs: Date.now() });
  }

  head(head: Cursor): void {
    this.#take({ kind: 'head', head, nowMs: Date.now() });
  }

  waited(): void {
    this.#take({ kind: 'waited', nowMs: Date.now() });
  }

  positions(positions: PositionView[]): void {
    this.#watcher.positions?.(positions);
  }

  ended(reason: EndReason): void {
    this.#watcher.ended?.(reason);
  }

  refused(problem: Problem): void {
    this.#watcher.refused?.(problem);
  }

  #take(event: StreamEvent): void {
    const { state, apply, join } = step(this.#state, event);
    this.#state = state;
    for (const entry of apply) this.#watcher.news(entry.news, entry);
    if (join) this.#join();
  }

  #join(): void {
    const attempt = ++this.#attempt;
    this.#line.join(this.#state.cursor, (answer) => {
      if (attempt === this.#attempt) this.#answered(answer);
    });
  }

  #answered(answer: JoinAnswer): void {
    if (!answer.ok) {
      const { status } = answer.problem;
      if (status === 429 || status >= 500) setTimeout(() => this.connected(), RETRY_MS);
      else this.refused(answer.problem);
      return;
    }
    if (!answer.recovered) {
      if (this.#state.cursor) this.#line.reloaded();
      this.#watcher.snapshot(
        answer.snapshot as Snapshots['alerts'] &
          Snapshots['zone'] &
          Snapshots['order'] &
          Snapshots['courier'],
      );
    }
    this.#take({ kind: 'answered', answer, nowMs: Date.now() });
  }
}
