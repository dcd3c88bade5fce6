import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { Listeners } from '../../platform/facts/listeners.ts';
import { Jobs } from '../../platform/jobs/jobs.service.ts';
import { AssignmentsService } from '../deliveries/assignments.service.ts';
import { PlanningService } from '../deliveries/planning.service.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { CourierRoutes } from './courier-routes.service.ts';
import { Improver } from './improver.service.ts';
import { OffersService } from './offers.service.ts';
import { Planner } from './planner.service.ts';

const TICK_MS = 15_000;
/** An order is about to be late when missing its promise is as likely as not. */
const LIKELY = 0.5;

/** What makes dispatch plan: new orders, moves, answers, shifts, and the clock. */
@Injectable()
export class DispatchListener implements OnModuleInit {
  constructor(
    private readonly listeners: Listeners,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly planner: Planner,
    private readonly improver: Improver,
    private readonly routes: CourierRoutes,
    private readonly offers: OffersService,
    private readonly assignments: AssignmentsService,
    private readonly planning: PlanningService,
    private readonly fleet: FleetService,
  ) {}

  onModuleInit(): void {
    this.listeners.on('delivery.created', 'dispatch.new', async ({ zoneId }) =>
      this.#wake(zoneId, 'new_order'),
    );
    this.listeners.on('delivery.changed', 'dispatch.changed', async ({ zoneId }) =>
      this.#wake(zoneId, 'delivery_changed'),
    );
    this.listeners.on(
      'delivery.corrected',
      'dispatch.corrected',
      async ({ deliveryId, courierId, zoneId }) => {
        if (courierId) await this.routes.rejudge(courierId, deliveryId, new Date());
        this.#wake(zoneId, 'delivery_changed');
      },
    );
    this.listeners.on('delivery.moved', 'dispatch.moved', async ({ deliveryId, zoneId, courierId, to }) => {
      if (to === 'cancelled') await this.offers.withdraw(deliveryId, new Date());
      const fits = courierId ? await this.routes.sync(courierId, new Date()) : true;
      if (!fits || to === 'confirmed' || to === 'cancelled') this.#wake(zoneId, `delivery_${to}`);
    });
    this.listeners.on('stop.completed', 'dispatch.stop', async ({ courierId, zoneId }) => {
      this.transactions.afterCommit(() => this.improver.nudge(zoneId));
      await this.#sync(courierId, zoneId);
    });
    this.listeners.on(
      'offer.answered',
      'dispatch.offer',
      async ({ courierId, deliveryId, zoneId, answer }) => {
        if (answer === 'rejected' || answer === 'expired')
          await this.#takeBack(deliveryId, courierId, zoneId, answer);
        await this.#sync(courierId, zoneId);
      },
    );
    this.listeners.on('courier.moved', 'dispatch.duty', async ({ courierId, zoneId, from, to }) => {
      if (to === 'off_duty') await this.#release(courierId, zoneId, 'courier_off_duty');
      else if (from === 'off_duty' || from === 'on_break') {
        // What he was given meanwhile makes him busy.
        await this.#sync(courierId, zoneId);
        this.#wake(zoneId, 'courier_ready');
      }
    });
    this.listeners.on('shift.changed', 'dispatch.shift', async ({ zoneId }) =>
      this.#wake(zoneId, 'shift_changed'),
    );
    this.listeners.on('courier.rezoned', 'dispatch.rezoned', async ({ courierId, zoneId, fromZoneId }) => {
      await this.#release(courierId, fromZoneId, 'courier_left');
      this.#wake(zoneId, 'courier_came');
    });
    this.listeners.on('eta.changed', 'dispatch.late', async ({ zoneId, lateProbability }) => {
      if (lateProbability >= LIKELY) this.transactions.afterCommit(() => this.improver.nudge(zoneId));
    });
    this.jobs.define('dispatch.tick', () => this.#tick());
    this.jobs.every('dispatch.tick', TICK_MS);
  }

  #wake(zoneId: string, reason: string): void {
    this.transactions.afterCommit(() => {
      this.planner.wake(zoneId, reason);
      this.improver.stir(zoneId);
    });
  }

  async #sync(courierId: string, zoneId: string): Promise<void> {
    if (!(await this.routes.sync(courierId, new Date()))) this.#wake(zoneId, 'route_changed');
  }

  async #takeBack(deliveryId: string, courierId: string, zoneId: string, answer: string): Promise<void> {
    const delivery = await this.planning.openDelivery(deliveryId);
    const isStillThere = delivery?.courierId === null && delivery.stops[0]?.courierId === courierId;
    if (isStillThere) await this.assignments.unassign(SYSTEM, deliveryId, `offer_${answer}`);
    this.#wake(zoneId, `offer_${answer}`);
  }

  /** What a courier who goes home, or to another zone, has not picked up yet goes to somebody else. */
  async #release(courierId: string, zoneId: string, reason: string): Promise<void> {
    const stops = await this.planning.stopsOf(courierId);
    const waiting = new Set(
      stops.filter(({ delivery }) => !delivery.withCourier).map(({ deliveryId }) => deliveryId),
    );
    for (const deliveryId of waiting) {
      await this.assignments.unassign(SYSTEM, deliveryId, reason);
      await this.offers.withdraw(deliveryId, new Date());
    }
    await this.routes.sync(courierId, new Date());
    this.#wake(zoneId, reason);
  }

  async #tick(): Promise<void> {
    for (const { id } of await this.fleet.allZones()) {
      const now = new Date();
      for (const courier of await this.fleet.couriersOnShift(id, now))
        await this.routes.setOutInTime(courier.id, now);
      this.planner.wake(id, 'clock');
      this.improver.keep(id);
    }
  }
}
