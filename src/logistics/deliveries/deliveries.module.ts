import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { RoutingModule } from '../routing/routing.module.ts';
import { AssignmentsService } from './assignments.service.ts';
import { CorrectionsService } from './corrections.service.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { DeliveryLog } from './delivery-log.service.ts';
import { DeliveryViews } from './delivery-views.service.ts';
import { EtasService } from './etas.service.ts';
import { FailuresService } from './failures.service.ts';
import { IntakeService } from './intake.service.ts';
import { PlacesService } from './places.service.ts';
import { PlanningService } from './planning.service.ts';
import { ProofsController } from './proofs.controller.ts';
import { ProofsService } from './proofs.service.ts';
import { QuotesService } from './quotes.service.ts';
import { ReturnsService } from './returns.service.ts';
import { SharingService } from './sharing.service.ts';
import { StopsService } from './stops.service.ts';
import { TrackedService } from './tracked.service.ts';

const doors = [
  AssignmentsService,
  DeliveriesService,
  EtasService,
  IntakeService,
  PlacesService,
  PlanningService,
  ProofsService,
  StopsService,
  TrackedService,
];

/** From a confirmed wish to a proven hand-over. */
@Module({
  imports: [AccessModule, FleetModule, RoutingModule],
  controllers: [DeliveriesController, ProofsController],
  providers: [
    ...doors,
    CorrectionsService,
    DeliveryLog,
    DeliveryViews,
    FailuresService,
    QuotesService,
    ReturnsService,
    SharingService,
  ],
  exports: doors,
})
export class DeliveriesModule {}
