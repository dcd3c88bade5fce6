import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServer,
  Entry,
  Handshake,
  JoinAnswer,
  ServerToClient,
  StreamName,
} from '../../src/shared/live.ts';
import { LIVE_PATH } from '../../src/shared/live.ts';

export interface Answer<T = any> {
  status: number;
  body: T;
  headers: Headers;
}

/** A caller of the HTTP API with its own credentials. */
export function caller(url: string, headers: Record<string, string>) {
  const call = async <T = any>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(
      `${url}${path.startsWith('/ingest') || path.startsWith('/health') ? '' : '/api/v1'}${path}`,
      {
        method,
        headers: {
          ...headers,
          ...more,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    );
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : null) as T,
    };
  };
  return {
    get: <T = any>(path: string) => call<T>('GET', path),
    post: <T = any>(path: string, body: unknown = {}, more?: Record<string, string>) =>
      call<T>('POST', path, body, more),
    patch: <T = any>(path: string, body: unknown, more?: Record<string, string>) =>
      call<T>('PATCH', path, body, more),
    delete: <T = any>(path: string) => call<T>('DELETE', path),
  };
}
export type Caller = ReturnType<typeof caller>;

export type TestSocket = Socket<ServerToClient, ClientToServer>;

export async function connect(url: string, auth: Handshake, cookie?: string): Promise<TestSocket> {
  const socket: TestSocket = io(url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    auth,
    reconnection: false,
    forceNew: true,
    ...(cookie ? { extraHeaders: { cookie } } : {}),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Joins a stream and keeps every entry that follows. */
export async function watch(
  socket: TestSocket,
  stream: StreamName,
): Promise<{ answer: JoinAnswer; entries: Entry[] }> {
  const entries: Entry[] = [];
  socket.on('news', (entry) => {
    if (entry.stream === stream) entries.push(entry);
  });
  const answer = await socket.emitWithAck('join', { stream });
  return { answer, entries };
}

/** Waits until `check` answers truthily; throws with `what` when it never does. */
export async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<NonNullable<Awaited<T>>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await check();
    if (value) return value as NonNullable<Awaited<T>>;
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
