// From a phone's POST to the watcher's screen: latency at so many fixes a second, each courier with its own watcher.
// node --import ./tools/ts-hook.mjs bench/live.ts [--couriers 500] [--per-second 500] [--seconds 15]
import { Agent, request } from 'node:http';
import { io } from 'socket.io-client';
import { parseArgs } from 'node:util';
import { moveBy } from '../src/shared/geo.ts';
import { LIVE_PATH } from '../src/shared/live.ts';
import { administrator, clean, couriersOf, databaseEnv, percentile, startServer } from './server.ts';

/** Phones keep their connection; the loader must not be what is measured. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const { values } = parseArgs({
  options: {
    couriers: { type: 'string', default: '500' },
    'per-second': { type: 'string', default: '500' },
    seconds: { type: 'string', default: '15' },
  },
});
const [count, perSecond, seconds] = [
  Number(values.couriers),
  Number(values['per-second']),
  Number(values.seconds),
];

const server = await startServer({ env: databaseEnv() });
try {
  const admin = await administrator(server);
  const couriers = await couriersOf(admin, count);
  const latencies: number[] = [];
  let measuring = false;
  const sockets = await Promise.all(
    couriers.map(async ({ id }) => {
      const socket = io(server.url, {
        path: LIVE_PATH,
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie: admin.cookie },
      });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', () => resolve());
        socket.once('connect_error', reject);
      });
      const answer = await socket.emitWithAck('join', { stream: `courier:${id}` });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      socket.on('positions', ({ positions }: { positions: { at: string }[] }) => {
        if (measuring) for (const { at } of positions) latencies.push(Date.now() - Date.parse(at));
      });
      return socket;
    }),
  );
  const post = (path: string, token: string, body: unknown): Promise<number> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        authorization: `Bearer ${token}`,
      };
      const asked = request(`${server.url}${path}`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode!));
      });
      asked.on('error', reject);
      asked.end(text);
    });
  let sent = 0;
  let failed = 0;
  const send = async (turn: number) => {
    const index = turn % count;
    const place = moveBy(
      { lon: 11.82 + (index % 50) * 0.005, lat: 57.62 + Math.floor(index / 50) * 0.01 },
      90,
      (turn / count) * 9,
    );
    const fix = { at: Date.now(), ...place, accuracyM: 5, speedMps: 9 };
    const status = await post('/api/v1/fixes', couriers[index]!.token, { fixes: [fix] });
    if (status === 200) sent++;
    else failed++;
  };
  const startedAt = performance.now();
  const pending = new Set<Promise<void>>();
  for (let turn = 0; ; turn++) {
    const due = startedAt + (turn * 1_000) / perSecond;
    const elapsed = performance.now() - startedAt;
    if (elapsed > (seconds + 3) * 1_000) break;
    measuring = elapsed > 3_000;
    if (due > performance.now())
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())));
    const one = send(turn).finally(() => pending.delete(one));
    pending.add(one);
  }
  await Promise.all(pending);
  await new Promise((resolve) => setTimeout(resolve, 500));
  latencies.sort((a, b) => a - b);
  const database = process.env.DATABASE_URL ? 'postgresql' : 'embedded';
  console.log(
    JSON.stringify({
      bench: 'live',
      database,
      watchers: count,
      offeredPerS: perSecond,
      sentPerS: Math.round(sent / (seconds + 3)),
      failed,
      seen: latencies.length,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    }),
  );
  for (const socket of sockets) socket.close();
} finally {
  await server.stop();
  clean(server.dataDir);
}
process.exit(0);
