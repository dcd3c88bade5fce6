import { Injectable } from '@nestjs/common';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import type { LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { PageOf, StoreView, ZoneView } from '../../shared/views.ts';
import { toStoreView } from './fleet.dto.ts';
import type { ListQuery, StoreInput, StorePatch } from './fleet.input.ts';
import { Store } from './store.entity.ts';
import { ZonesService } from './zones.service.ts';

/** Where orders are picked up. */
@Injectable()
export class StoresService {
  constructor(
    private readonly transactions: Transactions,
    private readonly zones: ZonesService,
  ) {}

  async create(_me: Principal, { name, place, zoneId, currency }: StoreInput): Promise<StoreView> {
    const zone = await this.#zoneOf(place.at, zoneId);
    return this.transactions.run(async (em) => {
      const store = em.create(Store, {
        id: newId(),
        name,
        currency,
        address: place.address,
        at: place.at,
        notes: place.notes ?? null,
        timeZone: place.zone ?? zone.timeZone,
        zoneId: zone.id,
      });
      await em.flush();
      return toStoreView(store);
    });
  }

  async change(
    me: Principal,
    id: string,
    { name, place, zoneId, currency }: StorePatch,
    version?: number,
  ): Promise<StoreView> {
    if (!seesStore(me, id)) throw notFound('store');
    return this.transactions.run(async (em) => {
      const store = await em.findOne(Store, { id });
      if (!store) throw notFound('store');
      assertVersion(version, store.version);
      Object.assign(store, { name: name ?? store.name, currency: currency ?? store.currency });
      if (place) {
        const zone = await this.#zoneOf(place.at, zoneId);
        Object.assign(store, { address: place.address, at: place.at, notes: place.notes ?? null });
        Object.assign(store, { timeZone: place.zone ?? zone.timeZone, zoneId: zone.id });
      } else if (zoneId) {
        store.zoneId = (await this.#zoneOf(store.at, zoneId)).id;
      }
      await em.flush();
      return toStoreView(store);
    });
  }

  async list(me: Principal, { limit, cursor }: ListQuery): Promise<PageOf<StoreView>> {
    const after = afterId(cursor);
    const seen = me.storeIds ? { $in: me.storeIds } : {};
    const stores = await this.transactions.read((em) =>
      em.find(
        Store,
        { id: { ...seen, ...(after ? { $lt: after } : {}) } },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      ),
    );
    return pageOf(stores, limit, toStoreView);
  }

  async store(id: string): Promise<StoreView> {
    const store = await this.transactions.read((em) => em.findOne(Store, { id }));
    if (!store) throw notFound('store');
    return toStoreView(store);
  }

  async inZone(zoneId: string): Promise<StoreView[]> {
    const stores = await this.transactions.read((em) =>
      em.find(Store, { zoneId }, { orderBy: { name: 'asc' } }),
    );
    return stores.map(toStoreView);
  }

  async known(ids: string[]): Promise<string[]> {
    const stores = await this.transactions.read((em) => em.find(Store, { id: { $in: ids } }));
    return stores.map((store) => store.id);
  }

  async #zoneOf(at: LonLat, wanted: string | undefined): Promise<ZoneView> {
    if (!wanted) {
      const zone = await this.zones.zoneAt(at);
      if (!zone) throw invalid('place.at', 'This place lies in none of the zones.', 'outside_zones');
      return zone;
    }
    const zone = (await this.zones.all()).find(({ id }) => id === wanted);
    if (!zone) throw invalid('zoneId', 'There is no such zone.', 'zone_not_found');
    return zone;
  }
}
