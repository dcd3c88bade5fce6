import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './bootstrap.ts';
import { ConfigError, type Config } from './config.ts';

const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|28...|3D...|08...)$/;

/** One clear line for the troubles an operator can mend. */
function explain(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigError) return error.lines.join('\n');
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = String(message).slice(0, 500) || code;
  if (config?.databaseUrl && UNREACHABLE.test(code))
    return `DATABASE_URL: the database can't be used: ${reason}`;
  const known: Record<string, string> = {
    EADDRINUSE: `PORT: port ${config?.port} is in use by another program.`,
    EACCES: `DATA_DIR: ${config?.dataDir} can't be written.`,
    EROFS: `DATA_DIR: ${config?.dataDir} can't be written.`,
    EPERM: `DATA_DIR: ${config?.dataDir} can't be written.`,
    ENOTDIR: `DATA_DIR: ${config?.dataDir} is not a folder.`,
  };
  return known[code] ?? reason;
}

/** Stops when asked, and when the npm that started us is gone. */
function stopWhenAsked(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    app.close().then(
      () => process.exit(0),
      (error: Error) => {
        console.error(error.message);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
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
    process.exit(1);
  }
}
