import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** Answers of a real server by method, path and body, kept in one file. */
type Recording = Record<string, Answer>;

export interface StubServer {
  url: string;
  close(): Promise<void>;
}

/** A server on a free loopback port that answers as `answer` says. */
export async function serve(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => Promise<void>,
): Promise<StubServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, Buffer.concat(chunks).toString(), response).catch((error: Error) => {
        response.writeHead(599).end(error.message);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers from the recording; with `from` it asks that server instead and, on close, keeps what it said. */
export async function recordedServer(file: URL, from?: string): Promise<StubServer> {
  const recording: Recording = from ? {} : (JSON.parse(await readFile(file, 'utf8')) as Recording);
  const stub = await serve(async (request, body, response) => {
    const key = `${request.method} ${request.url} ${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;
    const answer = from ? (recording[key] = await fetched(from, request, body)) : recording[key];
    if (!answer) throw new Error(`nothing recorded for ${key}`);
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  return {
    url: stub.url,
    close: async () => {
      await stub.close();
      if (from) await writeFile(file, `${JSON.stringify(recording, null, 1)}\n`);
    },
  };
}

async function fetched(from: string, request: IncomingMessage, body: string): Promise<Answer> {
  const answer = await fetch(from + request.url, {
    method: request.method,
    headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
    body: request.method === 'POST' ? body : undefined,
  });
  const text = (await answer.text()).replaceAll(/"took":\d+/g, '"took":0');
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: text };
}
