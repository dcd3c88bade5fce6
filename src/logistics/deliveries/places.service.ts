import { Injectable } from '@nestjs/common';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { DomainError, invalid } from '../../shared/errors.ts';
import { inRing, type LonLat } from '../../shared/geo.ts';
import type { StoreView, ZoneView } from '../../shared/views.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { Geocoder } from '../routing/geocoder.ts';
import type { PlaceInput } from './deliveries.input.ts';
import type { VisitPlace } from './visit.ts';

/** Streets and addresses of one name that are looked at. */
const CANDIDATES = 10;

interface Contact {
  name: string;
  phone?: string | null;
}

/** From what a shop writes to where it is. */
@Injectable()
export class PlacesService {
  constructor(
    private readonly fleet: FleetService,
    private readonly geocoder: Geocoder,
    private readonly logs: Logs,
  ) {}

  /** The store a request is for: the named one, or the only one the principal sees. A foreign one is as unknown as none. */
  async storeFor(me: Principal, named: string | undefined): Promise<StoreView> {
    const id = named ?? (me.storeIds?.length === 1 ? me.storeIds[0]! : undefined);
    if (!id) throw invalid('storeId', 'Say for which store.');
    const unknown = invalid('storeId', 'There is no such store.', 'store_not_found');
    if (!seesStore(me, id)) throw unknown;
    return this.fleet.store(id).catch((error: unknown) => {
      throw error instanceof DomainError && error.kind === 'not_found' ? unknown : error;
    });
  }

  pickupAt(store: StoreView): VisitPlace {
    const { address, at, zone, notes } = store.place;
    return { address, at, timeZone: zone, notes, contactName: store.name, contactPhone: null };
  }

  /** The place with its point, when that is given or the streets know it, and the zone its clocks follow. */
  async locate(place: PlaceInput, contact: Contact, zoneId: string): Promise<VisitPlace> {
    const zone = await this.fleet.zone(zoneId);
    return {
      address: place.address,
      at: place.at ?? (await this.#lookUp(place.address, zone)),
      timeZone: place.zone ?? zone.timeZone,
      notes: place.notes ?? null,
      contactName: contact.name,
      contactPhone: contact.phone ?? null,
    };
  }

  /** The best match inside the zone; a street of the same name elsewhere is another street. */
  async #lookUp(address: string, zone: ZoneView): Promise<LonLat | null> {
    try {
      const found = await this.geocoder.search(address, CANDIDATES);
      return found.find(({ at }) => inRing(at, zone.ring))?.at ?? null;
    } catch (error) {
      this.logs.error(
        'deliveries',
        'An address could not be looked up; the order stands without a place',
        error,
      );
      return null;
    }
  }
}
