import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './bootstrap.ts';
import { ConfigError, isNpmScript, type Config } from './config.ts';

/** A stop that takes longer is cut short: what was acknowledged is on the disk. */
const STOP_WITHIN_MS = 10_000;
/** Long enough for what V8 compiles beside us: a process that exits meanwhile may hang for good (nodejs/node#54918). */
const EXIT_AFTER_MS = 100;
const DATABASE_TROUBLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|28...|3D...|42501|53300|57P0.|08...)$/;

/** One clear line for the troubles an operator can mend. */
function explain(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigError) return error.lines.join('\n');
  const { code = '', message, syscall } = error as NodeJS.ErrnoException;
  const [reason = code] = (String(message) || code).split('\n');
  if (syscall === 'listen') return explainListening(code, config);
  if (config?.databaseUrl && DATABASE_TROUBLE.test(code))
    return `DATABASE_URL: the database can't be used: ${reason}`;
  return explainFolder(code, config?.dataDir) ?? reason.slice(0, 500);
}

function explainFolder(code: string, folder: string | undefined): string | null {
  if (/^(EACCES|EROFS|EPERM)$/.test(code)) return `DATA_DIR: ${folder} can't be written.`;
  if (/^(ENOTDIR|EEXIST)$/.test(code)) return `DATA_DIR: ${folder} is not a folder.`;
  return code === 'ENOSPC' ? `DATA_DIR: no space is left for ${folder}.` : null;
}

function explainListening(code: string, config: Config | undefined): string {
  const { port, host } = config ?? {};
  if (code === 'EADDRINUSE') return `PORT: port ${port} is in use by another program.`;
  if (code === 'EACCES') return `PORT: port ${port} is not for this user.`;
  return `HOST: ${host} is no address of this machine (${code}).`;
}

async function exit(code: number): Promise<never> {
  await sleep(EXIT_AFTER_MS);
  process.exit(code);
}

/** Stops when asked, and when the npm that started us is gone. Ctrl-C is heard twice: from the terminal and from npm. */
function stopWhenAsked(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      console.error('Stopping took too long.');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    app.close().then(
      () => exit(0),
      (error: Error) => {
        console.error(error.message);
        return exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (!isNpmScript()) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

/** Starts the server, then `after`; ends the process with code 1 and one clear line when it can't. */
export async function run(
  load: () => Config,
  after: (app: NestFastifyApplication, url: string) => Promise<void> = async () => {},
): Promise<void> {
  const startedAt = performance.now();
  let config: Config | undefined;
  try {
    config = load();
    const app = await createApp(config, (step) =>
      console.log(`  ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${step}`),
    );
    await app.listen(config.port, config.host);
    stopWhenAsked(app);
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    console.log(`  ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ready at ${url}`);
    await after(app, url);
  } catch (error) {
    console.error(explain(error, config));
    await exit(1);
  }
}
