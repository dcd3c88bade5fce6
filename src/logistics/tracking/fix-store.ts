import type { SqlEntityManager } from '@mikro-orm/sql';
import { fixKey, type Fix } from './stages/fix.ts';

/** A fix with its label, as it is kept. */
export interface LabelledFix {
  courierId: string;
  fix: Fix;
  verdict: string;
  reason: string | null;
  source: string;
}

export const storedKey = (courierId: string, fix: Fix) => `${courierId}/${fixKey(fix)}`;

/** Stores fixes; those known already are left as they are. Returns the `storedKey`s of the new ones. */
export async function insertFixes(em: SqlEntityManager, fixes: readonly LabelledFix[]): Promise<Set<string>> {
  if (fixes.length === 0) return new Set();
  const rows = fixes.map(({ courierId, fix, verdict, reason, source }) => ({
    c: courierId,
    d: iso(fix.deviceAt ?? fix.at),
    k: fixKey(fix),
    a: iso(fix.at),
    r: iso(fix.receivedAt),
    x: fix.lon,
    y: fix.lat,
    acc: fix.accuracyM,
    s: fix.speedMps,
    h: fix.headingDeg,
    alt: fix.altitudeM,
    b: fix.batteryPct,
    v: verdict,
    why: reason,
    src: source,
  }));
  const inserted = await em.execute<{ courier_id: string; key: string }[]>(
    `insert into fix (courier_id, device_at, key, at, received_at, place, accuracy_m, speed_mps, heading_deg, altitude_m, battery_pct,
                      verdict, reason, source)
     select c, d, k, a, r, st_makepoint(x, y)::geography, acc, s, h, alt, b, v, why, src
     from jsonb_to_recordset(?::jsonb) as f(c uuid, d timestamptz, k text, a timestamptz, r timestamptz, x float8, y float8, acc float8,
       s float8, h float8, alt float8, b float8, v text, why text, src text)
     on conflict do nothing returning courier_id, key`,
    [JSON.stringify(rows)],
  );
  return new Set(inserted.map(({ courier_id, key }) => `${courier_id}/${key}`));
}

/** Says of a stored fix that it was right after all. */
export async function reinstate(
  em: SqlEntityManager,
  courierId: string,
  key: string,
  since: number,
): Promise<void> {
  await em.execute(
    `update fix set verdict = 'ok', reason = null where courier_id = ? and key = ? and device_at >= ?`,
    [courierId, key, iso(since)],
  );
}

/** A courier's stored fixes with `fromMs <= at <= toMs`, in event order. */
export async function fixesBetween(
  em: SqlEntityManager,
  courierId: string,
  fromMs: number,
  toMs: number,
): Promise<Fix[]> {
  // The partition key is the device's own time, at most a day off the corrected one.
  const day = 86_400_000;
  const rows = await em.execute<FixRow[]>(
    `select key, device_at, at, received_at, st_x(place::geometry) as lon, st_y(place::geometry) as lat, accuracy_m, speed_mps,
            heading_deg, altitude_m, battery_pct
     from fix where courier_id = ? and device_at between ? and ? and at between ? and ? order by at, key`,
    [courierId, iso(fromMs - day), iso(toMs + day), iso(fromMs), iso(toMs)],
  );
  return rows.map(toFix);
}

interface FixRow {
  key: string;
  device_at: Date;
  at: Date;
  received_at: Date;
  lon: number;
  lat: number;
  accuracy_m: number | null;
  speed_mps: number | null;
  heading_deg: number | null;
  altitude_m: number | null;
  battery_pct: number | null;
}

function toFix(row: FixRow): Fix {
  const at = +new Date(row.at);
  const deviceAt = +new Date(row.device_at);
  const fix: Fix = {
    id: row.key,
    at,
    receivedAt: +new Date(row.received_at),
    lon: row.lon,
    lat: row.lat,
    accuracyM: row.accuracy_m ?? undefined,
    speedMps: row.speed_mps ?? undefined,
    headingDeg: row.heading_deg ?? undefined,
    altitudeM: row.altitude_m ?? undefined,
    batteryPct: row.battery_pct ?? undefined,
  };
  return deviceAt === at ? fix : { ...fix, deviceAt };
}

const iso = (ms: number) => new Date(ms).toISOString();
