import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../../logistics/deliveries/deliveries.module.ts';
import { FleetModule } from '../../logistics/fleet/fleet.module.ts';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { OrderLog } from './order-log.service.ts';
import { OrderViews } from './order-views.service.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersListener } from './orders.listener.ts';
import { OrdersService } from './orders.service.ts';
import { PlacingService } from './placing.service.ts';

/** What customers bought, from the shop's call to the kept promise. */
@Module({
  imports: [FleetModule, CatalogModule, DeliveriesModule],
  controllers: [OrdersController],
  providers: [OrderLog, OrderViews, OrdersListener, OrdersService, PlacingService],
  exports: [OrdersService, PlacingService],
})
export class OrdersModule {}
