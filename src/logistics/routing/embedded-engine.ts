import { Worker } from 'node:worker_threads';
import type { LonLat } from '../../shared/geo.ts';
import type { Geocoder, Place } from './geocoder.ts';
import type { FromGraph, GraphCall, GraphCalls, StreetsSummary, TileKey, ToGraph } from './graph-protocol.ts';
import { PROFILES } from './routing-engine.ts';
import type {
  EngineCapabilities,
  EngineHealth,
  MatchRequest,
  MatrixRequest,
  Profile,
  RouteRequest,
  RoutingEngine,
} from './routing-engine.ts';
import { engineUnavailable, fromWire } from './routing-errors.ts';

export interface EmbeddedOptions {
  /** Holds `streets.graph`; built from the demo city when it is missing. */
  dataDir: string;
  onProgress?: (message: string) => void;
}

interface Pending {
  resolve: (answer: never) => void;
  reject: (error: unknown) => void;
}

/** The streets in a thread of their own, so that a big matrix never holds up a request. Started by the first question. */
export class EmbeddedEngine implements RoutingEngine, Geocoder {
  readonly id = 'embedded';
  readonly #options: EmbeddedOptions;
  readonly #pending = new Map<number, Pending>();
  #thread: Worker | undefined;
  #lastId = 0;

  constructor(options: EmbeddedOptions) {
    this.#options = options;
  }

  route(request: RouteRequest, signal?: AbortSignal) {
    return this.#ask('route', request, signal);
  }

  matrix(request: MatrixRequest, signal?: AbortSignal) {
    return this.#ask('matrix', request, signal);
  }

  match(request: MatchRequest, signal?: AbortSignal) {
    return this.#ask('match', request, signal);
  }

  nearest(at: LonLat, profile: Profile) {
    return this.#ask('nearest', { at, profile });
  }

  search(text: string, limit: number): Promise<Place[]> {
    return this.#ask('search', { text, limit });
  }

  reverse(at: LonLat): Promise<Place | null> {
    return this.#ask('reverse', at);
  }

  /** Gzipped JSON of a basemap tile. */
  tile(key: TileKey): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask('tile', key);
  }

  /** Resolves when the streets are loaded, built first where need be. */
  about(): Promise<StreetsSummary> {
    return this.#ask('about', null);
  }

  async health(): Promise<EngineHealth> {
    try {
      const { label, streets, builtAt, bbox } = await this.about();
      return { ok: true, detail: `${label}, ${streets} streets`, streetsAt: builtAt, bbox };
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  capabilities(): EngineCapabilities {
    return {
      matrix: 'native',
      maxMatrixCells: 4_000_000,
      match: true,
      turnRestrictions: true,
      profiles: PROFILES,
    };
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #ask<C extends GraphCall>(call: C, ask: GraphCalls[C][0], signal?: AbortSignal): Promise<GraphCalls[C][1]> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const thread = (this.#thread ??= this.#start());
    const id = ++this.#lastId;
    const cancel = () => {
      thread.postMessage({ id, call: 'cancel' } satisfies ToGraph);
      this.#settle(id)?.reject(signal?.reason);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    return new Promise<GraphCalls[C][1]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      thread.ref();
      thread.postMessage({ id, call, ask });
    }).finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** An idle thread does not keep the process alive. */
  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#thread?.unref();
    return pending;
  }

  #start(): Worker {
    const { file, execArgv } = threadFile();
    const thread = new Worker(file, { execArgv, workerData: { dataDir: this.#options.dataDir } });
    const lost = (reason: string) => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      for (const { reject } of this.#pending.values())
        reject(engineUnavailable(`The streets' thread ended: ${reason}`));
      this.#pending.clear();
    };
    thread.on('message', (message: FromGraph) => this.#hear(message));
    thread.on('error', (error) => lost(error instanceof Error ? error.message : String(error)));
    thread.on('exit', (code) => lost(`exit code ${code}`));
    return thread;
  }

  #hear(message: FromGraph): void {
    if ('progress' in message) this.#options.onProgress?.(message.progress);
    else if ('error' in message) this.#settle(message.id)?.reject(fromWire(message.error));
    else this.#settle(message.id)?.resolve(message.answer as never);
  }
}

/** The thread runs what this file runs: compiled code, or sources through the TypeScript hook. */
function threadFile(): { file: URL; execArgv: string[] } {
  if (!import.meta.url.endsWith('.ts'))
    return { file: new URL('./graph.worker.js', import.meta.url), execArgv: [] };
  const hook = new URL('../../../tools/ts-hook.mjs', import.meta.url);
  return { file: new URL('./graph.worker.ts', import.meta.url), execArgv: ['--import', hook.href] };
}
