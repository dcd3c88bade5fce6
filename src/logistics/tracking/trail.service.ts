import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { invalid } from '../../shared/errors.ts';
import type { PositionView } from '../../shared/views.ts';
import { TrackingService } from './tracking.service.ts';

const LONGEST_MS = 24 * 3_600_000;

/** What the office reads about couriers' places. */
@Injectable()
export class TrailService {
  constructor(
    private readonly tracking: TrackingService,
    private readonly transactions: Transactions,
  ) {}

  async positions(zoneId: string): Promise<{ positions: PositionView[] }> {
    const rows = await this.transactions.read((em) =>
      em.execute<{ courier_id: string }[]>('select courier_id from courier_position where zone_id = ?', [
        zoneId,
      ]),
    );
    const last = await this.tracking.positionsOf(rows.map((row) => row.courier_id));
    return { positions: [...last.values()].map(({ position }) => position) };
  }

  /** At most 24 hours at once. */
  async trail(courierId: string, query: { from: string; to?: string }): Promise<{ points: PositionView[] }> {
    const from = new Date(query.from);
    const to = query.to ? new Date(query.to) : new Date();
    if (to < from) throw invalid('to', 'It ends before it starts.');
    if (to.getTime() - from.getTime() > LONGEST_MS) throw invalid('from', 'A trail spans at most 24 hours.');
    return { points: await this.tracking.trail(courierId, from, to) };
  }
}
