import { signal, type ReadonlySignal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import {
  LIVE_PATH,
  type ClientToServer,
  type Cursor,
  type Handshake,
  type JoinAnswer,
  type ServerToClient,
  type StreamName,
} from '../../src/shared/live.ts';
import type { Problem } from '../../src/shared/problem.ts';
import { followClock } from './clock.ts';
import { WatchedStream, type Watcher } from './watched-stream.ts';

/** What the page can say about its connection; `since` in milliseconds. */
export interface Connection {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  since: number;
}

const SILENCE_MS = 16_000;
const JOIN_TIMEOUT_MS = 8000;

/** One socket for a page: watches streams gap-free over breaks, and says how the connection is. */
export class Live {
  readonly #connection = signal<Connection>({ state: 'connecting', since: Date.now() });
  readonly #reloads = signal(0);
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #streams = new Map<StreamName, WatchedStream>();
  readonly #pulse: ReturnType<typeof setInterval>;
  #heardMs = 0;

  constructor(handshake: Handshake = {}) {
    this.#socket = io({
      path: LIVE_PATH,
      auth: handshake,
      reconnectionDelayMax: 8000,
      transports: ['websocket', 'polling'],
    });
    this.#socket.on('connect', () => this.#opened());
    this.#socket.on('disconnect', (reason) => this.#closed(reason));
    this.#socket.on('connect_error', (error) => this.#failed(error));
    this.#socket.on('news', (entry) => this.#streams.get(entry.stream)?.entry(entry));
    this.#socket.on('positions', (message) =>
      this.#streams.get(message.stream)?.positions(message.positions),
    );
    this.#socket.on('ended', (message) => {
      this.#streams.get(message.stream)?.ended(message.reason);
      this.#streams.delete(message.stream);
    });
    this.#socket.on('heads', (heads) => {
      this.#heardMs = Date.now();
      followClock(heads.now);
      for (const [stream, head] of Object.entries(heads.streams))
        if (head) this.#streams.get(stream as StreamName)?.head(head);
    });
    this.#pulse = setInterval(() => this.#listen(), 250);
    addEventListener('online', this.#lineChanged);
    addEventListener('offline', this.#lineChanged);
  }

  get connection(): ReadonlySignal<Connection> {
    return this.#connection;
  }

  /** How often a gap could not be filled, so that a stream was loaded anew. */
  get reloads(): ReadonlySignal<number> {
    return this.#reloads;
  }

  /** Watches a stream until the returned function is called: a snapshot, then every entry once and in order. */
  watch<S extends StreamName>(stream: S, watcher: Watcher<S>): () => void {
    const watched = new WatchedStream(stream, watcher as Watcher<StreamName>, {
      join: (cursor, answer) => this.#join(stream, cursor, answer),
      reloaded: () => this.#reloads.value++,
    });
    this.#streams.set(stream, watched);
    if (this.#socket.connected) watched.connected();
    return () => {
      if (this.#streams.get(stream) !== watched) return;
      this.#streams.delete(stream);
      if (this.#socket.connected) this.#socket.emit('leave', { stream }, () => undefined);
    };
  }

  close(): void {
    clearInterval(this.#pulse);
    removeEventListener('online', this.#lineChanged);
    removeEventListener('offline', this.#lineChanged);
    this.#socket.close();
  }

  #join(stream: StreamName, cursor: Cursor | null, answer: (answer: JoinAnswer) => void): void {
    const message = cursor ? { stream, cursor } : { stream };
    this.#socket.timeout(JOIN_TIMEOUT_MS).emit('join', message, (lost: Error | null, reply: JoinAnswer) => {
      if (!lost) answer(reply);
      else if (this.#socket.connected) this.#join(stream, cursor, answer);
    });
  }

  #opened(): void {
    this.#heardMs = Date.now();
    this.#become('live');
    for (const stream of this.#streams.values()) stream.connected();
  }

  #closed(reason: string): void {
    this.#become(navigator.onLine ? 'reconnecting' : 'offline');
    // socket.io does not come back by itself after the server closed the line, as it does when it restarts
    if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), 1000);
  }

  #failed(error: Error & { data?: unknown }): void {
    if (this.#socket.active) return this.#become(navigator.onLine ? 'reconnecting' : 'offline');
    const problem = (error.data ?? {
      status: 401,
      code: 'refused',
      title: error.message,
      type: 'about:blank',
    }) as Problem;
    this.#become('offline');
    for (const stream of this.#streams.values()) stream.refused(problem);
  }

  /** Notices lost entries after their hold, and a line that went silent without closing. */
  #listen(): void {
    for (const stream of this.#streams.values()) stream.waited();
    if (!this.#socket.connected || this.#streams.size === 0 || Date.now() - this.#heardMs < SILENCE_MS)
      return;
    this.#heardMs = Date.now();
    this.#socket.io.engine.close();
  }

  #lineChanged = (): void => {
    if (!navigator.onLine) this.#become('offline');
    else if (this.#socket.connected) this.#become('live');
    else {
      this.#become('reconnecting');
      this.#socket.connect();
    }
  };

  #become(state: Connection['state']): void {
    const before = this.#connection.peek();
    if (before.state === state) return;
    const broken = before.state === 'reconnecting' || before.state === 'offline';
    const since = broken && state !== 'live' ? before.since : Date.now();
    this.#connection.value = { state, since };
  }
}
