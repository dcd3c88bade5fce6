import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { newId } from '../../shared/ids.ts';
import type { CourierView, PageOf } from '../../shared/views.ts';
import { toVehicleView } from './fleet.dto.ts';
import type { ListQuery, VehicleInput } from './fleet.input.ts';
import { Vehicle } from './vehicle.entity.ts';

@Injectable()
export class VehiclesService {
  constructor(private readonly transactions: Transactions) {}

  async create(_me: Principal, input: VehicleInput): Promise<CourierView['vehicle']> {
    return this.transactions.run(async (em) => {
      const vehicle = em.create(Vehicle, { ...input, id: newId() });
      await em.flush();
      return toVehicleView(vehicle);
    });
  }

  async list(_me: Principal, { limit, cursor }: ListQuery): Promise<PageOf<CourierView['vehicle']>> {
    const after = afterId(cursor);
    const vehicles = await this.transactions.read((em) =>
      em.find(Vehicle, after ? { id: { $lt: after } } : {}, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(vehicles, limit, toVehicleView);
  }
}
