// Kills the server with SIGKILL again and again while the simulator works, then holds it to everything it acknowledged.
//   node test/support/kill-rounds.mjs [--rounds 10] [--seconds 10] [--couriers 8] [--orders-per-hour 2000] [--keep]
// Embedded by default; with DATABASE_URL (and REDIS_URL) on a fresh database of that server. Prints one line of JSON.
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import '../../tools/ts-hook.mjs';
import { end, freePort, runSource, startServer } from './server-process.mjs';

const { seed, LOGINS, PASSWORD } = await import('../../src/demo/seed.ts');
const { WaylightClient } = await import('../../src/demo/waylight-client.ts');
const { openDatabase } = await import('../../src/platform/database/database.ts');
const { default: pg } = await import('pg');

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '10' },
    couriers: { type: 'string', default: '8' },
    'orders-per-hour': { type: 'string', default: '2000' },
    keep: { type: 'boolean', default: false },
  },
});
const ADMIN = `${LOGINS.administrator}:${PASSWORD}`;
const WORK_PER_ROUND = 5;
const folder = mkdtempSync(join(tmpdir(), 'waylight-kill-'));
const files = { ack: join(folder, 'ack.jsonl'), cast: join(folder, 'cast.json'), data: join(folder, 'data') };

async function onServer(sql) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Its own database, so that a run leaves nothing behind. */
async function ownDatabase() {
  if (!process.env.DATABASE_URL) return undefined;
  const name = `waylight_kill_${process.pid}`;
  await onServer(`create database ${name}`);
  const url = new URL(process.env.DATABASE_URL);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

async function prepare(env, url) {
  const { child } = await startServer(env);
  while (!/\?setup=\S+/.test(child.said)) await sleep(20);
  const [, token] = /\?setup=(\S+)/.exec(child.said);
  const admin = new WaylightClient(url, { as: 'admin' });
  await admin.post('/setup', { token, name: 'Admin', email: LOGINS.administrator, password: PASSWORD }, null);
  await admin.signIn(LOGINS.administrator, PASSWORD);
  await seed(admin, () => {});
  return child;
}

function startSimulator(url) {
  const work = [
    '--couriers',
    options.couriers,
    '--orders-per-hour',
    options['orders-per-hour'],
    '--speed',
    '3',
  ];
  const kept = ['--state', files.cast, '--ack-log', files.ack];
  return runSource('src/demo/simulate.ts', ['--url', url, '--admin', ADMIN, ...work, ...kept]);
}

const acknowledged = () =>
  existsSync(files.ack)
    ? readFileSync(files.ack, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

const countOf = (wanted) => acknowledged().filter(({ kind }) => kind === wanted).length;

/** Until a few more commands and fixes are acknowledged, so that every round has something to lose. */
async function moreWork() {
  const before = { command: countOf('command'), fixes: countOf('fixes') };
  const enough = (kind) => countOf(kind) >= before[kind] + WORK_PER_ROUND;
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100))
    if (enough('command') && enough('fixes')) return;
  throw new Error('the simulator did not get anything acknowledged in a minute');
}

/** An answer with a secret is stored nowhere, so its link is tried instead. */
const opensLink = async (url, { token }) => (await fetch(`${url}/api/v1/track/${token}`)).ok;

/** Sends every acknowledged command once more under its key: a kept one answers as it did, and does nothing. */
async function lostCommands(url, commands) {
  const cast = JSON.parse(readFileSync(files.cast, 'utf8'));
  const cookies = new Map();
  const proofOf = async (as) => {
    const [kind, id] = as.split(':');
    if (kind === 'shop')
      return { authorization: `Bearer ${cast.stores.find(({ store }) => store.id === id).key}` };
    if (!cookies.has(id))
      cookies.set(
        id,
        await cookieOf(
          url,
          cast.couriers.find((c) => c.courierId === id),
        ),
      );
    return { cookie: cookies.get(id) };
  };
  const lost = [];
  for (const { as, path, key, sent, status, answer } of commands) {
    if (path.endsWith('/share')) {
      if (!(await opensLink(url, answer))) lost.push({ as, path });
      continue;
    }
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...(await proofOf(as)) };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(sent) });
    const again = await response.json().catch(() => undefined);
    const kept =
      response.headers.get('idempotent-replayed') === 'true' &&
      response.status === status &&
      isDeepStrictEqual(again, answer);
    if (!kept) lost.push({ as, path, key, status: response.status });
  }
  return lost;
}

async function cookieOf(url, { email, password }) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email, password });
  const response = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body });
  return response.headers.getSetCookie()[0].split(';')[0];
}

async function storedFixes(database) {
  const sql = 'select courier_id, key from fix';
  if (database) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return (await client.query(sql).finally(() => client.end())).rows;
  }
  const embedded = await openDatabase({ dataDir: files.data });
  const { rows } = await embedded.pglite.query(sql).finally(() => embedded.close());
  return rows;
}

async function lostFixes(database, batches) {
  const stored = new Set((await storedFixes(database)).map(({ courier_id, key }) => `${courier_id}/${key}`));
  return batches
    .flatMap(({ as, fixes }) => fixes.map((fix) => ({ ...fix, courierId: as.split(':')[1] })))
    .filter(({ verdict, courierId, id }) => verdict !== 'invalid' && !stored.has(`${courierId}/${id}`));
}

async function main() {
  const database = await ownDatabase();
  // a migrated copy saves a test the first migration
  const template = process.env.WAYLIGHT_TEMPLATE;
  if (template && !database) cpSync(template, files.data, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PORT: port, DATA_DIR: files.data, DATABASE_URL: database?.url ?? '', LOG_LEVEL: 'error' };
  let server = await prepare(env, url);
  const simulator = startSimulator(url);
  const restartMs = [];
  try {
    for (let round = 0; round < Number(options.rounds); round++) {
      await moreWork();
      await sleep(Number(options.seconds) * 1000 * Math.random());
      await end(server, 'SIGKILL');
      const started = await startServer(env);
      server = started.child;
      restartMs.push(started.ms);
    }
    await sleep(2_000);
    simulator.kill('SIGTERM');
    if (simulator.exitCode === null) await once(simulator, 'exit');
    const records = acknowledged();
    const commands = records.filter(({ kind }) => kind === 'command');
    const batches = records.filter(({ kind }) => kind === 'fixes');
    const lost = { commands: await lostCommands(url, commands), fixes: [] };
    await end(server, 'SIGTERM');
    lost.fixes = await lostFixes(database, batches);
    const fixes = batches.reduce((sum, batch) => sum + batch.fixes.length, 0);
    const kind = database ? 'server' : 'embedded';
    console.log(
      JSON.stringify({
        database: kind,
        kills: restartMs.length,
        commands: commands.length,
        fixes,
        lost,
        restartMs,
      }),
    );
    return lost.commands.length + lost.fixes.length === 0 && commands.length > 0 && fixes > 0;
  } finally {
    await end(simulator, 'SIGKILL');
    await end(server, 'SIGKILL');
    await database?.drop();
    if (options.keep) console.error(folder);
    else rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = (await main()) ? 0 : 1;
