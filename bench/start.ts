// From the start of the process to "ready": on an empty folder, and again on what that left (median of three).
// npm run build && node --import ./tools/ts-hook.mjs bench/start.ts
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clean, startServer } from './server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'waylight-start-'));
const start = async () => {
  const server = await startServer({ dataDir, main: 'dist/src/main.js' });
  await server.stop();
  return Math.round(server.readyMs);
};
const firstMs = await start();
const again = [await start(), await start(), await start()].sort((a, b) => a - b);
console.log(
  JSON.stringify({
    bench: 'start',
    database: 'embedded',
    firstMs,
    againMs: again[1],
    ratio: Number((again[1]! / firstMs).toFixed(2)),
  }),
);
clean(dataDir);
