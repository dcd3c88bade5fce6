import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { alongLine, cumulativeM, type LonLat } from '../../shared/geo.ts';
import type { PositionView } from '../../shared/views.ts';
import { shownDropoffs } from './audience.rules.ts';
import type { Drive, DriveStop } from './drive.ts';
import { fixesBetween } from './fix-store.ts';
import { TrackRegistry } from './track-registry.ts';
import { isFinished } from './stages/target.ts';
import { lockTracks, readTracks } from './track-store.ts';

interface PositionRow {
  courier_id: string;
  at: Date;
  lon: number;
  lat: number;
  accuracy_m: number | null;
  speed_mps: number | null;
  heading_deg: number | null;
  battery_pct: number | null;
}

export interface LastPosition {
  position: PositionView;
  batteryPct: number | null;
}

/** Where couriers are, where they were, and what they are driving to. */
@Injectable()
export class TrackingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly registry: TrackRegistry,
    private readonly streams: StreamsService,
  ) {}

  /** Sends a courier on a new way; customers learn whether they may watch it now. Call it inside the plan's transaction. */
  async drive(courierId: string, drive: Drive): Promise<void> {
    await this.registry.ensure([courierId]);
    await this.transactions.run(async (em) => {
      const before = (await lockTracks(em, [courierId], new Map())).get(courierId)!;
      await em.execute(
        `update courier_track set target = ?::jsonb, version = version + 1, driven_at = case when ? then now() else driven_at end
         where courier_id = ?`,
        [JSON.stringify(drive), hasWork(drive) && !hasWork(before.target), courierId],
      );
      this.#tellCustomers(before.target, drive);
    });
  }

  /** From now on the courier is seen in this zone. */
  async rezone(courierId: string, zoneId: string): Promise<void> {
    await this.transactions.run(async (em) => {
      await em.execute('update courier_track set zone_id = ?, version = version + 1 where courier_id = ?', [
        zoneId,
        courierId,
      ]);
      await em.execute('update courier_position set zone_id = ? where courier_id = ?', [zoneId, courierId]);
    });
  }

  /** What the courier is driving to; null when nobody ever sent it anywhere. */
  async driveOf(courierId: string): Promise<Drive | null> {
    return (await this.drivesOf([courierId])).get(courierId) ?? null;
  }

  /** The drives of those couriers that have one. */
  async drivesOf(courierIds: readonly string[]): Promise<Map<string, Drive>> {
    const tracks = await this.transactions.read((em) => readTracks(em, courierIds));
    return new Map(tracks.flatMap(({ courierId, target }) => (target ? [[courierId, target]] : [])));
  }

  /** The last position of each of these couriers that has one. */
  async positionsOf(courierIds: readonly string[]): Promise<Map<string, LastPosition>> {
    const rows = await this.transactions.read((em) =>
      em.execute<PositionRow[]>(
        `select courier_id, at, st_x(place::geometry) as lon, st_y(place::geometry) as lat, accuracy_m, speed_mps, heading_deg, battery_pct
         from courier_position where courier_id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
        [JSON.stringify(courierIds)],
      ),
    );
    return new Map(
      rows.map((row) => [row.courier_id, { position: toView(row), batteryPct: row.battery_pct }]),
    );
  }

  /** A courier's way between two instants, in event order, inaccurate fixes included. */
  async trail(courierId: string, from: Date, to: Date): Promise<PositionView[]> {
    const fixes = await this.transactions.read((em) =>
      fixesBetween(em, courierId, from.getTime(), to.getTime()),
    );
    return fixes.map((fix) => ({
      courierId,
      at: new Date(fix.at).toISOString(),
      lon: fix.lon,
      lat: fix.lat,
      headingDeg: fix.headingDeg ?? null,
      speedMps: fix.speedMps ?? null,
      accuracyM: fix.accuracyM ?? null,
    }));
  }

  #tellCustomers(before: Drive, after: Drive): void {
    const shown = shownDropoffs(after);
    const courier = { name: firstName(after.courierName), vehicle: after.vehicleKind };
    const tell = (stop: DriveStop, live: boolean) =>
      this.streams.tell(`order:${stop.orderId}`, {
        kind: 'track_line',
        live,
        line: live ? lineTo(after, stop) : [],
        courier: live ? courier : null,
      });
    const shownBefore = new Set(shownDropoffs(before).map(({ stopId }) => stopId));
    const moved = before.route?.id !== after.route?.id;
    for (const stop of shown as DriveStop[]) if (moved || !shownBefore.has(stop.stopId)) tell(stop, true);
    const still = new Set(shown.map(({ stopId }) => stopId));
    for (const stop of before.stops)
      if (shownBefore.has(stop.stopId) && !still.has(stop.stopId)) tell(stop, false);
  }
}

/** What a customer calls the courier. */
export const firstName = (name: string): string => name.split(' ')[0]!;

const hasWork = (drive: Drive) => drive.stops.some((stop) => !isFinished(stop));

/** The part of the route that ends at this stop: a customer sees no other customer's way behind its own door. */
export function lineTo(drive: Drive, stop: DriveStop): LonLat[] {
  const line = drive.route?.line ?? [];
  if (line.length < 2) return [];
  const sums = cumulativeM(line);
  const end = line.findIndex((_, index) => sums[index]! >= stop.alongM);
  return end < 0 ? [...line] : [...line.slice(0, end), alongLine(line, sums, stop.alongM)];
}

function toView(row: PositionRow): PositionView {
  return {
    courierId: row.courier_id,
    at: new Date(row.at).toISOString(),
    lon: row.lon,
    lat: row.lat,
    headingDeg: row.heading_deg,
    speedMps: row.speed_mps,
    accuracyM: row.accuracy_m,
  };
}
