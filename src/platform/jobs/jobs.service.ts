import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  createPostgresBackend,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  Worker,
  type ConnectionOptions,
  type JobsOptions,
} from 'bullmq';
import { Config } from '../../config.ts';
import { DATABASE } from '../database/database.module.ts';
import type { Database } from '../database/database.ts';
import { Logs } from '../logs/logs.ts';
import { PGlitePool } from './pglite-pool.ts';

type Work = (payload: never) => Promise<unknown>;
interface Definition {
  work: Work;
  concurrency: number;
}

const KEEP: JobsOptions = {
  removeOnComplete: 200,
  removeOnFail: 1_000,
  attempts: 4,
  backoff: { type: 'exponential', delay: 1_000 },
};
const SCHEMA = 'bullmq';

/**
 * Work that runs later or again and again (BullMQ): on PostgreSQL, embedded or not, or on Redis when there is one.
 * Add jobs after the commit, never inside a transaction.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #definitions = new Map<string, Definition>();
  readonly #repeats: { name: string; everyMs: number }[] = [];
  readonly #queues = new Map<string, Queue>();
  readonly #workers: Worker[] = [];
  #connection?: Promise<ConnectionOptions>;

  constructor(
    private readonly config: Config,
    @Inject(DATABASE) private readonly database: Database,
    private readonly logs: Logs,
  ) {}

  /** Says what is done for jobs of this name; call it while modules are set up. */
  define<P>(
    name: string,
    work: (payload: P) => Promise<unknown>,
    options: { concurrency?: number } = {},
  ): void {
    this.#definitions.set(name, { work: work as Work, concurrency: options.concurrency ?? 1 });
  }

  /** Runs the defined work every `everyMs`, once for all processes. */
  every(name: string, everyMs: number): void {
    this.#repeats.push({ name, everyMs });
  }

  /** Adds a job. A `jobId` that still waits is not added twice. */
  async add<P>(name: string, payload: P, options: JobsOptions = {}): Promise<void> {
    const queue = await this.#queue(name);
    await queue.add(name, payload, options);
  }

  /** Adds a job without waiting for the queue, which may be away: for what a clock does later all the same. */
  post<P>(name: string, payload: P, options: JobsOptions = {}): void {
    this.add(name, payload, options).catch((error: unknown) =>
      this.logs.error('jobs', `${name} could not be queued`, error),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.works) return;
    for (const [name, { work, concurrency }] of this.#definitions) {
      const worker = new Worker(name, async (job) => work(job.data as never), {
        connection: await this.#connect(),
        concurrency,
      });
      worker.on('failed', (job, error) => this.logs.error('jobs', `${name} ${job?.id ?? ''} failed`, error));
      worker.on('error', (error) => this.logs.error('jobs', `${name}: the queue can't be reached`, error));
      this.#workers.push(worker);
    }
    for (const { name, everyMs } of this.#repeats) {
      await (
        await this.#queue(name)
      ).upsertJobScheduler(name, { every: everyMs }, { name, opts: { removeOnComplete: 10 } });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#close(this.#workers);
    await this.#close([...this.#queues.values()]);
  }

  /** A queue that is away just now does not keep us from stopping: what it holds is still there at the next start. */
  async #close(connections: readonly { close: () => Promise<void>; name: string }[]): Promise<void> {
    const closed = await Promise.allSettled(connections.map((connection) => connection.close()));
    for (const [index, result] of closed.entries())
      if (result.status === 'rejected')
        this.logs.problem('jobs', `${connections[index]!.name} was away when we stopped`, {
          reason: String(result.reason),
        });
  }

  async #queue(name: string): Promise<Queue> {
    const existing = this.#queues.get(name);
    if (existing) return existing;
    const connection = await this.#connect();
    const queue = this.#queues.get(name) ?? new Queue(name, { connection, defaultJobOptions: KEEP });
    queue.on('error', (error) => this.logs.error('jobs', `${name}: the queue can't be reached`, error));
    this.#queues.set(name, queue);
    return queue;
  }

  #connect(): Promise<ConnectionOptions> {
    this.#connection ??= this.#open();
    return this.#connection;
  }

  async #open(): Promise<ConnectionOptions> {
    if (this.config.redisUrl) {
      // A second after Redis is back the clocks run again.
      const retryStrategy = (times: number) => Math.min(times * 100, 1_000);
      return { url: this.config.redisUrl, maxRetriesPerRequest: null, retryStrategy } as ConnectionOptions;
    }
    setDefaultBackendFactory(createPostgresBackend as never);
    if (this.database.kind === 'server') {
      return { connectionString: this.database.url, schema: SCHEMA, migrate: true, max: 5 } as never;
    }
    const pool = new PGlitePool(this.database.pglite, SCHEMA);
    const client = await pool.connect();
    try {
      await runMigrations(client as never, SCHEMA);
    } finally {
      client.release();
    }
    return pool as never;
  }
}
