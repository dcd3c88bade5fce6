import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../access/principal.ts';
import { Listeners } from '../../platform/facts/listeners.ts';
import { DomainError } from '../../shared/errors.ts';
import { StopsService } from '../deliveries/stops.service.ts';
import { TrackingService } from './tracking.service.ts';

/** What others' facts mean here; and entering a stop's fence is arriving, where the stop's lifecycle lets it. */
@Injectable()
export class TrackingListener implements OnModuleInit {
  constructor(
    private readonly listeners: Listeners,
    private readonly stops: StopsService,
    private readonly tracking: TrackingService,
  ) {}

  onModuleInit(): void {
    this.listeners.on('courier.rezoned', 'tracking.rezone', ({ courierId, zoneId }) =>
      this.tracking.rezone(courierId, zoneId),
    );
    this.listeners.on('geofence.entered', 'tracking.arrive', async ({ stopId, courierId, at }) => {
      try {
        await this.stops.arrive({ ...SYSTEM, courierId }, stopId, { at: new Date(at), by: 'geofence' });
      } catch (error) {
        // Driving past a stop that was not accepted, is over, or is somebody else's now: true, and nothing to act on.
        if (!(error instanceof DomainError) || !['conflict', 'not_found'].includes(error.kind)) throw error;
      }
    });
  }
}
