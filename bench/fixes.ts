// Fixes per second through POST /api/v1/fixes, stored before they are answered; on DATABASE_URL when set (an empty database), else embedded.
// node --import ./tools/ts-hook.mjs bench/fixes.ts [--couriers 50] [--batch 20] [--seconds 10]
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { moveBy } from '../src/shared/geo.ts';
import { administrator, clean, couriersOf, databaseEnv, startServer } from './server.ts';

const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '50' },
    batch: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
  },
});
const [couriers, batch, seconds] = [Number(values.couriers), Number(values.batch), Number(values.seconds)];

/** Where each phone's own time stands, so that no run's fixes are older than those before. */
const clocks = new Map<string, number>();

/** Every courier sends its next batch as soon as the last one is answered. */
async function load(url: string, tokens: readonly string[], ms: number): Promise<number> {
  const end = performance.now() + ms;
  let stored = 0;
  const ride = async (token: string, index: number) => {
    let step = 0;
    let at = clocks.get(token) ?? Date.now() - 24 * 3_600_000;
    while (performance.now() < end) {
      const fixes = Array.from({ length: batch }, () => ({
        at: (at += 1_000),
        ...moveBy({ lon: 11.9 + index * 0.002, lat: 57.7 }, 90, (step++ * 8) % 3_000),
        accuracyM: 6,
        speedMps: 8,
      }));
      const answer = await fetch(`${url}/api/v1/fixes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ fixes }),
      });
      if (answer.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      if (!answer.ok) throw new Error(await answer.text());
      const { results } = (await answer.json()) as { results: { verdict: string }[] };
      clocks.set(token, at);
      stored += results.filter(({ verdict }) => verdict !== 'invalid').length;
    }
  };
  await Promise.all(tokens.map(ride));
  return stored / (ms / 1_000);
}

/** The same load on a bare node server that parses and answers: what the loader itself can do. */
async function baseline(tokens: readonly string[]): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { fixes } = JSON.parse(Buffer.concat(chunks).toString()) as { fixes: unknown[] };
      response.end(JSON.stringify({ results: fixes.map(() => ({ verdict: 'ok' })) }));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const rate = await load(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens, 3_000);
  server.close();
  server.closeAllConnections();
  return rate;
}

const server = await startServer({ env: databaseEnv() });
try {
  const admin = await administrator(server);
  const tokens = (await couriersOf(admin, couriers)).map(({ token }) => token);
  await load(server.url, tokens, 2_000);
  const fixesPerS = await load(server.url, tokens, seconds * 1_000);
  const bare = await baseline(tokens);
  const database = process.env.DATABASE_URL ? 'postgresql' : 'embedded';
  console.log(
    JSON.stringify({
      bench: 'fixes',
      database,
      couriers,
      batch,
      fixesPerS: Math.round(fixesPerS),
      baselinePerS: Math.round(bare),
      ratio: Number((fixesPerS / bare).toFixed(3)),
    }),
  );
} finally {
  await server.stop();
  clean(server.dataDir);
}
