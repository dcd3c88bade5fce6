import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.ts';
import { Logs } from '../platform/logs/logs.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { Positions, type PositionSignal } from '../platform/sockets/positions.ts';
import { StreamsService } from '../platform/streams/streams.service.ts';
import type { Entry, StreamName } from '../shared/live.ts';
import { backlogBytes, isWritable, type LiveServer, type LiveSocket } from './live-socket.ts';
import { PositionCaster, type Watcher } from './position-caster.ts';
import { hasExpired, parseStream } from './stream-access.rules.ts';

/** Positions that arrive together go out together. */
const GATHER_MS = 10;
/** Slow lines are tried again, and ended rights looked for, this often. */
const LOOK_MS = 200;
const HEADS_MS = 5_000;
const MOST_BACKLOG_BYTES = 1_000_000;
const MOST_PER_LINK = 10;

class SocketWatcher implements Watcher {
  constructor(readonly socket: LiveSocket) {}
  writable = (): boolean => isWritable(this.socket);
  send: Watcher['send'] = (stream, positions) => {
    const { principal } = this.socket.data;
    if (hasExpired(principal, new Date())) return;
    // Customers learn where the courier is, not which one it is.
    const shown =
      principal.role === 'customer' ? positions.map((one) => ({ ...one, courierId: '' })) : positions;
    this.socket.volatile.emit('positions', { stream, positions: shown });
  };
}

/**
 * Everybody who watches through this process: gets news at once, positions conflated, heads every 5 s. Watchers here are
 * served first and without waiting; other processes are told besides, and what does not reach them they heal from the heads.
 */
@Injectable()
export class LiveWatchers implements BeforeApplicationShutdown {
  readonly #caster = new PositionCaster<SocketWatcher>();
  readonly #watchers = new Map<string, SocketWatcher>();
  readonly #timers: NodeJS.Timeout[] = [];
  #gathering?: NodeJS.Timeout;
  #server?: LiveServer;

  constructor(
    private readonly streams: StreamsService,
    private readonly positions: Positions,
    private readonly metrics: Metrics,
    private readonly logs: Logs,
    private readonly config: Config,
  ) {}

  serve(server: LiveServer): void {
    this.#server = server;
    const hasOthers = this.config.redisUrl !== undefined;
    this.streams.onCommitted((entries) => {
      this.#tell(entries);
      if (hasOthers) server.serverSideEmit('news', entries);
    });
    this.positions.onSignal((signal) => {
      this.#cast(signal);
      if (hasOthers) server.serverSideEmit('position', signal);
    });
    server.on('news', (entries) => this.#tell(entries));
    server.on('position', (signal) => this.#cast(signal));
    this.#timers.push(setInterval(() => this.#look(), LOOK_MS));
    this.#timers.push(setInterval(() => void this.#tellHeads(), HEADS_MS));
  }

  beforeApplicationShutdown(): void {
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#gathering);
    this.#server?.local.disconnectSockets(true);
  }

  get count(): number {
    return this.#watchers.size;
  }

  welcome(socket: LiveSocket): void {
    this.#makeRoom(socket);
    const watcher = new SocketWatcher(socket);
    this.#watchers.set(socket.id, watcher);
    this.metrics.watchers.inc();
    socket.on('disconnect', () => {
      this.#watchers.delete(socket.id);
      this.#caster.forget(watcher);
      this.metrics.watchers.dec();
    });
  }

  /** Ends every watch of these principals, named `kind/id`, in this process. */
  end(principals: ReadonlySet<string>): void {
    for (const { socket } of this.#watchers.values()) {
      const { kind, id } = socket.data.principal;
      if (principals.has(`${kind}/${id}`)) this.#finish(socket, 'revoked');
    }
  }

  /** A link may be passed on, but not without end: the oldest line goes, which is the likeliest to be dead. */
  #makeRoom({ data }: LiveSocket): void {
    const { kind, id } = data.principal;
    if (kind !== 'share') return;
    const same = [...this.#watchers.values()].filter(({ socket }) => socket.data.principal.id === id);
    if (same.length >= MOST_PER_LINK) same[0]!.socket.disconnect(true);
  }

  #tell(entries: readonly Entry[]): void {
    for (const entry of entries) this.#server!.local.to(entry.stream).emit('news', entry);
  }

  #cast(signal: PositionSignal): void {
    this.#caster.take(signal, (stream) => this.#watching(stream), Date.now());
    this.#gathering ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  *#watching(stream: StreamName): Iterable<SocketWatcher> {
    for (const id of this.#server!.sockets.adapter.rooms.get(stream) ?? []) {
      const watcher = this.#watchers.get(id);
      if (watcher) yield watcher;
    }
  }

  #flush(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.metrics.positions.inc(this.#caster.flush(Date.now()));
  }

  /** Once more for slow lines; and an end for those that may not watch any longer, or that do not read at all. */
  #look(): void {
    this.#flush();
    const now = new Date();
    for (const { socket } of this.#watchers.values()) {
      if (hasExpired(socket.data.principal, now)) this.#finish(socket, 'expired');
      // It comes back with its cursor and misses nothing; meanwhile it costs no memory.
      else if (backlogBytes(socket) > MOST_BACKLOG_BYTES) socket.disconnect(true);
    }
  }

  #finish(socket: LiveSocket, reason: 'expired' | 'revoked'): void {
    for (const room of socket.rooms)
      if (parseStream(room)) socket.emit('ended', { stream: room as StreamName, reason });
    socket.disconnect(true);
  }

  async #tellHeads(): Promise<void> {
    const server = this.#server!;
    const names = [...server.sockets.adapter.rooms.keys()].filter((room) =>
      parseStream(room),
    ) as StreamName[];
    try {
      const heads = await this.streams.heads(names);
      const now = new Date().toISOString();
      for (const name of names)
        server.local.to(name).volatile.emit('heads', { now, streams: { [name]: heads[name] } });
    } catch (error) {
      this.logs.error('live', 'The heads of the streams could not be read', error);
    }
  }
}
