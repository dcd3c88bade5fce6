import { Injectable } from '@nestjs/common';
import { DeliveriesService } from '../../logistics/deliveries/deliveries.service.ts';
import { FleetService } from '../../logistics/fleet/fleet.service.ts';
import type { OrderView } from '../../shared/views.ts';
import type { Order } from './order.entity.ts';
import { toOrderView } from './orders.dto.ts';

/** Orders as people see them, each with its delivery. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly fleet: FleetService,
    private readonly deliveries: DeliveriesService,
  ) {}

  async of(orders: readonly Order[]): Promise<OrderView[]> {
    const deliveries = await this.deliveries.ofOrders(orders.map(({ id }) => id));
    const names = new Map<string, string>();
    for (const { storeId } of orders)
      if (!names.has(storeId)) names.set(storeId, (await this.fleet.store(storeId)).name);
    return orders.map((order) =>
      toOrderView(order, names.get(order.storeId)!, deliveries.get(order.id) ?? null),
    );
  }

  async one(order: Order): Promise<OrderView> {
    return (await this.of([order]))[0]!;
  }
}
