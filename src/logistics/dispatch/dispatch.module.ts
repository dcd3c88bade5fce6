import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { DeliveriesModule } from '../deliveries/deliveries.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { RoutingModule } from '../routing/routing.module.ts';
import { TrackingModule } from '../tracking/tracking.module.ts';
import { ConsoleService } from './console.service.ts';
import { CourierController } from './courier.controller.ts';
import { CourierDesk } from './courier-desk.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { Decisions } from './decisions.service.ts';
import { DeskService } from './desk.service.ts';
import { DispatchController } from './dispatch.controller.ts';
import { DispatchListener } from './dispatch.listener.ts';
import { ExplainController } from './explain.controller.ts';
import { Improver } from './improver.service.ts';
import { InsertionsService } from './insertions.service.ts';
import { OffersService } from './offers.service.ts';
import { Planner } from './planner.service.ts';
import { PlansController } from './plans.controller.ts';
import { PlansService } from './plans.service.ts';
import { Postponements } from './postponements.service.ts';
import { Publisher } from './publisher.service.ts';
import { ReasonsService } from './reasons.service.ts';
import { Scenes } from './scenes.service.ts';
import { TravelService } from './travel.service.ts';
import { UndoService } from './undo.service.ts';
import { WhatIfController } from './what-if.controller.ts';
import { WhatIfService } from './what-if.service.ts';
import { ZoneSnapshots } from './zone-snapshots.service.ts';

/** Who brings what, in which order: snapshot, solve, publish. */
@Module({
  imports: [AccessModule, FleetModule, RoutingModule, DeliveriesModule, TrackingModule],
  controllers: [DispatchController, ExplainController, PlansController, WhatIfController, CourierController],
  providers: [
    ConsoleService,
    CourierDesk,
    CourierRoutes,
    Decisions,
    DeskService,
    DispatchListener,
    Improver,
    InsertionsService,
    OffersService,
    Planner,
    PlansService,
    Postponements,
    Publisher,
    ReasonsService,
    Scenes,
    TravelService,
    UndoService,
    WhatIfService,
    ZoneSnapshots,
  ],
})
export class DispatchModule {}
