import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { DeliveriesModule } from '../deliveries/deliveries.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { FixBatchWriter } from './fix-batch-writer.ts';
import { FixIntake } from './fix-intake.ts';
import { FixPartitions } from './fix-partitions.ts';
import { FixesService } from './fixes.service.ts';
import { IngestController } from './ingest.controller.ts';
import { IngestService } from './ingest.service.ts';
import { TrackFacts } from './track-facts.ts';
import { TrackRegistry } from './track-registry.ts';
import { TrackPageController } from './track-page.controller.ts';
import { TrackPageService } from './track-page.service.ts';
import { TrackingController } from './tracking.controller.ts';
import { TrackingGateway } from './tracking.gateway.ts';
import { TrackingListener } from './tracking.listener.ts';
import { TrackingService } from './tracking.service.ts';
import { TrailService } from './trail.service.ts';
import { WatchService } from './watch.service.ts';

/** Fixes in; positions, arrivals and forecasts out. */
@Module({
  imports: [AccessModule, FleetModule, DeliveriesModule],
  controllers: [TrackingController, IngestController, TrackPageController],
  providers: [
    FixBatchWriter,
    FixIntake,
    FixPartitions,
    FixesService,
    IngestService,
    TrackFacts,
    TrackRegistry,
    TrackPageService,
    TrackingGateway,
    TrackingListener,
    TrackingService,
    TrailService,
    WatchService,
  ],
  exports: [TrackingService, WatchService],
})
export class TrackingModule {}
