import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { idleDrive } from './drive.ts';
import { newCourierState } from './stages/state.ts';

/** Every courier that is heard of or sent somewhere has a track. */
@Injectable()
export class TrackRegistry {
  readonly #known = new Set<string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly fleet: FleetService,
  ) {}

  /** Makes the tracks that are missing. Throws not_found for an unknown courier. */
  async ensure(courierIds: readonly string[]): Promise<void> {
    for (const courierId of courierIds) {
      if (this.#known.has(courierId)) continue;
      const courier = await this.fleet.courier(courierId);
      await this.transactions.run((em) =>
        em.execute(
          `insert into courier_track (courier_id, zone_id, state, target) values (?, ?, ?::jsonb, ?::jsonb) on conflict do nothing`,
          [
            courierId,
            courier.zoneId,
            JSON.stringify(newCourierState()),
            JSON.stringify(idleDrive(courier.name, courier.vehicle.kind)),
          ],
        ),
      );
      this.transactions.afterCommit(() => this.#known.add(courierId));
    }
  }
}
