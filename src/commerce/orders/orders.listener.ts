import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Listeners } from '../../platform/facts/listeners.ts';
import { OrdersService } from './orders.service.ts';

/** Orders go where their deliveries go. */
@Injectable()
export class OrdersListener implements OnModuleInit {
  constructor(
    private readonly listeners: Listeners,
    private readonly orders: OrdersService,
  ) {}

  onModuleInit(): void {
    this.listeners.on('delivery.moved', 'orders.follow', async ({ orderId, to, at, reason }) => {
      if (orderId) await this.orders.follow(orderId, { to, at: new Date(at), reason });
    });
  }
}
