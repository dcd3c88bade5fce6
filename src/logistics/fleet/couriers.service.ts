import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { conflict, invalid, notFound } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { CourierView, PageOf } from '../../shared/views.ts';
import { Courier } from './courier.entity.ts';
import { toCourierView } from './fleet.dto.ts';
import type { CourierInput, CourierPatch, CouriersQuery } from './fleet.input.ts';
import { RosterService } from './roster.service.ts';
import { Vehicle } from './vehicle.entity.ts';
import { Zone } from './zone.entity.ts';

/** Who delivers. */
@Injectable()
export class CouriersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly roster: RosterService,
  ) {}

  async create(_me: Principal, input: CourierInput): Promise<CourierView> {
    return this.transactions.run(async (em) => {
      const courier = em.create(Courier, {
        id: newId(),
        name: input.name,
        phone: input.phone ?? null,
        zoneId: await requireZone(em, input.zoneId),
        vehicle: await requireVehicle(em, input.vehicleId),
        state: 'off_duty',
        skills: input.skills ?? [],
        autoAccept: input.autoAccept ?? false,
      });
      return this.roster.tell(em, courier, new Date());
    });
  }

  /** Throws conflict `courier_has_stops` when he is to change zones with work in hand: its zone could plan it no more. */
  async change(_me: Principal, id: string, patch: CourierPatch, version?: number): Promise<CourierView> {
    return this.transactions.run(async (em) => {
      const courier = await this.roster.lockBetweenPlans(em, id);
      assertVersion(version, courier.version);
      const { zoneId, vehicleId, ...plain } = patch;
      const leftZoneId = courier.zoneId;
      if (zoneId && zoneId !== leftZoneId && courier.state === 'on_task')
        throw conflict('courier_has_stops', 'A courier with stops to make can not change zones.');
      Object.assign(courier, plain);
      if (zoneId) courier.zoneId = await requireZone(em, zoneId);
      if (vehicleId) courier.vehicle = await requireVehicle(em, vehicleId);
      return this.roster.tell(em, courier, new Date(), leftZoneId);
    });
  }

  async list(_me: Principal, { limit, cursor, zoneId }: CouriersQuery): Promise<PageOf<CourierView>> {
    const after = afterId(cursor);
    const where = { ...(zoneId && { zoneId }), ...(after && { id: { $lt: after } }) };
    const couriers = await this.transactions.read((em) =>
      em.find(Courier, where, { populate: ['vehicle'], orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    const rostered = await this.roster.withShifts(couriers, new Date());
    const rows = rostered.map((row) => ({ ...row, id: row.courier.id }));
    return pageOf(rows, limit, ({ courier, shift }) => toCourierView(courier, shift));
  }

  async known(ids: string[]): Promise<string[]> {
    const couriers = await this.transactions.read((em) => em.find(Courier, { id: { $in: ids } }));
    return couriers.map((courier) => courier.id);
  }

  async one(_me: Principal, id: string): Promise<CourierView> {
    const courier = await this.transactions.read((em) =>
      em.findOne(Courier, { id }, { populate: ['vehicle'] }),
    );
    if (!courier) throw notFound('courier');
    const [rostered] = await this.roster.withShifts([courier], new Date());
    return toCourierView(courier, rostered!.shift);
  }
}

async function requireZone(em: SqlEntityManager, id: string): Promise<string> {
  if (!(await em.findOne(Zone, { id }))) throw invalid('zoneId', 'There is no such zone.', 'zone_not_found');
  return id;
}

async function requireVehicle(em: SqlEntityManager, id: string): Promise<Vehicle> {
  const vehicle = await em.findOne(Vehicle, { id });
  if (!vehicle) throw invalid('vehicleId', 'There is no such vehicle.', 'vehicle_not_found');
  return vehicle;
}
