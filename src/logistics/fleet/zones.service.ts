import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import type { LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { PageOf, ZoneView } from '../../shared/views.ts';
import { toZoneView } from './fleet.dto.ts';
import type { ListQuery, ZoneInput } from './fleet.input.ts';
import { openRing, ringTrouble } from './ring.rules.ts';
import { Zone } from './zone.entity.ts';

/** The areas that are planned as one. */
@Injectable()
export class ZonesService {
  constructor(private readonly transactions: Transactions) {}

  /** Refuses an outline that bounds no area, and says where it goes wrong. */
  async create(_me: Principal, input: ZoneInput): Promise<ZoneView> {
    const ring = openRing(input.ring);
    const trouble = ringTrouble(ring);
    if (trouble) throw invalid('ring', trouble, 'invalid_ring');
    return this.transactions.run(async (em) => {
      const zone = em.create(Zone, { ...input, ring, id: newId() });
      await em.flush();
      return toZoneView(zone);
    });
  }

  async list(_me: Principal, { limit, cursor }: ListQuery): Promise<PageOf<ZoneView>> {
    const after = afterId(cursor);
    const where = after ? { id: { $lt: after } } : {};
    const zones = await this.transactions.read((em) =>
      em.find(Zone, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(zones, limit, toZoneView);
  }

  async all(): Promise<ZoneView[]> {
    const zones = await this.transactions.read((em) => em.find(Zone, {}, { orderBy: { name: 'asc' } }));
    return zones.map(toZoneView);
  }

  async zone(id: string): Promise<ZoneView> {
    const zone = await this.transactions.read((em) => em.findOne(Zone, { id }));
    if (!zone) throw notFound('zone');
    return toZoneView(zone);
  }

  /** The zone that covers a point, the smallest where several do; its border belongs to it. */
  async zoneAt({ lon, lat }: LonLat): Promise<ZoneView | null> {
    const [found] = await this.transactions.read((em) =>
      em.execute<{ id: string }[]>(
        `select id from zone where ST_Covers(ring, ST_SetSRID(ST_MakePoint(?, ?), 4326))
         order by ST_Area(ring), id limit 1`,
        [lon, lat],
      ),
    );
    return found ? this.zone(found.id) : null;
  }
}
