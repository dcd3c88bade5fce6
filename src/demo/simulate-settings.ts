import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run simulate -- --admin EMAIL:PASSWORD | --key API_KEY [options]
  --admin E:P            makes the keys and device tokens it needs by itself
  --key KEY              places orders for the key's store; nobody drives
  --url URL              the server (http://localhost:3000)
  --couriers N           how many drive (6)
  --orders-per-hour N    how many orders come in (30); 0: couriers only
  --opening N            how many come at once in the beginning (0)
  --seed S               the same seed draws the same day (1)
  --speed X              driving and waiting X times as fast, 0.1 to 3 (1)
  --minutes M            stop after so long
  --trace FILE[#TRACK]   replay a GPX or CSV track as one courier instead
  --state FILE           where keys and device tokens are kept (.data/simulator.json)
  --ack-log FILE         write every acknowledged command and fix as a line of JSON
  --quiet                say only what must be said`;

/**
 * The server judges fixes by real time: a car of 9 m/s on a fast day drives 35 m/s at factor 3, which is still below
 * the 70 m/s that no courier reaches.
 */
const SPEED = { least: 0.1, most: 3 };

export interface Settings {
  url: string;
  who: { email: string; password: string } | { key: string };
  couriers: number;
  ordersPerHour: number;
  opening: number;
  seed: string;
  speed: number;
  minutes?: number;
  trace?: { file: string; track?: string };
  state: string;
  ackLog?: string;
  quiet: boolean;
}

/** Reads the command line. Throws with the usage when something is missing or out of range. */
export function readSettings(args: string[]): Settings {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      admin: { type: 'string' },
      key: { type: 'string' },
      couriers: { type: 'string', default: '6' },
      'orders-per-hour': { type: 'string', default: '30' },
      opening: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
      trace: { type: 'string' },
      state: { type: 'string', default: '.data/simulator.json' },
      'ack-log': { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const [, file, track] = /^(.*?)(?:#(.*))?$/.exec(values.trace ?? '')!;
  return {
    url: values.url.replace(/\/+$/, ''),
    who: whoOf(values),
    couriers: whole('couriers', file ? '1' : values.couriers, 1, 500),
    ordersPerHour: whole('orders-per-hour', values['orders-per-hour'], 0, 100_000),
    opening: whole('opening', values.opening, 0, 1_000),
    seed: values.seed,
    speed: number('speed', values.speed, SPEED.least, SPEED.most),
    ...(values.minutes !== undefined && { minutes: number('minutes', values.minutes, 0.01, 100_000) }),
    ...(file && { trace: { file, ...(track && { track }) } }),
    state: values.state,
    ...(values['ack-log'] && { ackLog: values['ack-log'] }),
    quiet: values.quiet,
  };
}

function whoOf({ admin, key }: { admin?: string; key?: string }): Settings['who'] {
  if (key) return { key };
  const [, email, password] = /^([^:]+):(.+)$/.exec(admin ?? '') ?? [];
  if (!email || !password) throw new Error(`--admin EMAIL:PASSWORD or --key is missing\n${USAGE}`);
  return { email, password };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name} is a number from ${least} to ${most}`);
  return value;
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = number(name, text, least, most);
  if (!Number.isInteger(value)) throw new Error(`--${name} is a whole number`);
  return value;
}
