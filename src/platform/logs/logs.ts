import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

const SECRETS = ['authorization', 'cookie', 'password', 'token', 'key', 'secret', 'pin', 'share', 'device'];
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `req.headers.${name}`]);

/** JSON lines on stdout (pino), each with the id of the request it belongs to; secrets are cut out. */
export class Logs implements LoggerService {
  readonly #pino: Logger;
  readonly #request = new AsyncLocalStorage<string>();

  constructor(level: string) {
    this.#pino = pino({
      level,
      redact: { paths: REDACTED, censor: '[redacted]' },
      base: undefined,
      mixin: () => {
        const requestId = this.#request.getStore();
        return requestId ? { requestId } : {};
      },
    });
  }

  /** Runs `job` so that everything it logs carries this request id. */
  within<T>(requestId: string, job: () => T): T {
    return this.#request.run(requestId, job);
  }

  info(where: string, message: string, fields: Record<string, unknown> = {}): void {
    this.#pino.info({ where, ...fields }, message);
  }
  problem(where: string, message: string, fields: Record<string, unknown> = {}): void {
    this.#pino.warn({ where, ...fields }, message);
  }

  /** `error(where, message, error)` from our code; `error(message, stack, context)` from the framework. */
  error(first: unknown, second?: unknown, third?: unknown): void {
    if (third instanceof Error || (third && typeof third === 'object')) {
      this.#pino.error({ where: first, err: describeError(third) }, String(second));
    } else {
      // The application throws what it logs: whoever started it says it once.
      const level = third === 'NestApplication' ? 'debug' : 'error';
      this.#pino[level]({ where: third, stack: second }, String(first));
    }
  }

  log(message: unknown, where?: string): void {
    this.#pino.debug({ where }, String(message));
  }
  warn(message: unknown, where?: string): void {
    this.#pino.warn({ where }, String(message));
  }
  debug(message: unknown, where?: string): void {
    this.#pino.debug({ where }, String(message));
  }
  verbose(message: unknown, where?: string): void {
    this.#pino.trace({ where }, String(message));
  }
  fatal(message: unknown, where?: string): void {
    this.#pino.fatal({ where }, String(message));
  }
}

/**
 * What a log says of an error: message and our own frames. The embedded database's errors drag 50 KB of minified source
 * along, and a database's detail quotes the whole row, secrets included.
 */
export function describeError(error: object): Record<string, unknown> {
  const { name, message, stack, code } = error as Error & { code?: string };
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line) && line.length < 300)
    .slice(0, 12);
  const [said = ''] = String(message).split('\n - detail:');
  return { name, message: said.slice(0, 2_000), code, frames };
}
