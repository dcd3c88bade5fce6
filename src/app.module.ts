import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import { CatalogModule } from './commerce/catalog/catalog.module.ts';
import { OrdersModule } from './commerce/orders/orders.module.ts';
import { DeliveriesModule } from './logistics/deliveries/deliveries.module.ts';
import { FleetModule } from './logistics/fleet/fleet.module.ts';
import { AlertsModule } from './logistics/alerts/alerts.module.ts';
import { LiveModule } from './live/live.module.ts';
import { DispatchModule } from './logistics/dispatch/dispatch.module.ts';
import { RoutingModule } from './logistics/routing/routing.module.ts';
import { SolveModule } from './logistics/solve/solve.module.ts';
import { TrackingModule } from './logistics/tracking/tracking.module.ts';
import { PlatformModule, type Ground } from './platform/platform.module.ts';

/** The one list of features. */
@Module({})
export class AppModule {
  static of(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(ground),
        AccessModule,
        FleetModule,
        CatalogModule,
        DeliveriesModule,
        OrdersModule,
        RoutingModule,
        TrackingModule,
        DispatchModule,
        SolveModule,
        AlertsModule,
        LiveModule,
      ],
    };
  }
}
