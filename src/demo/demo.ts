import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SetupService } from '../access/setup.service.ts';
import { Config, loadConfig } from '../config.ts';
import { run } from '../run.ts';
import { LOGINS, PASSWORD, seed } from './seed.ts';
import { Refused, WaylightClient } from './waylight-client.ts';

/** `npm run demo`: the server with a city full of couriers and orders. What follows `--` goes to the simulator. */
const load = () =>
  Object.assign(loadConfig(undefined, { DATA_DIR: '.data/demo', LOG_LEVEL: 'warn' }), { demo: true });

/** One courier less than there are: the visitor may be that one. */
const SIMULATED = '--couriers 11 --orders-per-hour 60 --opening 8 --seed gothenburg --quiet'.split(' ');

async function administrator(app: NestFastifyApplication, url: string): Promise<WaylightClient> {
  const admin = new WaylightClient(url, { as: 'admin' });
  const person = { name: 'Demo administrator', email: LOGINS.administrator, password: PASSWORD };
  const token = await app.get(SetupService).newToken();
  if (token) await admin.post('/setup', { token, ...person }, null);
  try {
    await admin.signIn(LOGINS.administrator, PASSWORD);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Error(`DATA_DIR: this is not the demo's data (${error.message}); choose another folder`, {
      cause: error,
    });
  }
  return admin;
}

/** In a process of its own, so that it takes no time from the server; it ends when this one does. */
function startSimulator(url: string, dataDir: string, onLink: (link: string) => void): void {
  const file = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? 'simulate.ts' : 'simulate.js', import.meta.url),
  );
  const who = ['--url', url, '--admin', `${LOGINS.administrator}:${PASSWORD}`];
  const state = ['--state', join(dataDir, 'simulator.json')];
  const child = fork(file, [...who, ...state, ...SIMULATED, ...process.argv.slice(2)]);
  child.on('message', ({ link }: { link: string }) => onLink(link));
  child.on('exit', (code) => code && console.error(`  the simulator ended with code ${code}`));
}

function welcome(url: string): string {
  const line = (what: string, where: string, who: string) =>
    `  ${what.padEnd(22)} ${where.padEnd(32)} ${who}`;
  return [
    '',
    line('Dispatcher', `${url}/console`, LOGINS.dispatcher),
    line('Courier', `${url}/courier`, LOGINS.courier),
    line('Store', `${url}/shop`, LOGINS.store),
    line('Administrator', `${url}/`, LOGINS.administrator),
    line('API', `${url}/api/docs`, ''),
    '',
    `  Everybody's password: ${PASSWORD}`,
    '',
  ].join('\n');
}

await run(load, async (app, url) => {
  const say = (step: string) => console.log(`           ${step}`);
  const admin = await administrator(app, url);
  const { attribution } = await admin.get<{ attribution: string }>('/streets');
  say(`streets: ${attribution}`);
  await seed(admin, say);
  console.log(welcome(url));
  let shown = false;
  startSimulator(url, app.get(Config).dataDir, (link) => {
    if (!shown) console.log(`  A customer's link: ${new URL(link, url).href}\n`);
    shown = true;
  });
});
