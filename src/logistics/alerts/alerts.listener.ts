import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../access/principal.ts';
import { Listeners } from '../../platform/facts/listeners.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { DeliveriesService } from '../deliveries/deliveries.service.ts';
import type { DeliveryState } from '../../shared/states.ts';
import { attemptFailed, lateness, offRoute } from './alert.rules.ts';
import { AlertsService } from './alerts.service.ts';

/** States in which lateness can no longer be helped, or no longer matters. */
const OVER: DeliveryState[] = ['delivered', 'returning', 'arrived_at_return', 'returned', 'cancelled'];
/** States in which nobody needs to look after a failed visit any more. */
const LOOKED_AFTER: DeliveryState[] = ['enroute_to_dropoff', 'delivered', 'returned', 'cancelled'];

/** Facts that tell of trouble, or of its end. */
@Injectable()
export class AlertsListener implements OnModuleInit {
  constructor(
    private readonly listeners: Listeners,
    private readonly alerts: AlertsService,
    private readonly deliveries: DeliveriesService,
    private readonly fleet: FleetService,
  ) {}

  onModuleInit(): void {
    this.listeners.on('eta.changed', 'alerts.late', async (fact) => {
      const { number, state } = await this.deliveries.get(SYSTEM, fact.deliveryId);
      if (!OVER.includes(state)) await this.alerts.consider(lateness(fact), number, new Date());
    });
    this.listeners.on('attempt.failed', 'alerts.attempt', async (fact) => {
      const { number, state } = await this.deliveries.get(SYSTEM, fact.deliveryId);
      if (!LOOKED_AFTER.includes(state)) await this.alerts.consider(attemptFailed(fact), number, new Date());
    });
    this.listeners.on('route.left', 'alerts.off_route', async (fact) => {
      const { name } = await this.fleet.courier(fact.courierId);
      await this.alerts.consider(offRoute(fact), name, new Date());
    });
    this.listeners.on('route.rejoined', 'alerts.off_route_end', (fact) =>
      this.alerts.clear('off_route', fact.courierId, { at: fact.at }, new Date()),
    );
    this.listeners.on('delivery.moved', 'alerts.delivery', async ({ deliveryId, to, at }) => {
      const now = new Date();
      if (to !== 'created' && to !== 'confirmed')
        await this.alerts.clear('unassigned', deliveryId, { state: to, at }, now);
      if (OVER.includes(to)) await this.alerts.clear('late', deliveryId, { state: to, at }, now);
      if (LOOKED_AFTER.includes(to))
        await this.alerts.clear('attempt_failed', deliveryId, { state: to, at }, now);
    });
  }
}
