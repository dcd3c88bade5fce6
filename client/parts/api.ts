import type { Problem } from '../../src/shared/problem.ts';

/** A refusal of the server, or `code: 'unreachable'` (status 0) when it could not be asked. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? wordsOf(problem));
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
  /** Whether the same request may succeed later without being changed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

function wordsOf({ title, errors = [] }: Problem): string {
  return [title, ...errors.map(({ field, message }) => `${field} ${message}`.trim())].join(' ');
}

export interface Sending {
  /** Names the command: sending it twice with one key does it once. A new one when absent; null: needs none. */
  key?: string | null;
  /** The version the command was decided on. */
  version?: number;
  signal?: AbortSignal;
  /** It is sent though the page goes away; nobody hears the answer then. */
  keepalive?: boolean;
}

/** A request that is not answered by then counts as lost; pictures on a weak line need their time. */
const ANSWER_MS = { read: 20_000, command: 60_000 };

const unreachable = (cause: unknown): Problem => ({
  type: 'about:blank',
  title: 'The server could not be reached.',
  status: 0,
  code: 'unreachable',
  detail: cause instanceof Error ? cause.message : undefined,
});

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const plain = {
    type: 'about:blank',
    title: response.statusText || 'Error',
    code: 'http_' + response.status,
  };
  return { ...plain, requestId, ...body, status: response.status };
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    const limit = AbortSignal.timeout(init.method ? ANSWER_MS.command : ANSWER_MS.read);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    response = await fetch('/api/v1' + path, { credentials: 'same-origin', ...init, signal });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem(unreachable(cause));
  }
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Reads `path` under /api/v1. Throws ApiProblem. */
export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  ask<T>(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });

/** Sends a command under /api/v1 with an idempotency key. Throws ApiProblem. */
export function send<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  how: Sending = {},
) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (how.key !== null) headers['idempotency-key'] = how.key ?? newKey();
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (how.version !== undefined) headers['if-match'] = String(how.version);
  return ask<T>(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(how.signal ? { signal: how.signal } : {}),
    ...(how.keepalive ? { keepalive: true } : {}),
  });
}

/** A fresh idempotency key. `crypto.randomUUID` is missing on plain http away from localhost. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
