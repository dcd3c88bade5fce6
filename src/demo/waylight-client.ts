import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageOf } from '../shared/views.ts';
import type { Problem } from '../shared/problem.ts';

/** The server refused, and asking again unchanged will not help. */
export class Refused extends Error {
  readonly problem: Problem;
  readonly retryAfterMs: number;
  constructor(problem: Problem, retryAfterMs = 0) {
    const fields = problem.errors?.map(({ field, message }) => `${field}: ${message}`).join('; ');
    super([problem.detail ?? problem.title, fields].filter(Boolean).join(' '));
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** A command the server acknowledged: what a record needs to prove later that it was kept. */
export interface Acknowledged {
  /** Who sent it, in the words of the caller. */
  as: string;
  path: string;
  key: string | null;
  sent: unknown;
  status: number;
  answer: unknown;
}

export interface ClientOptions {
  /** Shown in records. */
  as: string;
  bearer?: string;
  signal?: AbortSignal;
  onAcknowledged?: (acknowledged: Acknowledged) => void;
  /** How long to go on asking a server that is away. */
  patienceMs?: number;
}

const PATIENCE_MS = 120_000;
const TRY_MS = 20_000;

/** Waylight over HTTP, for programs: asks again while the server is away or busy, and does nothing twice. */
export class WaylightClient {
  readonly #url: string;
  readonly #options: ClientOptions;
  #cookie: string | null = null;

  constructor(url: string, options: ClientOptions) {
    this.#url = url.replace(/\/+$/, '');
    this.#options = options;
  }

  /** Opens a session; later calls are made in it. It is no command, so it is not put on record. */
  async signIn(email: string, password: string): Promise<void> {
    const response = await this.#patiently(() => this.#once('POST', '/api/v1/sessions', { email, password }));
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]!)
      .join('; ');
  }

  /** Reads under /api/v1. */
  get<T>(path: string): Promise<T> {
    return this.open<T>(`/api/v1${path}`);
  }

  /** Reads what lies outside /api/v1. */
  open<T>(path: string): Promise<T> {
    return this.#patiently(() => this.#answered<T>('GET', path));
  }

  /** Every item of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const mark = path.includes('?') ? '&' : '?';
      const page: PageOf<T> = await this.get(`${path}${mark}limit=100${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  /** Sends a command under one key however often it must be asked; `key: null` for what repeats harmlessly by itself. */
  post<T>(path: string, body: unknown = {}, key: string | null = randomUUID()): Promise<T> {
    return this.#patiently(() => this.#answered<T>('POST', `/api/v1${path}`, body, key));
  }

  /** Asks again while the server is away or busy, until the patience is over. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    const until = Date.now() + (this.#options.patienceMs ?? PATIENCE_MS);
    for (let pauseMs = 250; ; pauseMs = Math.min(5_000, pauseMs * 2)) {
      let waitMs = pauseMs;
      try {
        return await ask();
      } catch (error) {
        if (error instanceof Refused) waitMs = Math.max(pauseMs, error.retryAfterMs);
        const final = error instanceof Refused && !isPassing(error.status);
        if (final || this.#options.signal?.aborted || Date.now() + waitMs > until) throw error;
      }
      await sleep(waitMs, undefined, { signal: this.#options.signal });
    }
  }

  async #answered<T>(method: string, path: string, body?: unknown, key: string | null = null): Promise<T> {
    const response = await this.#once(method, path, body, key);
    const text = await response.text();
    const answer = (text === '' ? undefined : JSON.parse(text)) as T;
    if (method !== 'GET') {
      const { as, onAcknowledged } = this.#options;
      onAcknowledged?.({ as, path, key, sent: body, status: response.status, answer });
    }
    return answer;
  }

  async #once(method: string, path: string, body?: unknown, key: string | null = null): Promise<Response> {
    const { bearer, signal } = this.#options;
    const tryFor = AbortSignal.timeout(TRY_MS);
    const response = await this.#fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(this.#cookie ? { cookie: this.#cookie, origin: new URL(this.#url).origin } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, tryFor]) : tryFor,
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const plain = { type: 'about:blank', title: response.statusText, code: `http_${response.status}` };
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000 || 0;
    throw new Refused({ ...plain, ...problem, status: response.status }, retryAfterMs);
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#url + path, init);
    } catch (error) {
      if (this.#options.signal?.aborted) throw error;
      const { code = (error as Error).message } = ((error as Error).cause ?? {}) as { code?: string };
      throw new Error(`${this.#url} does not answer (${code})`, { cause: error });
    }
  }
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;
