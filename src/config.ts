import { resolve } from 'node:path';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `must be a URL starting with ${protocols.join(':// or ')}://`,
  });

const count = (least: number, most: number, usual: number) =>
  z.coerce
    .number({ error: `must be a number from ${least} to ${most}` })
    .int()
    .min(least)
    .max(most)
    .default(usual);

/** Up to a day. */
const minutes = (usual: number) =>
  z.coerce.number({ error: 'must be a number from 0 to 1440' }).min(0).max(1_440).default(usual);

const schema = z.object({
  PORT: z.coerce.number({ error: 'must be a number from 0 to 65535' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  MQTT_URL: url('mqtt', 'mqtts').optional(),
  GRAPHHOPPER_URL: url('http', 'https').optional(),
  GRAPHHOPPER_KEY: z.string().optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PUBLIC_URL: url('http', 'https').optional(),
  FREEZE_MINUTES: z.coerce.number({ error: 'must be a number from 0 to 60' }).min(0).max(60).default(3),
  OFFER_LEAD_MINUTES: minutes(5),
  FETCH_AHEAD_MINUTES: minutes(10),
  SOLVE_MAX_TASKS: count(1, 20_000, 2_000),
  SOLVE_MAX_VEHICLES: count(1, 5_000, 500),
  SOLVE_MAX_SECONDS: count(1, 86_400, 300),
  SOLVE_THREADS: count(1, 64, 1),
  TILE_URL: z.string().includes('{z}', { error: 'must hold {z}, {x} and {y}' }).optional(),
});

export interface SolveLimits {
  maxTasks: number;
  maxVehicles: number;
  maxSeconds: number;
  /** Of problems that somebody waits for, and as many of those in the queue. */
  threads: number;
}

/** What has a value when nothing is said. */
type Usual = 'demo' | 'freezeMinutes' | 'offerLeadMinutes' | 'fetchAheadMinutes' | 'solve';

/** What the operator may set, parsed once. Nobody else reads the environment. */
export class Config {
  readonly port!: number;
  /** The address to listen on. */
  readonly host!: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly mqttUrl?: string;
  readonly graphhopperUrl?: string;
  readonly graphhopperKey?: string;
  /** Folder of the embedded database, the street graph and caches; absolute. */
  readonly dataDir!: string;
  readonly role!: 'all' | 'api' | 'worker';
  readonly logLevel!: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where customers reach this server; their links start with it. */
  readonly publicUrl?: string;
  /** Public map tiles, as in `https://tiles.example/{z}/{x}/{y}.png`; none: streets are drawn by ourselves. */
  readonly tileUrl?: string;
  /** What a courier is to start within this many minutes is no longer changed by the planner. */
  readonly freezeMinutes: number = 3;
  /** A courier is asked for an order that can wait this long before setting out for it; at once with a day. */
  readonly offerLeadMinutes: number = 5;
  /** Goods for a later window leave the store at most this long before they must. */
  readonly fetchAheadMinutes: number = 10;
  /** What problems posed from outside may ask for, and how many of them are searched at a time. */
  readonly solve: SolveLimits = { maxTasks: 2_000, maxVehicles: 500, maxSeconds: 300, threads: 1 };
  /** Whether this run shows the demo. */
  readonly demo: boolean = false;

  constructor(values: Omit<Config, Usual | 'serves' | 'works'> & Partial<Pick<Config, Usual>>) {
    Object.assign(this, values);
  }

  /** Whether this process answers HTTP and sockets. */
  get serves(): boolean {
    return this.role !== 'worker';
  }
  /** Whether this process runs jobs and relays facts. */
  get works(): boolean {
    return this.role !== 'api';
  }
}

/** Some variables can't be used; `lines` has one clear line for each. */
export class ConfigError extends Error {
  readonly lines: string[];
  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

type Environment = Record<string, string | undefined>;

/** Without the password that a URL may hold. */
const shown = (value: string | undefined): string => JSON.stringify(value?.replace(/:[^:/@]+@/, ':***@'));

/** Whether an npm script started this process: then it ends with that npm. */
export const isNpmScript = (env: Environment = process.env): boolean => env.npm_lifecycle_event !== undefined;

/** Parses the environment; `defaults` are for what it leaves open. Throws ConfigError with a line per wrong variable. */
export function loadConfig(env: Environment = process.env, defaults: Environment = {}): Config {
  const set = Object.entries(env).filter(([, value]) => value !== '' && value !== undefined);
  const given: Environment = { ...defaults, ...Object.fromEntries(set) };
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message} (it is ${shown(given[String(issue.path[0])])})`,
      ),
    );
  }
  const v = parsed.data;
  if (v.REDIS_URL && !v.DATABASE_URL)
    throw new ConfigError([
      'REDIS_URL: needs DATABASE_URL too; the embedded database serves one process only',
    ]);
  if (v.ROLE !== 'all' && !v.DATABASE_URL)
    throw new ConfigError([
      'ROLE: api and worker need DATABASE_URL; the embedded database serves one process only',
    ]);
  return new Config({
    port: v.PORT,
    host: v.HOST,
    databaseUrl: v.DATABASE_URL,
    redisUrl: v.REDIS_URL,
    mqttUrl: v.MQTT_URL,
    graphhopperUrl: v.GRAPHHOPPER_URL,
    graphhopperKey: v.GRAPHHOPPER_KEY,
    dataDir: resolve(v.DATA_DIR),
    role: v.ROLE,
    logLevel: v.LOG_LEVEL,
    publicUrl: v.PUBLIC_URL,
    tileUrl: v.TILE_URL,
    solve: {
      maxTasks: v.SOLVE_MAX_TASKS,
      maxVehicles: v.SOLVE_MAX_VEHICLES,
      maxSeconds: v.SOLVE_MAX_SECONDS,
      threads: v.SOLVE_THREADS,
    },
    freezeMinutes: v.FREEZE_MINUTES,
    offerLeadMinutes: v.OFFER_LEAD_MINUTES,
    fetchAheadMinutes: v.FETCH_AHEAD_MINUTES,
  });
}
