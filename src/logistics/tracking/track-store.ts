import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Drive } from './drive.ts';
import { isBefore } from './stages/late-fix.ts';
import { nothingDerived, type CourierState, type Derived, type Marker } from './stages/state.ts';
import type { Fix } from './stages/fix.ts';

/** One courier's tracking state with the version it was read at. */
export interface Track {
  courierId: string;
  zoneId: string;
  version: number;
  state: CourierState;
  target: Drive;
}

interface TrackRow {
  courier_id: string;
  zone_id: string;
  version: string;
  state: CourierState;
  target: Drive;
}

const CHECKPOINT_EVERY_MS = 10 * 60_000;
/** How far back late fixes still change what was derived; older ones only complete the history. */
export const REDERIVED_MS = 90 * 60_000;

/** Tracks this process saw last; valid only while the database still holds the same version. */
export type TrackCache = Map<string, Track>;

/** Locks and reads the tracks of these couriers, from `cache` where its version still holds. Unknown couriers are missing. */
export async function lockTracks(
  em: SqlEntityManager,
  courierIds: readonly string[],
  cache: TrackCache,
): Promise<Map<string, Track>> {
  const versions = await em.execute<Pick<TrackRow, 'courier_id' | 'version'>[]>(
    `select courier_id, version from courier_track
     where courier_id in (select jsonb_array_elements_text(?::jsonb)::uuid) order by courier_id for update`,
    [JSON.stringify(courierIds)],
  );
  const stale = versions.filter((row) => cache.get(row.courier_id)?.version !== Number(row.version));
  const read =
    stale.length > 0
      ? await readTracks(
          em,
          stale.map((row) => row.courier_id),
        )
      : [];
  const tracks = new Map(read.map((track) => [track.courierId, track]));
  for (const { courier_id } of versions)
    if (!tracks.has(courier_id)) tracks.set(courier_id, cache.get(courier_id)!);
  return tracks;
}

export async function readTracks(em: SqlEntityManager, courierIds: readonly string[]): Promise<Track[]> {
  const rows = await em.execute<TrackRow[]>(
    `select courier_id, zone_id, version, state, target from courier_track
     where courier_id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [JSON.stringify(courierIds)],
  );
  return rows.map((row) => ({
    courierId: row.courier_id,
    zoneId: row.zone_id,
    version: Number(row.version),
    state: row.state,
    target: row.target,
  }));
}

/** Writes the states of locked tracks, each one version further. */
export async function saveStates(em: SqlEntityManager, tracks: readonly Track[]): Promise<void> {
  const rows = tracks.map(({ courierId, version, state }) => ({ c: courierId, v: version, state }));
  await em.execute(
    `update courier_track t set state = w.state, version = w.v
     from jsonb_to_recordset(?::jsonb) as w(c uuid, v bigint, state jsonb) where t.courier_id = w.c`,
    [JSON.stringify(rows)],
  );
}

/** The newest place of each courier, never replaced by an older one. */
export async function savePositions(
  em: SqlEntityManager,
  positions: readonly { track: Track; marker: Marker; battery: number | null }[],
): Promise<void> {
  const rows = positions.map(({ track, marker, battery }) => ({
    c: track.courierId,
    z: track.zoneId,
    at: new Date(marker.at).toISOString(),
    x: marker.lon,
    y: marker.lat,
    acc: marker.accuracyM,
    s: marker.speedMps,
    h: marker.headingDeg,
    b: battery,
  }));
  await em.execute(
    `insert into courier_position as p (courier_id, zone_id, at, received_at, place, accuracy_m, speed_mps, heading_deg, battery_pct)
     select c, z, at, now(), st_makepoint(x, y)::geography, acc, s, h, b
     from jsonb_to_recordset(?::jsonb) as w(c uuid, z uuid, at timestamptz, x float8, y float8, acc float8, s float8, h float8, b float8)
     on conflict (courier_id) do update set zone_id = excluded.zone_id, at = excluded.at, received_at = excluded.received_at,
       place = excluded.place, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps, heading_deg = excluded.heading_deg,
       battery_pct = coalesce(excluded.battery_pct, p.battery_pct)
     where p.at <= excluded.at`,
    [JSON.stringify(rows)],
  );
}

/** Keeps a state to fold late fixes from, about every ten minutes. */
export async function checkpoint(em: SqlEntityManager, before: Track, after: Track): Promise<void> {
  const now = after.state.derived.newest?.at;
  const last = before.state.derived.newest?.at;
  if (now === undefined || last === undefined) return;
  if (Math.floor(now / CHECKPOINT_EVERY_MS) === Math.floor(last / CHECKPOINT_EVERY_MS)) return;
  await em.execute(
    'insert into courier_checkpoint (courier_id, at, derived) values (?, ?, ?::jsonb) on conflict do nothing',
    [before.courierId, last, JSON.stringify(before.state.derived)],
  );
  await em.execute('delete from courier_checkpoint where courier_id = ? and at < ?', [
    before.courierId,
    now - REDERIVED_MS - CHECKPOINT_EVERY_MS,
  ]);
}

/**
 * The newest kept state older than the fix, with those that the fix makes void deleted. A courier whose whole history
 * began within the window is folded from nothing; null when the fix is too old to change anything derived.
 */
export async function checkpointBefore(
  em: SqlEntityManager,
  track: Track,
  fix: Fix,
): Promise<Derived | null> {
  await em.execute('delete from courier_checkpoint where courier_id = ? and at >= ?', [
    track.courierId,
    fix.at,
  ]);
  const [kept] = await em.execute<{ derived: Derived }[]>(
    'select derived from courier_checkpoint where courier_id = ? order by at desc limit 1',
    [track.courierId],
  );
  if (kept && isBefore(kept.derived, fix)) return kept.derived;
  const head = track.state.derived.newest?.at ?? fix.at;
  if (head - fix.at > REDERIVED_MS) return null;
  const [older] = await em.execute<{ one: number }[]>(
    'select 1 as one from fix where courier_id = ? and device_at < ? limit 1',
    [track.courierId, new Date(head - REDERIVED_MS).toISOString()],
  );
  return older ? null : nothingDerived();
}
