import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BenchServer {
  url: string;
  child: ChildProcess;
  /** From the start of the process to the line that says it is ready. */
  readyMs: number;
  /** Printed on an empty database. */
  setupToken: string | null;
  dataDir: string;
  stop: () => Promise<void>;
}

interface Start {
  dataDir?: string;
  env?: Record<string, string>;
  main?: string;
}

/** The built server in a process of its own, as users start it, on a free port. */
export async function startServer({
  dataDir = mkdtempSync(join(tmpdir(), 'waylight-bench-')),
  env = {},
  main = 'dist/src/main.js',
}: Start = {}): Promise<BenchServer> {
  if (!existsSync(main)) throw new Error('build first: npm run build');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready at (\S+)/.exec(output);
      if (ready) setTimeout(() => resolve(ready[1]!), 300);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}: ${output}`)));
  });
  const readyMs = performance.now() - startedAt - 300;
  const setupToken = /"token":\s*"([^"]+)"|setup=([\w-]+)/.exec(output)?.slice(1).find(Boolean) ?? null;
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  return { url, child, readyMs, setupToken, dataDir, stop };
}

/** An administrator's caller on a fresh server. */
export async function administrator(server: BenchServer) {
  const person = { name: 'Bench', email: 'bench@waylight.example', password: 'bench bench bench' };
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: server.setupToken, ...person }),
  });
  if (!answer.ok) throw new Error(`setup refused: ${await answer.text()}`);
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  const post = async <T>(path: string, body: unknown = {}): Promise<T> => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: server.url },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return { cookie, post };
}

/** A zone with `count` couriers, each with a phone. */
export async function couriersOf(
  admin: Awaited<ReturnType<typeof administrator>>,
  count: number,
): Promise<{ id: string; token: string }[]> {
  const zone = await admin.post<{ id: string }>('/zones', {
    name: 'Bench',
    timeZone: 'Europe/Stockholm',
    ring: [
      { lon: 11.8, lat: 57.6 },
      { lon: 12.1, lat: 57.6 },
      { lon: 12.1, lat: 57.8 },
      { lon: 11.8, lat: 57.8 },
    ],
  });
  const couriers = [];
  for (let i = 0; i < count; i++) {
    const vehicle = await admin.post<{ id: string }>('/vehicles', {
      kind: 'car',
      name: `V${i}`,
      capacity: [10],
    });
    const { id } = await admin.post<{ id: string }>('/couriers', {
      name: `C${i}`,
      zoneId: zone.id,
      vehicleId: vehicle.id,
    });
    const { token } = await admin.post<{ token: string }>(`/couriers/${id}/devices`, { name: 'phone' });
    couriers.push({ id, token });
  }
  return couriers;
}

/** A fresh database on the server that DATABASE_URL names, or nothing for the embedded one. */
export const databaseEnv = (): Record<string, string> =>
  process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {};

export const clean = (dataDir: string) => rmSync(dataDir, { recursive: true, force: true });
export const copy = (from: string, to: string) => cpSync(from, to, { recursive: true });

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
