import type { LonLat } from '../../shared/geo.ts';
import { Breaker } from './breaker.ts';
import type { BreakerOptions } from './breaker.ts';
import { MatrixCache } from './matrix-cache.ts';
import type {
  EngineId,
  Match,
  MatchRequest,
  Matrix,
  MatrixRequest,
  NearestStreet,
  Profile,
  Route,
  RouteRequest,
  RoutingEngine,
} from './routing-engine.ts';
import { RoutingError } from './routing-errors.ts';

/** An answer and who gave it. */
export type Answered<T> = T & { engine: EngineId };

export interface RoutingStatus {
  /** Who answers now. */
  engine: EngineId;
  /** For people, as in "graphhopper: open since ..., falling back to embedded". */
  reason: string;
  degraded: boolean;
}

/** Ways over real streets: from the primary engine while it answers, else from the embedded streets. */
export class RoutingService {
  readonly #primary: RoutingEngine | null;
  readonly #fallback: RoutingEngine;
  readonly #breaker: Breaker;
  readonly #caches = new Map<string, MatrixCache>();

  constructor(primary: RoutingEngine | null, fallback: RoutingEngine, breaker: BreakerOptions = {}) {
    this.#primary = primary;
    this.#fallback = fallback;
    this.#breaker = new Breaker(breaker);
  }

  route(request: RouteRequest, signal?: AbortSignal): Promise<Answered<Route>> {
    return this.#ask((engine) => engine.route(request, signal), signal);
  }

  /** Pairs asked for lately come from memory, rounded to 32-bit floats. */
  matrix(request: MatrixRequest, signal?: AbortSignal): Promise<Answered<Matrix>> {
    return this.#ask(
      (engine) =>
        this.#cacheOf(engine, request.profile).through(request, (missing) => engine.matrix(missing, signal)),
      signal,
    );
  }

  match(request: MatchRequest, signal?: AbortSignal): Promise<Answered<Match>> {
    return this.#ask((engine) => engine.match(request, signal), signal);
  }

  nearest(at: LonLat, profile: Profile): Promise<Answered<NearestStreet>> {
    return this.#ask((engine) => engine.nearest(at, profile));
  }

  status(): RoutingStatus {
    const { id } = this.#fallback;
    if (!this.#primary) return { engine: id, reason: `${id}: no other engine is set`, degraded: false };
    const outage = this.#breaker.open;
    if (!outage) return { engine: this.#primary.id, reason: `${this.#primary.id}: answers`, degraded: false };
    const since = new Date(outage.sinceMs).toISOString();
    const reason = `${this.#primary.id}: open since ${since} (${outage.reason}), falling back to ${id}`;
    return { engine: id, reason, degraded: true };
  }

  async close(): Promise<void> {
    await Promise.all([this.#primary?.close(), this.#fallback.close()]);
  }

  async #ask<T extends object>(
    call: (engine: RoutingEngine) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Answered<T>> {
    const from = async (engine: RoutingEngine) => ({ ...(await call(engine)), engine: engine.id });
    if (!this.#primary || !this.#breaker.admit()) return from(this.#fallback);
    try {
      const answer = await from(this.#primary);
      this.#breaker.succeeded();
      return answer;
    } catch (error) {
      if (signal?.aborted || !(error instanceof RoutingError)) {
        this.#breaker.abandoned();
        throw error;
      }
      if (!OUTAGES.has(error.problem)) {
        this.#breaker.succeeded();
        throw error;
      }
      const { retryAfterS } = error.detail;
      this.#breaker.failed(error.message, retryAfterS === undefined ? undefined : retryAfterS * 1000);
      return this.#instead(error, () => from(this.#fallback));
    }
  }

  /** The streets at hand may be of another city: then the truth is that the engine is away, not that the place is wrong. */
  async #instead<T>(outage: Error, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof RoutingError && error.problem === 'out_of_area') throw outage;
      throw error;
    }
  }

  #cacheOf(engine: RoutingEngine, profile: Profile): MatrixCache {
    const key = `${engine.id} ${profile}`;
    let cache = this.#caches.get(key);
    if (!cache) this.#caches.set(key, (cache = new MatrixCache()));
    return cache;
  }
}

/** Refusals that say something about the engine and nothing about the question. */
const OUTAGES: ReadonlySet<string> = new Set([
  'routing_unavailable',
  'routing_timeout',
  'routing_rate_limited',
]);
