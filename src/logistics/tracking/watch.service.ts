import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { distanceM } from '../../shared/geo.ts';
import type { Drive } from './drive.ts';
import { isFinished } from './stages/target.ts';

/** A courier who has stops to make, as alerts need to see it. */
export interface WatchedCourier {
  courierId: string;
  zoneId: string;
  courierName: string;
  lastHeardMs: number | null;
  workSinceMs: number;
  stoppedSinceMs: number | null;
  toNextStopM: number | null;
}

interface Row {
  courier_id: string;
  zone_id: string;
  target: Drive;
  driven_at: Date;
  stopped_since: string | null;
  received_at: Date | null;
  lon: number | null;
  lat: number | null;
}

/** The couriers at work: whether they are heard of, and whether they get on. */
@Injectable()
export class WatchService {
  constructor(private readonly transactions: Transactions) {}

  async atWork(): Promise<WatchedCourier[]> {
    const rows = await this.transactions.read((em) =>
      em.execute<Row[]>(
        `select t.courier_id, t.zone_id, t.target, t.driven_at, t.state->'derived'->'marker'->>'stoppedSince' as stopped_since,
                p.received_at, st_x(p.place::geometry) as lon, st_y(p.place::geometry) as lat
         from courier_track t left join courier_position p using (courier_id)
         where t.target->'stops' <> '[]'::jsonb`,
      ),
    );
    return rows.filter((row) => row.target.stops.some((stop) => !isFinished(stop))).map(toWatched);
  }
}

function toWatched(row: Row): WatchedCourier {
  const next = row.target.stops.find((stop) => !isFinished(stop))!;
  return {
    courierId: row.courier_id,
    zoneId: row.zone_id,
    courierName: row.target.courierName,
    lastHeardMs: row.received_at ? +new Date(row.received_at) : null,
    workSinceMs: Math.max(+new Date(row.driven_at), (next.notBefore ?? 0) - next.plannedLegS * 1000),
    stoppedSinceMs: row.stopped_since === null ? null : Number(row.stopped_since),
    toNextStopM:
      row.lon === null || row.lat === null ? null : distanceM({ lon: row.lon, lat: row.lat }, next.at),
  };
}
