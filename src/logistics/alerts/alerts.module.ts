import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { DeliveriesModule } from '../deliveries/deliveries.module.ts';
import { FleetModule } from '../fleet/fleet.module.ts';
import { TrackingModule } from '../tracking/tracking.module.ts';
import { AlertClock } from './alert-clock.ts';
import { AlertDeskService } from './alert-desk.service.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsListener } from './alerts.listener.ts';
import { AlertsService } from './alerts.service.ts';

/** Trouble becomes an alert that somebody owns until it is resolved. */
@Module({
  imports: [AccessModule, FleetModule, DeliveriesModule, TrackingModule],
  controllers: [AlertsController],
  providers: [AlertsService, AlertDeskService, AlertsListener, AlertClock],
})
export class AlertsModule {}
