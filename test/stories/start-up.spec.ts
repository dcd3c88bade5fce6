import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { connect, until } from '../support/api.ts';

/**
 * What has not ended by then is said to hang, with all it had said: Node itself may when it exits (nodejs/node#54918). On a machine
 * with three times its work a start alone takes half of that.
 */
const HANGS_AFTER_MS = 50_000;

interface Server {
  child: ChildProcess;
  said: () => string;
  /** Its exit code, once all it said is read. */
  ended: Promise<number | null>;
}

const folders: string[] = [];
const servers: Server[] = [];
afterAll(async () => {
  for (const { child, ended } of servers) if (child.kill('SIGKILL')) await ended;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'waylight-'));
  folders.push(made);
  return made;
}
/** A folder with a built city, and where there is one to copy, a migrated database. */
function dataDir(): string {
  const made = folder();
  if (process.env.WAYLIGHT_TEMPLATE) cpSync(process.env.WAYLIGHT_TEMPLATE, made, { recursive: true });
  cpSync(process.env.WAYLIGHT_STREETS!, made, { recursive: true });
  return made;
}

function start(env: Record<string, string>): Server {
  const child = spawn(process.execPath, ['--import', './tools/ts-hook.mjs', 'src/main.ts'], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const server = { child, said: () => said, ended };
  servers.push(server);
  return server;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return String(port);
}

/** What it complained about: everything but the steps of the start. */
const complaints = (said: string) => said.split('\n').filter((line) => line && !/^ +\d+\.\d s /.test(line));

async function expectRefusal(env: Record<string, string>, line: string | RegExp): Promise<void> {
  const { ended, said } = start(env);
  const code = await Promise.race([ended, sleep(HANGS_AFTER_MS, 'hangs', { ref: false })]);
  expect({ code, said: code === 'hangs' ? said() : complaints(said()) }).toEqual({
    code: 1,
    said: [typeof line === 'string' ? line : expect.stringMatching(line)],
  });
}

describe('a start that can not succeed ends with one clear line and code 1', () => {
  it.each([
    ['a port that is none', { PORT: 'http' }, /^PORT: must be a number/],
    [
      'a database URL of another kind',
      { DATABASE_URL: 'mysql://localhost/x' },
      /^DATABASE_URL: must be a URL/,
    ],
    [
      'a database nobody runs',
      { DATABASE_URL: 'postgres://ada:s3cret@127.0.0.1:1/x' },
      /^DATABASE_URL: the database can't be used: (?!.*s3cret)/,
    ],
  ])('%s', (_, env, line) => expectRefusal(env as Record<string, string>, line));

  it('a data folder that is a file', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    await expectRefusal({ DATA_DIR: file }, `DATA_DIR: ${file} is not a folder.`);
  });

  it('a data folder that can not be written', async () => {
    await expectRefusal({ DATA_DIR: '/sys/waylight' }, "DATA_DIR: /sys/waylight can't be written.");
  });
});

/** Over one kept connection, until it ends. */
async function askOnAndOn(url: string): Promise<void> {
  try {
    for (;;) await (await fetch(url)).text();
  } catch {
    // the server is gone
  }
}

describe('a running server', () => {
  it('keeps its folder and its port to itself, and stops cleanly with sockets open and clients that keep asking', async () => {
    const [data, port] = [dataDir(), await freePort()];
    const server = start({ DATA_DIR: data, PORT: port, PUBLIC_URL: 'https://track.example.org' });
    const [, base, setup] = await until('ready', () => /(\S+)\?setup=(\S+)/.exec(server.said()), 90_000);
    expect(base).toBe('https://track.example.org/');

    await expectRefusal({ DATA_DIR: data, PORT: '0' }, /^DATA_DIR: \S+ is in use by process \d+\.$/);
    await expectRefusal(
      { DATA_DIR: dataDir(), PORT: port },
      `PORT: port ${port} is in use by another program.`,
    );

    const url = `http://127.0.0.1:${port}`;
    const answer = await fetch(`${url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: setup,
        name: 'Ada',
        email: 'ada@example.org',
        password: 'long enough it is',
      }),
    });
    expect(answer.status).toBe(201);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    const sockets = await Promise.all([1, 2, 3].map(() => connect(url, {}, cookie)));
    for (const socket of sockets) await socket.emitWithAck('join', { stream: 'alerts' });

    const asking = Array.from({ length: 16 }, (_, i) => askOnAndOn(`${url}/tiles/14/${8730 + i}/4977.json`));
    await sleep(500);

    server.child.kill('SIGTERM');
    expect({ code: await server.ended, said: complaints(server.said()).slice(2) }).toEqual({
      code: 0,
      said: [],
    });
    expect(existsSync(join(data, 'database.lock'))).toBe(false);
    await Promise.all(asking);
    for (const socket of sockets) socket.close();
  }, 300_000);
});
