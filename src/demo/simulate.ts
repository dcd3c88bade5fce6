import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ackLog } from './ack-log.ts';
import { castFor, castOfKey, type Cast, type CastCourier } from './cast.ts';
import { readSettings, type Settings } from './simulate-settings.ts';
import { simulate } from './simulation.ts';
import { replayTrace } from './sim-trace.ts';
import { readTrace } from './trace-file.ts';
import { WaylightClient } from './waylight-client.ts';

const MINUTE_MS = 60_000;

/** Runs until `minutes` are over, Ctrl-C, or the end of the program that started it. */
function ending(minutes: number | undefined): AbortSignal {
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  if (process.send) process.once('disconnect', end);
  if (minutes !== undefined) void sleep(minutes * MINUTE_MS, undefined, { ref: false }).then(end);
  return stop.signal;
}

async function main(settings: Settings, signal: AbortSignal): Promise<void> {
  const cast = await assemble(settings, signal);
  if (settings.trace) return replay(settings, cast.couriers[0], signal);
  console.log(
    `  ${cast.couriers.length} couriers and ${cast.stores.length} stores in ${cast.zone.name}, ` +
      `${settings.ordersPerHour} orders per hour, seed ${settings.seed}, speed ${settings.speed}`,
  );
  if (settings.ackLog) mkdirSync(dirname(settings.ackLog), { recursive: true });
  const counts = await simulate(cast, {
    ...settings,
    signal,
    onAcknowledged: settings.ackLog ? ackLog(settings.ackLog) : undefined,
    onShared: (link) => process.send?.({ link }),
    say: settings.quiet ? () => {} : console.log,
  });
  console.log(
    `  ${
      Object.entries(counts)
        .map(([what, n]) => `${n} ${what}`)
        .join(', ') || 'nothing happened'
    }`,
  );
}

async function assemble({ url, who, couriers, state }: Settings, signal: AbortSignal): Promise<Cast> {
  if ('key' in who) {
    return castOfKey(new WaylightClient(url, { as: 'shop', bearer: who.key, signal }), url, who.key);
  }
  const admin = new WaylightClient(url, { as: 'admin', signal });
  await admin.signIn(who.email, who.password);
  return castFor(admin, url, couriers, state);
}

async function replay(
  settings: Settings,
  courier: CastCourier | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!courier) throw new Error('--trace needs --admin, to get a device token');
  const { file, track } = settings.trace!;
  const points = readTrace(readFileSync(file, 'utf8'), track);
  const minutes = (points.at(-1)!.at / settings.speed / MINUTE_MS).toFixed(1);
  console.log(`  ${courier.name} drives ${points.length} points in ${minutes} min`);
  const phone = new WaylightClient(settings.url, { as: 'device', bearer: courier.deviceToken, signal });
  const verdicts = await replayTrace(phone, points, settings.speed, signal);
  console.log(
    `  ${Object.entries(verdicts)
      .map(([verdict, n]) => `${n} ${verdict}`)
      .join(', ')}`,
  );
}

let signal: AbortSignal | undefined;
try {
  const settings = readSettings(process.argv.slice(2));
  signal = ending(settings.minutes);
  await main(settings, signal);
} catch (error) {
  // asked to stop before it had begun
  if (!signal?.aborted) {
    console.error(`simulate: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
// a phone that still waits for an answer must not keep the program
process.exit();
