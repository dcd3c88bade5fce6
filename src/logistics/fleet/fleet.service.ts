import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.ts';
import { notFound } from '../../shared/errors.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { CourierState, VehicleKind } from '../../shared/states.ts';
import type { CourierView, StoreView, ZoneView } from '../../shared/views.ts';
import { Courier } from './courier.entity.ts';
import { toCourierView, toVehicleView, type Seen } from './fleet.dto.ts';
import { RosterService, type Rostered } from './roster.service.ts';
import { StoresService } from './stores.service.ts';
import { profileOf } from './vehicle.rules.ts';
import { ZonesService } from './zones.service.ts';

export type { Seen } from './fleet.dto.ts';
export { profileOf } from './vehicle.rules.ts';

/** A courier as other features see it. */
export interface FleetCourier {
  id: string;
  name: string;
  phone: string | null;
  zoneId: string;
  state: CourierState;
  skills: string[];
  autoAccept: boolean;
  vehicle: {
    id: string;
    kind: VehicleKind;
    name: string;
    capacity: number[];
    profile: 'car' | 'bike' | 'foot';
  };
  /** The shift worked in; off duty, the one whose time it is. May be past its end: overtime. */
  shift: { id: string; from: Date; to: Date } | null;
}

/** The fleet's door for other features: plain values, no access checks (callers have made theirs). */
@Injectable()
export class FleetService {
  constructor(
    private readonly transactions: Transactions,
    private readonly roster: RosterService,
    private readonly stores: StoresService,
    private readonly zones: ZonesService,
  ) {}

  /** Throws not_found. */
  zone(id: string): Promise<ZoneView> {
    return this.zones.zone(id);
  }
  allZones(): Promise<ZoneView[]> {
    return this.zones.all();
  }
  /** The zone that covers a point, or null. */
  zoneAt(point: LonLat): Promise<ZoneView | null> {
    return this.zones.zoneAt(point);
  }

  /** Throws not_found. */
  store(id: string): Promise<StoreView> {
    return this.stores.store(id);
  }
  storesOf(zoneId: string): Promise<StoreView[]> {
    return this.stores.inZone(zoneId);
  }

  /** Throws not_found. */
  async courier(id: string, now = new Date()): Promise<FleetCourier> {
    const [found] = await this.couriers([id], now);
    if (!found) throw notFound('courier');
    return found;
  }

  async couriers(ids: string[], now = new Date()): Promise<FleetCourier[]> {
    return (await this.#find({ id: { $in: ids } }, now)).map(plain);
  }

  /** Everybody on duty in the zone, on a break or not, by id. */
  async couriersOnShift(zoneId: string, now: Date): Promise<FleetCourier[]> {
    return (await this.#find({ zoneId, state: { $ne: 'off_duty' } }, now)).map(plain);
  }

  /** Everybody of the zone who is at home, by id. */
  async couriersOffDuty(zoneId: string, now: Date): Promise<FleetCourier[]> {
    return (await this.#find({ zoneId, state: 'off_duty' }, now)).map(plain);
  }

  /** All couriers of a zone as watchers see them; `seen` is what tracking knows of each. */
  async courierViews(zoneId: string, now: Date, seen?: ReadonlyMap<string, Seen>): Promise<CourierView[]> {
    const rostered = await this.#find({ zoneId }, now);
    return rostered.map(({ courier, shift }) => toCourierView(courier, shift, seen?.get(courier.id)));
  }

  /** Throws not_found. */
  async courierView(id: string, now: Date, seen?: Seen): Promise<CourierView> {
    const [found] = await this.#find({ id }, now);
    if (!found) throw notFound('courier');
    return toCourierView(found.courier, found.shift, seen);
  }

  /** Until the open transaction ends no other plan of the zone is published, and nobody of it ends duty, takes a break or leaves. */
  async holdZone(zoneId: string): Promise<void> {
    await this.transactions.run((em) => this.roster.holdZone(em, zoneId));
  }

  /**
   * Says whether a courier has stops: moves idle to on_task and back, and tells watchers. A courier on a break or off
   * duty stays so: work given then waits for them. Joins the open transaction.
   */
  async setBusy(courierId: string, busy: boolean, now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const courier = await this.roster.lock(em, courierId);
      const [from, to] = busy ? (['idle', 'on_task'] as const) : (['on_task', 'idle'] as const);
      if (courier.state !== from) return;
      this.roster.move(courier, to, now);
      await this.roster.tell(em, courier, now);
    });
  }

  async #find(where: object, now: Date): Promise<Rostered[]> {
    const couriers = await this.transactions.read((em) =>
      em.find(Courier, where, { populate: ['vehicle'], orderBy: { id: 'asc' } }),
    );
    return this.roster.withShifts(couriers, now);
  }
}

function plain({ courier, shift }: Rostered): FleetCourier {
  const { id, name, phone, zoneId, state, skills, autoAccept, vehicle } = courier;
  return {
    id,
    name,
    phone: phone ?? null,
    zoneId,
    state,
    skills,
    autoAccept,
    vehicle: { ...toVehicleView(vehicle), profile: profileOf(vehicle.kind) },
    shift: shift && { id: shift.id, from: shift.startsAt, to: shift.endsAt },
  };
}
